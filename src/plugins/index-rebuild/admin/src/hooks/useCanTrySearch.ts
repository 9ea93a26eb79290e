import { useRBAC } from '@strapi/strapi/admin';

import { ACTIONS } from '../../../shared/constants';

const PERMISSIONS = [{ action: ACTIONS.trySearch, subject: null }];

/** Whether the signed-in user may open the tab "Try search". */
export const useCanTrySearch = (): boolean => {
  const { allowedActions } = useRBAC(PERMISSIONS as never);
  return allowedActions.canTrySearch === true;
};
