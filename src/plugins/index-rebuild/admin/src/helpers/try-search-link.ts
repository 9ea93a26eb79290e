import type { InsightQuery } from '../../../shared/contracts';
import { addressOf } from '../pages/tabs';

/** The tab "Try search" with this query. */
export const trySearchLink = ({ query, locale }: Pick<InsightQuery, 'query' | 'locale'>): string =>
  `${addressOf({ path: 'try' })}?${new URLSearchParams({ q: query, ...(locale !== null && { locale }) })}`;
