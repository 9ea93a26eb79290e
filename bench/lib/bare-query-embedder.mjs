// @ts-check
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { fromRoot, modelDir } from '../../scripts/setup/paths.mjs';
import { quantile, round } from './numbers.mjs';

/*
 * The local model with nothing around it, on one thread as in the searcher: node bare-query-embedder.mjs
 * SECONDS, with a JSON array of queries as its input. Embeds one query at a time, then eight, and prints one JSON line.
 */
const load = createRequire(import.meta.url);
const { openSentenceModel } = load(
  fromRoot('node_modules/strapi-plugin-index-rebuild/dist/server/src/adapters/onnx/sentence-model.js')
);
const TOGETHER = 8;

const seconds = Number(process.argv[2]);
/** @type {string[]} */
const queries = JSON.parse(readFileSync(0, 'utf8'));
const model = await openSentenceModel(modelDir, 1);

/** @param {number} together */
const run = async (together) => {
  const times = [];
  let done = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1000) {
    const batch = Array.from({ length: together }, (_, at) => queries[(done + at) % queries.length]);
    const begunAt = performance.now();
    await model.embed(batch, 'query');
    times.push(performance.now() - begunAt);
    done += together;
  }
  return { perSecond: (done * 1000) / (performance.now() - startedAt), p50: quantile(times, 0.5) };
};

await run(1);
const alone = await run(1);
const together = await run(TOGETHER);
console.log(
  JSON.stringify({
    p50Ms: round(alone.p50),
    perSecond: round(alone.perSecond, 1),
    perSecondTogether: round(together.perSecond, 1),
  })
);
await model.close();
