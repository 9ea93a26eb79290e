import { useRBAC } from '@strapi/strapi/admin';

import { TABS, type Tab } from '../pages/tabs';

const PERMISSIONS = [...new Set(TABS.flatMap(({ actions }) => actions))].map((action) => ({
  action,
  subject: null,
}));

/** The name under which `useRBAC` answers: `canTrySearch` for `plugin::index-rebuild.try-search`. */
const answerFor = (action: string): string => {
  const words = action.slice(action.lastIndexOf('.') + 1).split('-');
  return `can${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`;
};

/** The tabs that the signed-in user may see; none while that is not known yet. */
export const useAllowedTabs = (): { tabs: readonly Tab[]; isLoading: boolean } => {
  const { allowedActions, isLoading } = useRBAC(PERMISSIONS as never);
  const allowed: Record<string, boolean | undefined> = allowedActions;
  const tabs = TABS.filter(({ actions }) => actions.some((action) => allowed[answerFor(action)] === true));
  return { tabs: isLoading ? [] : tabs, isLoading };
};
