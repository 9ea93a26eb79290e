import type { Features, Score } from '../../../domain/ranking';
import { bestOf } from '../best-of';
import type { Corpus } from './corpus';
import { addCosines, makeCosines, type Cosines } from './cosines';
import type { Words } from './words';

export type Found = Features & { bestRow: number };

/** The features of candidates, each a column: thousands of objects per query would cost more than scoring. */
export type Columns = Cosines & { records: Int32Array; lexical: Float64Array; name: Float64Array };

/** Records scored without a break; between two such pieces, other queries have their turn. */
const PIECE = 500;

/** Without a query, the cosines are 0 and a record is shown by its whole. */
const compare = (columns: Columns, place: number, corpus: Corpus, query: Float64Array | null): void => {
  const record = columns.records[place];
  if (query) addCosines(columns, place, corpus, query, record);
  else columns.bestRow[place] = corpus.firstRow[record];
};

/**
 * The features of the candidates, for ranking them.
 *
 * @param turn Waits for the next piece of this query's turn.
 */
export const collectFeatures = async (
  corpus: Corpus,
  query: Float32Array | null,
  { ranked, name }: Words,
  records: Int32Array,
  turn: () => Promise<void>
): Promise<Columns> => {
  const count = records.length;
  const columns = {
    ...makeCosines(count),
    ...{ records, lexical: new Float64Array(count), name: new Float64Array(count) },
  };
  const doubles = query && Float64Array.from(query);
  for (let place = 0; place < count; place += 1) {
    if (place > 0 && place % PIECE === 0) await turn();
    compare(columns, place, corpus, doubles);
    columns.lexical[place] = ranked.byRecord[records[place]];
    columns.name[place] = name.get(records[place]) ?? 0;
  }
  return columns;
};

const scoresOf = ({ records, whole, passage, lexical, name }: Columns, score: Score): Float64Array => {
  const scores = new Float64Array(records.length);
  for (let place = 0; place < records.length; place += 1)
    scores[place] = score(whole[place], passage[place], lexical[place], name[place], records[place]);
  return scores;
};

const featuresAt = ({ records, whole, passage, bestRow, lexical, name }: Columns, place: number): Found => ({
  ...{ record: records[place], whole: whole[place], passage: passage[place], bestRow: bestRow[place] },
  ...{ lexical: lexical[place], name: name[place] },
});

/** The `count` candidates that score best, unordered; ties go to the earlier record. */
export const bestFeatures = (columns: Columns, score: Score, count: number): Found[] =>
  Array.from(bestOf(scoresOf(columns, score), columns.records, count), (place) => featuresAt(columns, place));

/** All candidates with their scores, in their own order. */
export const eachFeature = (columns: Columns, score: Score): (Found & { score: number })[] =>
  Array.from(scoresOf(columns, score), (own, place) => ({ ...featuresAt(columns, place), score: own }));
