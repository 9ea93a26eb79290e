import { useRBAC } from '@strapi/strapi/admin';

import { ACTIONS } from '../../../shared/constants';

const PERMISSIONS = [{ action: ACTIONS.rebuild, subject: null }];

/** Whether the signed-in user may start and cancel runs and restore index versions. */
export const useCanRebuild = (): boolean => {
  const { allowedActions } = useRBAC(PERMISSIONS as never);
  return allowedActions.canRebuild === true;
};
