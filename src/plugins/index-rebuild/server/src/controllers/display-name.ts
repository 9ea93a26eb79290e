type AdminUser = { firstname?: string; lastname?: string; username?: string; email?: string };

/** How the history names an administrator. */
export const displayNameOf = (user?: AdminUser): string | null => {
  const full = [user?.firstname, user?.lastname].filter(Boolean).join(' ');
  return full || user?.username || user?.email || null;
};
