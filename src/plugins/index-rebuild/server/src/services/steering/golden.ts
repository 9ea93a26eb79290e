import type { GoldenReport, Weights } from '../../../../shared/contracts';
import { goldenReportOf, type GoldenAnswer } from '../../domain/golden';
import type { Steering } from '../../domain/steering';
import { askedWeights } from '../../domain/weights';
import { firstHits } from '../../pipeline/golden-queries';
import type { GoldenStore } from '../../ports/golden-store';
import type { Searcher } from '../../ports/searcher';
import type { Admission } from '../search/admission';

type GoldenParts = {
  goldenStore: GoldenStore;
  steering: { for(query: string): Promise<Steering | null> };
  weights(): Weights;
  live: { use<T>(work: (searcher: Searcher) => Promise<T>): Promise<T> };
  /** Visitors' searches go first. */
  admission: { run: Admission['run'] };
};

/** Golden queries between rebuilds. */
export const createGolden = ({ goldenStore, steering, weights, live, admission }: GoldenParts) => ({
  /** How search answers them now, changed records included; null without any. @throws What live search throws. */
  async check(): Promise<GoldenReport | null> {
    const queries = await goldenStore.queries();
    const decided = {
      steeringFor: (query: string) => steering.for(query),
      weights: () => askedWeights(weights()),
    };
    const answers = await live.use(async (searcher) => {
      const all: GoldenAnswer[] = [];
      for (const golden of queries) {
        const after = await admission.run((begun) => {
          begun();
          return firstHits(decided, searcher, golden, false);
        });
        all.push({ golden, before: null, after });
      }
      return all;
    });
    return goldenReportOf(answers);
  },
});
