// @ts-check
import { randomFor } from '../../scripts/experts/random.mjs';
import { readExpertsFile } from '../../scripts/experts/jsonl.mjs';
import { round } from './numbers.mjs';
import { fillOverlay } from './overlay-searchers.mjs';
import { MODES, qualityOf, readQueries } from './quality.mjs';
import { build, buildAndServe, serve } from './searcher.mjs';

/** How many of the experts are only in the overlay. */
const SHARE = 0.1;

const MEASURES = /** @type {const} */ (['mrr', 'recall', 'ndcg']);

/** @typedef {Record<(typeof MEASURES)[number], number>} Measures */

/** @param {Measures} measured @returns {Measures} */
const rankingOf = ({ mrr, recall, ndcg }) => ({ mrr, recall, ndcg });

/** @param {Measures} overlaid @param {Measures} rebuilt */
const differences = (overlaid, rebuilt) =>
  Object.fromEntries(MEASURES.map((name) => [name, round(overlaid[name] - rebuilt[name], 4)]));

/**
 * How well a tenth of the experts is found in an overlay, beside a generation of the others, against a
 * generation of all: for all queries, and for those that look for one of that tenth.
 *
 * @param {{ experts: string, queries: readonly string[], keep?: string }} files
 * @param {(result: object) => void} tell
 */
export const measureQuality = async ({ experts: file, queries: files, keep }, tell) => {
  const { experts } = await readExpertsFile(file);
  const shuffled = randomFor(11, 1).shuffle(experts);
  const added = shuffled.slice(0, Math.round(experts.length * SHARE));
  const keys = new Set(added.map(({ key }) => key));
  // First, so that the generation of the others takes its vectors from it.
  const rebuilt = await buildAndServe(experts, { keep });
  console.error(`\n${experts.length} experts indexed in ${rebuilt.seconds.toFixed(0)} s`);
  const others = await build(
    experts.filter(({ key }) => !keys.has(key)),
    { keep }
  );
  const overlaid = await serve(others.directory);
  try {
    const seconds = await fillOverlay(overlaid, added);
    tell({
      bench: 'overlay filled',
      records: experts.length,
      added: added.length,
      seconds: round(seconds, 1),
    });
    for (const queryFile of files) {
      const all = readQueries(queryFile);
      const touched = all.filter(({ relevant }) => relevant.some((id) => keys.has(id)));
      for (const [about, queries] of /** @type {const} */ ([
        ['all queries', all],
        ['queries for the added', touched],
      ])) {
        for (const mode of MODES) {
          const [one, other] = [
            await qualityOf(overlaid, queries, mode),
            await qualityOf(rebuilt.searcher, queries, mode),
          ];
          tell({
            ...{ bench: 'overlay quality', about, queries: queries.length, mode },
            ...{ overlaid: rankingOf(one), rebuilt: rankingOf(other), difference: differences(one, other) },
            lostByCutOff: { overlaid: one.lostByCutOff, rebuilt: other.lostByCutOff },
            file: queryFile.split('/').at(-1),
          });
        }
      }
    }
  } finally {
    await overlaid.drain();
    others.remove();
    await rebuilt.close();
  }
};
