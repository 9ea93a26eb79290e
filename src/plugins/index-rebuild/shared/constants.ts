/** The plugin's id: the prefix of its content types, routes, permissions and translations. */
export const PLUGIN_ID = 'index-rebuild';

/** RBAC actions of the admin. An action uid may hold lower-case letters, dots and dashes only. */
export const ACTIONS = {
  read: `plugin::${PLUGIN_ID}.read`,
  rebuild: `plugin::${PLUGIN_ID}.rebuild`,
} as const;

/** Characters of the reason for a restore. Not beside its contract: the admin needs the number without zod. */
export const MAX_REASON_LENGTH = 500;
