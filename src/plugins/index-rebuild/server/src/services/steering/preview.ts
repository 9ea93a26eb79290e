import type { GoldenPreview, Weights } from '../../../../shared/contracts';
import type { GoldenQuery } from '../../domain/golden';
import { goldenPreviewOf, previewDepth, type PreviewedAnswer } from '../../domain/golden-preview';
import type { Steering } from '../../domain/steering';
import { askedWeights, type WeighedSource } from '../../domain/weights';
import { monotonicMs } from '../../lib/monotonic';
import type { GoldenStore } from '../../ports/golden-store';
import type { Searcher } from '../../ports/searcher';
import type { Admission } from '../search/admission';
import { findHits } from '../search/find-page';
import type { Records } from '../search/records';
import { readWeights } from './read-weights';

type PreviewParts = {
  goldenStore: GoldenStore;
  steering: { for(query: string): Promise<Steering | null> };
  weights(): Weights;
  sources: readonly WeighedSource[];
  live: { use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T> };
  records: Records;
  /** Visitors' searches go first. */
  admission: { run: Admission['run'] };
  settings: { timeoutMs: number };
};

/** What golden queries would find with other weights: nothing is stored, and nobody else's search changes. */
export const createWeightsPreview = (parts: PreviewParts) => {
  const { goldenStore, steering, live, records, admission, sources, settings } = parts;

  /** The documents of the first hits, as visitors get them: published now. */
  const ask = async (
    searcher: Searcher,
    golden: GoldenQuery,
    decided: Steering | null,
    weights: Weights
  ): Promise<string[]> => {
    const deadline = monotonicMs() + settings.timeoutMs;
    const limit = previewDepth(golden);
    const { hits } = await findHits(searcher, records, {
      ...{
        wanted: { text: golden.query },
        mode: 'hybrid',
        steering: decided,
        weights: askedWeights(weights),
      },
      ...{ start: 0, limit, maxHits: limit, deadline },
      scope: { types: [{ uid: golden.uid, locale: golden.locale }], deadline },
    });
    return hits.slice(0, limit).map(({ documentId }) => documentId);
  };

  const compare = async (
    searcher: Searcher,
    golden: GoldenQuery,
    proposed: Weights
  ): Promise<PreviewedAnswer> => {
    const decided = await steering.for(golden.query);
    const before = await ask(searcher, golden, decided, parts.weights());
    return { golden, before, after: await ask(searcher, golden, decided, proposed) };
  };

  return {
    /**
     * Asks each golden query of the live version with the weights of now and with the proposed ones.
     *
     * @throws INVALID_REQUEST, and what live search throws.
     */
    async preview(asked: unknown): Promise<GoldenPreview> {
      const proposed = readWeights(asked, sources);
      const queries = await goldenStore.queries();
      const answers = await live.use(async (searcher) => {
        const all: PreviewedAnswer[] = [];
        for (const golden of queries)
          all.push(
            await admission.run(async (begun) => {
              begun();
              return compare(searcher, golden, proposed);
            })
          );
        return all;
      });
      return goldenPreviewOf(answers);
    },
  };
};
