import type { SynonymPair } from '../../../../shared/contracts';
import { semanticScore } from '../ranking';
import { preparedSteering, steeringFor, type Steering } from '../steering';

type Parts = { whole: number; passage: number; lexical: number };

/**
 * How many hits have a word of what was searched and are nearer in meaning than records can be to a query
 * that means nothing.
 *
 * @param minScore That nearness (`meta.minScore`); null where meaning did not decide.
 */
export const strongByWords = (hits: readonly Parts[], minScore: number | null): number =>
  hits.filter(
    ({ whole, passage, lexical }) =>
      lexical > 0 && (minScore === null || semanticScore(whole, passage) >= minScore)
  ).length;

const NOTHING: Steering = { pinned: [], hidden: [], variants: [] };

/** What would be decided about a query if this synonym were added. */
export const withSynonym = (
  query: string,
  { word, synonym }: SynonymPair,
  decided: Steering | null
): Steering => {
  const rules = { rules: [], synonyms: [{ phrases: [word], synonyms: [synonym], isTwoWay: true }] };
  const added = steeringFor(preparedSteering(rules), query, new Date(0))?.variants ?? [];
  const { variants, ...rest } = decided ?? NOTHING;
  return { ...rest, variants: [...new Set([...variants, ...added])] };
};
