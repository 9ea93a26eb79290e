import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

import { ACTIONS, PLUGIN_ID } from '../../../shared/constants';
import type { MessageKey } from '../helpers/translation';

export type Tab = {
  /** Its address below that of the page; empty for the first tab. */
  path: string;
  label: MessageKey;
  /** Any of these permissions shows it. */
  actions: readonly string[];
  Component: LazyExoticComponent<ComponentType>;
};

/** The tabs of the page, in their order. A tab's code is loaded when it is opened. */
export const TABS: readonly Tab[] = [
  {
    path: '',
    label: 'tab.overview',
    actions: [ACTIONS.read],
    Component: lazy(() => import('./OverviewTab')),
  },
  {
    path: 'try',
    label: 'tab.try',
    actions: [ACTIONS.trySearch],
    Component: lazy(() => import('./TrySearchTab')),
  },
  {
    path: 'insights',
    label: 'tab.insights',
    actions: [ACTIONS.insights],
    Component: lazy(() => import('./InsightsTab')),
  },
  {
    path: 'map',
    label: 'tab.map',
    actions: [ACTIONS.read],
    Component: lazy(() => import('./MapTab')),
  },
  {
    path: 'history',
    label: 'tab.history',
    actions: [ACTIONS.read],
    Component: lazy(() => import('./HistoryTab')),
  },
];

/** The address of a tab inside the admin. */
export const addressOf = ({ path }: Pick<Tab, 'path'>): string =>
  `/plugins/${PLUGIN_ID}${path === '' ? '' : `/${path}`}`;
