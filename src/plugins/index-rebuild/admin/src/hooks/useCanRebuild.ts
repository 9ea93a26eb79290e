import { useRBAC } from '@strapi/strapi/admin';

import { ACTIONS } from '../../../shared/constants';

const PERMISSIONS = [{ action: ACTIONS.rebuild, subject: null }];

/** Whether whoever is signed in may start and cancel runs and choose the live generation. */
export const useCanRebuild = (): boolean => {
  const { allowedActions } = useRBAC(PERMISSIONS as never);
  return allowedActions.canRebuild === true;
};
