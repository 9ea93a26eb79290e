import { semanticScore } from '../ranking';

type Parts = { whole: number; passage: number; lexical: number; name: number };

/**
 * Whether hits are weak: none has a word of the query or its name, and none is nearer in meaning than records
 * can be to a query that means nothing.
 *
 * @param minScore That nearness (`meta.minScore`); null where meaning did not decide.
 */
export const areWeak = (hits: readonly Parts[], minScore: number | null): boolean =>
  minScore !== null &&
  hits.length > 0 &&
  hits.every(
    ({ whole, passage, lexical, name }) =>
      lexical === 0 && name === 0 && semanticScore(whole, passage) <= minScore
  );
