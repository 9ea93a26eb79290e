import { useRBAC } from '@strapi/strapi/admin';

import { GOLDEN_UID, RULE_UID, SYNONYM_UID } from '../../../shared/constants';

/** Whether the signed-in user may create entries of this kind in the Content Manager. */
const useMayCreate = (subject: string): boolean => {
  const { allowedActions } = useRBAC([
    { action: 'plugin::content-manager.explorer.create', subject },
  ] as never);
  return (allowedActions as { canCreate?: boolean }).canCreate === true;
};

/** What the signed-in user may decide about queries: search rules, golden queries, synonyms. */
export const useMaySteer = () => ({
  mayRule: useMayCreate(RULE_UID),
  mayExpect: useMayCreate(GOLDEN_UID),
  mayName: useMayCreate(SYNONYM_UID),
});

export type MaySteer = ReturnType<typeof useMaySteer>;
