import type { Manifest } from '../../domain/manifest';
import type { Embedder } from '../../ports/embedder';
import type { LoadedIndex, RowHits } from '../../ports/engine';
import type { Hit, SearchAnswer, SearchRequest } from '../protocol';

/** Queries embedded and searched together; those that come meanwhile wait for the next batch. */
const MAX_BATCH = 32;

type Waiting = {
  request: SearchRequest;
  resolve(answer: SearchAnswer): void;
  reject(error: unknown): void;
};

/** The record of each row of the index. */
const recordsByRow = ({ records }: Manifest): Manifest['records'] =>
  records.flatMap((record) => Array.from({ length: record.passages }, () => record));

/** Records by their best row, best first. */
const bestPerRecord = (
  { rows, scores }: RowHits,
  records: Manifest['records'],
  k: number
): Hit[] => {
  const hits = new Map<Manifest['records'][number], Hit>();
  rows.forEach((row, index) => {
    const record = records[row];
    if (row < 0 || hits.has(record)) return;
    const { documentId, locale } = record;
    hits.set(record, { documentId, locale, score: scores[index] });
  });
  return [...hits.values()].slice(0, k);
};

export type Ranker = { rank(request: SearchRequest): Promise<SearchAnswer> };

/** Ranks the records of one generation. Requests that arrive together share one pass. */
export const createRanker = (
  manifest: Manifest,
  index: LoadedIndex,
  embedder: Embedder
): Ranker => {
  const records = recordsByRow(manifest);
  let waiting: Waiting[] = [];
  let busy = false;

  const answerBatch = async (batch: Waiting[]): Promise<void> => {
    const queries = await embedder.embed(batch.map(({ request }) => request.text));
    const k = Math.max(...batch.map(({ request }) => request.k));
    const results = index.search(queries, k);
    batch.forEach(({ request, resolve }, at) =>
      resolve({
        hits: bestPerRecord(results[at], records, request.k),
        exhausted: request.k >= index.size,
      })
    );
  };

  const work = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_BATCH);
      waiting = waiting.slice(MAX_BATCH);
      await answerBatch(batch).catch((error) => batch.forEach(({ reject }) => reject(error)));
    }
    busy = false;
  };

  return {
    rank: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject });
        // On the next turn, so that messages which arrived together are taken together.
        if (!busy) {
          busy = true;
          setImmediate(() => void work());
        }
      }),
  };
};
