import type { InsightQuery } from '../../../shared/contracts';
import { useTexts } from '../helpers/translation';

/** How often a query found nothing, and how often only weak hits. */
export const useInVain = () => {
  const text = useTexts();
  return ({ noHits, weakHits }: Pick<InsightQuery, 'noHits' | 'weakHits'>): string =>
    [
      ...(noHits > 0 ? [text('insights.nothing', { count: noHits })] : []),
      ...(weakHits > 0 ? [text('insights.weak', { count: weakHits })] : []),
    ].join(', ');
};
