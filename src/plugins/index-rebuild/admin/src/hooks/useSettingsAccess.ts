import { useRBAC } from '@strapi/strapi/admin';

import { ACTIONS } from '../../../shared/constants';

const PERMISSIONS = [
  { action: ACTIONS.readSettings, subject: null },
  { action: ACTIONS.updateSettings, subject: null },
];

/** Whether the signed-in user may see the settings, and change them. */
export const useSettingsAccess = (): { canRead: boolean; canUpdate: boolean } => {
  const { allowedActions } = useRBAC(PERMISSIONS as never);
  const { canRead = false, canUpdate = false } = allowedActions as { canRead?: boolean; canUpdate?: boolean };
  return { canRead, canUpdate };
};
