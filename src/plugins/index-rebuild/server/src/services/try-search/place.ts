import type { TryRecord } from '../../../../shared/contracts';
import { askedWeights } from '../../domain/weights';
import { whyNotFound, type LiveState } from '../../domain/why-not-found';
import { monotonicMs } from '../../lib/monotonic';
import type { DocumentRef } from '../../domain/record';
import type { Steering } from '../../domain/steering';
import type { Searcher } from '../../ports/searcher';
import { rankingTime, type SearchParts } from '../search';
import type { Request } from '../search/parameters';
import type { TypeScope } from '../search/records';
import { evidenceFor } from './evidence';

/** A searcher, and what it is to look into. */
type Current = { searcher: Searcher; scopes: readonly TypeScope[] };

type Asked = {
  record: DocumentRef;
  request: Pick<Request, 'mode' | 'minScore' | 'spelling'>;
  text: string;
  /** The record's content type without the filters that were asked for. */
  unfiltered: TypeScope;
  state: LiveState;
};

const hides = (decided: Steering | null, { uid, documentId }: DocumentRef): boolean =>
  decided?.hidden.some((one) => one.uid === uid && one.documentId === documentId) ?? false;

/** The record's place among all hits of a query, its scores, and why it has no place. */
export const placeOf = async (
  {
    records,
    settings,
    steering,
    weights,
  }: Pick<SearchParts, 'records' | 'settings' | 'steering' | 'weights'>,
  { searcher, scopes }: Current,
  { record, request: { mode, minScore, spelling }, text, unfiltered, state }: Asked
): Promise<Omit<TryRecord, 'record' | 'state' | 'live'>> => {
  const { maxHits, timeoutMs } = settings;
  const begunAt = monotonicMs();
  const decided = await steering.for(text);
  const { ranking, hit, ...evidence } = await evidenceFor(searcher, records, {
    ...{ wanted: { text, spelling }, mode, minScore, start: 0, limit: maxHits, maxHits },
    steering: decided,
    weights: askedWeights(weights()),
    ...{ unfiltered, record, deadline: begunAt + rankingTime(settings) },
    scope: { types: scopes, deadline: begunAt + timeoutMs },
  });
  const { total, correctedTo } = ranking;
  return {
    ...{ mode, generation: searcher.generation, minScore: ranking.minScore, rank: evidence.rank },
    ...(correctedTo !== undefined && { correctedTo }),
    ...{ total: Math.min(total, maxHits), capped: total > maxHits },
    ...{ score: hit?.score ?? null, parts: hit?.parts ?? null },
    ...(hit?.factors && { factors: hit.factors }),
    reasons: whyNotFound({ ...evidence, mode, isHidden: hides(decided, record) }, state),
  };
};
