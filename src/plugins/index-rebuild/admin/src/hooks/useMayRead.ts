import { useAuth } from '@strapi/strapi/admin';

import { ACTIONS } from '../../../shared/constants';

/** Whether the signed-in user may see the status; without it every request for it is refused. */
export const useMayRead = (): boolean => {
  const permissions = useAuth('useMayRead', (state) => state.permissions);
  return permissions?.some(({ action }) => action === ACTIONS.read) ?? true;
};
