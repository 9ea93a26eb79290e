import { useOutletContext } from 'react-router-dom';

import type { useIndexStatus } from './useIndexStatus';
import type { useStartRebuild } from './useStartRebuild';

/** What the page has loaded for all its tabs. */
export type PageContext = ReturnType<typeof useIndexStatus> & {
  canRebuild: boolean;
  startFrom: ReturnType<typeof useStartRebuild>['startFrom'];
};

export const usePage = (): PageContext => useOutletContext<PageContext>();
