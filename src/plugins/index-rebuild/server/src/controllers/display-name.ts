type AdminUser = { firstname?: string; lastname?: string; username?: string; email?: string };

/** How the history names an administrator. */
export const displayNameOf = (user?: AdminUser): string | null => {
  const full = [user?.firstname, user?.lastname].filter(Boolean).join(' ');
  return full || user?.username || user?.email || null;
};

/** What Strapi knows of a caller of the content API: an API token, a user, or nobody. */
type ApiCaller = { credentials?: { name?: string; username?: string } | null };

/** How the history names a caller of the content API; nobody has the role "Public". */
export const callerNameOf = ({ credentials }: ApiCaller = {}): string =>
  credentials?.name ?? credentials?.username ?? 'Public';
