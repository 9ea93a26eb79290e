import { useRBAC } from '@strapi/strapi/admin';

import { ACTIONS, GOLDEN_UID, RULE_UID, SYNONYM_UID } from '../../../shared/constants';

/** Whether the signed-in user may create entries of this kind in the Content Manager. */
const useMayCreate = (subject: string): boolean => {
  const { allowedActions } = useRBAC([
    { action: 'plugin::content-manager.explorer.create', subject },
  ] as never);
  return (allowedActions as { canCreate?: boolean }).canCreate === true;
};

/** Whether the signed-in user may change settings. */
const useMayChange = (): boolean => {
  const { allowedActions } = useRBAC([{ action: ACTIONS.updateSettings, subject: null }]);
  return (allowedActions as { canUpdate?: boolean }).canUpdate === true;
};

/** What the signed-in user may decide: search rules, golden queries, synonyms, and the weights of all searches. */
export const useMaySteer = () => ({
  mayWeigh: useMayChange(),
  mayRule: useMayCreate(RULE_UID),
  mayExpect: useMayCreate(GOLDEN_UID),
  mayName: useMayCreate(SYNONYM_UID),
});

export type MaySteer = ReturnType<typeof useMaySteer>;
