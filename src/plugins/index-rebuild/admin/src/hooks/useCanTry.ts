import { useRBAC } from '@strapi/strapi/admin';

import { ACTIONS } from '../../../shared/constants';

const PERMISSIONS = [{ action: ACTIONS.trySearch, subject: null }];

/** Whether the signed-in user may try search. */
export const useCanTry = (): boolean => {
  const { allowedActions } = useRBAC(PERMISSIONS as never);
  return (allowedActions as { canTrySearch?: boolean }).canTrySearch === true;
};
