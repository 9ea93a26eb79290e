import { hasCode } from '../../domain/errors';
import type { DocumentRef } from '../../domain/record';
import type { RecordEvidence } from '../../domain/why-not-found';
import type { Hit, Searcher, SearchRequest } from '../../ports/searcher';
import { findHits, type PageSearch } from '../search/find-page';
import type { Walked } from '../search/page';
import type { Records, Scope, TypeScope } from '../search/records';

/** The search, and the record that is asked about. */
export type Asked = Omit<PageSearch, 'wanted'> & {
  wanted: { text: string; spelling?: 'correct' | 'exact' };
  record: DocumentRef;
  /** The record's content type without the filters that were asked for. */
  unfiltered: TypeScope;
};

export type Evidence = Omit<RecordEvidence, 'mode' | 'isHidden'> & {
  hit: Hit | null;
  ranking: Walked;
};

const isOf =
  ({ uid, documentId }: DocumentRef) =>
  (hit: DocumentRef): boolean =>
    hit.uid === uid && hit.documentId === documentId;

/** Asks for this record alone, as if there were no others and no filters. */
const alone = (
  searcher: Searcher,
  { record, unfiltered: { locale }, weights, deadline }: Asked,
  request: Pick<SearchRequest, 'wanted' | 'mode' | 'minScore'>
) => {
  const { uid, documentId } = record;
  const within = [{ uid, only: [documentId], ...(locale !== undefined && { locale }) }];
  return searcher.search({ ...request, ...(weights && { weights }), k: 1, within, deadline });
};

/** Whether the searcher has the record: it knows what others are like it. */
const isSearched = async (searcher: Searcher, asked: Asked): Promise<boolean> => {
  const { record, unfiltered } = asked;
  const like = { documentId: record.documentId, locale: unfiltered.locale ?? null };
  try {
    await alone(searcher, asked, { wanted: { like }, mode: 'semantic' });
    return true;
  } catch (error) {
    if (hasCode(error, 'RECORD_NOT_INDEXED')) return false;
    throw error;
  }
};

const hasWords = ({ parts }: Hit): boolean => parts.lexical > 0 || parts.name > 0;

/** The record's own scores, and whether they would do. By meaning alone they say nothing of words. */
const judged = async (searcher: Searcher, asked: Asked, { correctedTo }: Walked) => {
  const { mode, minScore, wanted } = asked;
  const query = { wanted: { text: correctedTo ?? wanted.text, spelling: 'exact' as const }, mode };
  const { hits } = await alone(searcher, asked, { ...query, minScore });
  const [hit = null] =
    hits.length > 0 ? hits : (await alone(searcher, asked, { ...query, minScore: 0 })).hits;
  return { hit, isHit: hits.length > 0, hasWords: hit !== null && (mode === 'semantic' || hasWords(hit)) };
};

/** Why the record is where it is among the hits, or not among them. */
export const evidenceFor = async (searcher: Searcher, records: Records, asked: Asked): Promise<Evidence> => {
  const { record, scope, unfiltered, limit } = asked;
  const ranking = await findHits(searcher, records, asked);
  // A batch of hits may go beyond the last one that can be paged to.
  const at = ranking.hits.slice(0, limit).findIndex(isOf(record));
  if (at >= 0) {
    const yes = { isPublished: true, passes: true, isSearched: true, isHit: true, hasWords: true };
    return { ...yes, ranking, hit: ranking.hits[at], rank: at + 1 };
  }
  const among = async (types: Scope['types']): Promise<boolean> =>
    (await records.passing([record], { ...scope, types })).size > 0;
  const known = await isSearched(searcher, asked);
  const own = known ? await judged(searcher, asked, ranking) : { hit: null, isHit: false, hasWords: false };
  return {
    ...{ ranking, ...own, rank: null, isSearched: known },
    isPublished: await among([unfiltered]),
    passes: await among(scope.types),
  };
};
