/** The plugin's id: the prefix of its content types, routes, permissions and translations. */
export const PLUGIN_ID = 'index-rebuild';

/** RBAC actions of the admin. An action uid may hold lower-case letters, dots and dashes only. */
export const ACTIONS = {
  read: `plugin::${PLUGIN_ID}.read`,
  rebuild: `plugin::${PLUGIN_ID}.rebuild`,
} as const;
