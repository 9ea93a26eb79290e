import { semanticScore, type Features } from '../../../domain/ranking';
import { recordOf, type RecordRef } from '../../../domain/record';
import type { IndexedRecord } from '../../../ports/generation-writer';
import { createOverlayWords } from '../../embedded/overlay/words';
import { collectFeatures } from '../../embedded/searcher/features';
import type { Searched } from '../../embedded/searcher/searched';
import type { Words } from '../../embedded/searcher/words';
import type { FieldFactor } from '../../embedded/lexical/lexical-index';
import type { Vocabulary } from '../generation/vocabulary';
import type { RowCosines } from './retrieval';

/** A record that may be a hit. `record` is its place among the candidates, the generation's before the overlay's. */
export type Candidate = Features & {
  ref: RecordRef;
  /** Its number in the overlay; null for one of the generation. */
  own: number | null;
  /** The number of its best passage; 0 for the whole. */
  row: number;
  /** What tells whether it is about the query, whatever counts how much in its score. */
  evidence: { semantic: number; words: number; name: number };
};

/** What is known of the generation's candidates, by their keys. */
export type Known = {
  cosines: ReadonlyMap<string, RowCosines>;
  /** Scores by words, and the same with the fields weighed. */
  words: ReadonlyMap<string, number>;
  weighed: ReadonlyMap<string, number>;
  names: ReadonlyMap<string, number>;
};

const NO_COSINES: RowCosines = { whole: 0, passages: [] };

/** The semantic score of a record that is not weighed; of one without passages, that of the whole. */
export const meaningOfRows = ({ whole, passages }: RowCosines): number =>
  semanticScore(whole, passages.length === 0 ? whole : Math.max(...passages.map(({ cosine }) => cosine)));

const bestPassage = ({ passages }: RowCosines) =>
  passages.reduce<RowCosines['passages'][number] | null>(
    (one, other) => (one === null || other.cosine > one.cosine ? other : one),
    null
  );

/** A record of the generation. @param isNamed Whether names count in the score. */
export const candidateOf = (rid: string, record: number, known: Known, isNamed: boolean): Candidate => {
  const cosines = known.cosines.get(rid) ?? NO_COSINES;
  const best = bestPassage(cosines);
  const name = known.names.get(rid) ?? 0;
  return {
    ...{ record, ref: recordOf(rid), own: null, row: best?.row ?? 0 },
    ...{ whole: cosines.whole, passage: best?.cosine ?? cosines.whole },
    ...{ lexical: known.weighed.get(rid) ?? 0, name: isNamed ? name : 0 },
    evidence: { semantic: meaningOfRows(cosines), words: known.words.get(rid) ?? 0, name },
  };
};

type OverlayQuery = {
  vector: Float32Array | null;
  words: Words;
  /** Whether words and names count in the score. */
  isWorded: boolean;
  /** The number of the first. */
  first: number;
  turn(): Promise<void>;
};

/** Records of the overlay. */
export const overlayCandidates = async (
  { corpus, wordless }: Searched,
  records: Int32Array,
  { vector, words, isWorded, first, turn }: OverlayQuery
): Promise<Candidate[]> => {
  const columns = await collectFeatures(corpus, vector, isWorded ? words : wordless, records, turn);
  return Array.from(records, (own, at) => {
    const [whole, passage] = [columns.whole[at], columns.passage[at]];
    return {
      ...{ record: first + at, ref: corpus.records[own], own, whole, passage },
      row: columns.bestRow[at] - corpus.firstRow[own],
      ...{ lexical: columns.lexical[at], name: columns.name[at] },
      evidence: {
        semantic: semanticScore(whole, passage),
        words: words.lexical.byRecord[own],
        name: words.name.get(own) ?? 0,
      },
    };
  });
};

type WithFields = RecordRef & Pick<IndexedRecord, 'fields'>;

/** Scores by words with the fields weighed, by the statistics of the generation; of several texts the best. */
export const weighedScores = (
  { weights }: Vocabulary,
  records: readonly (WithFields & { rid: string })[],
  { texts, languages, pairs, factorOf }: WeighedQuery
): Map<string, number> => {
  const index = createOverlayWords(weights);
  records.forEach(({ uid, locale, fields }, id) => index.add({ id, uid, name: '', fields, locale }));
  const best = new Map<string, number>();
  for (const text of texts) {
    for (const [id, score] of index.search(text, languages, pairs, factorOf)) {
      const { rid } = records[id];
      best.set(rid, Math.max(score, best.get(rid) ?? 0));
    }
  }
  return best;
};

export type WeighedQuery = {
  texts: readonly string[];
  languages: readonly string[];
  pairs: ReadonlyMap<string, number>;
  factorOf: FieldFactor;
};
