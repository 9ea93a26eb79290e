// @ts-check
import { parseArgs } from 'node:util';

import { inventExperts } from '../scripts/experts/index.mjs';
import { WITHOUT_PASSAGES } from './lib/expert-source.mjs';
import { BenchApp } from './lib/app.mjs';
import { heavyQueries } from './lib/heavy.mjs';
import { startInstantEmbedder } from './lib/instant-embedder.mjs';
import { quantile, round } from './lib/numbers.mjs';

/*
 * npm run bench:heavy [-- --records 20000] [--perSecond 30] [--heavy 40] [--rounds 5] [--mode hybrid] [--instant]:
 * what people feel of heavy queries. While light queries come at a fixed rate, so many heavy ones, each
 * of 500 characters of common words, are sent at once, several times. Nobody may wait longer than 2 s,
 * and the searcher has to live. Exits with 1 otherwise. With --instant the model is left out and vectors
 * come from a provider that costs nothing: 20,000 records are indexed in seconds.
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '20000' },
    perSecond: { type: 'string', default: '30' },
    heavy: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '5' },
    mode: { type: 'string', default: 'hybrid' },
    instant: { type: 'boolean', default: false },
  },
});
const [records, perSecond, heavyAtOnce, rounds] = [
  values.records,
  values.perSecond,
  values.heavy,
  values.rounds,
].map(Number);
const LIMIT_MS = 2000;
const ROUND_MS = 5000;
const LIGHT = ['coral reefs', 'steel cables', 'tax audit', 'volcanoes and craters', 'cello repair', 'soil'];

/** @typedef {{ status: number, ms: number, retryAfter: string | null }} Answer */

/** @param {string} url @param {string} query @returns {Promise<Answer>} */
const ask = async (url, query) => {
  const startedAt = performance.now();
  const response = await fetch(`${url}/api/search?mode=${values.mode}&q=${encodeURIComponent(query)}`);
  await response.arrayBuffer();
  const ms = performance.now() - startedAt;
  return { status: response.status, ms, retryAfter: response.headers.get('retry-after') };
};

/** Asks at a fixed rate, whether or not earlier questions are answered. @param {string} url @param {number} ms */
const askLight = async (url, ms) => {
  const startedAt = performance.now();
  /** @type {Promise<Answer>[]} */
  const asked = [];
  for (let turn = 0; (turn * 1000) / perSecond < ms; turn += 1) {
    const wait = startedAt + (turn * 1000) / perSecond - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    asked.push(ask(url, `${LIGHT[turn % LIGHT.length]} ${turn}`));
  }
  return Promise.all(asked);
};

/** @param {string} who @param {readonly Answer[]} answers */
const summary = (who, answers) => {
  const times = answers.map(({ ms }) => ms);
  const of = (/** @type {number} */ status) => answers.filter((answer) => answer.status === status).length;
  return {
    ...{ who, asked: answers.length, answered: of(200), refused: of(503) },
    ...{ p50Ms: round(quantile(times, 0.5), 0), p95Ms: round(quantile(times, 0.95), 0) },
    maxMs: round(Math.max(...times), 0),
  };
};

const isRight = (/** @type {Answer} */ { status, ms, retryAfter }) =>
  ms <= LIMIT_MS && (status === 200 || (status === 503 && retryAfter !== null));

const instant = values.instant ? await startInstantEmbedder() : null;
const app = await BenchApp.start({
  INDEX_REBUILD_SETTINGS: JSON.stringify({
    ...WITHOUT_PASSAGES,
    ...(instant && { embedder: instant.settings }),
  }),
});
try {
  const experts = inventExperts(records).map(({ name, title, organization, bio, tags }) => ({
    ...{ name, title, organization, bio, tags },
  }));
  await app.publish(experts);
  const run = await app.rebuild();
  if (run.status !== 'completed') throw new Error(`the rebuild ${run.status}: ${run.error?.message}`);
  const heavy = heavyQueries(experts, heavyAtOnce * rounds);
  const tell = (/** @type {object} */ result) =>
    console.log(JSON.stringify({ bench: 'heavy', records, mode: values.mode, ...result }));
  tell(summary('light queries alone', await askLight(app.url, ROUND_MS)));
  const before = app.searchers();
  const light = askLight(app.url, ROUND_MS * rounds);
  /** @type {Answer[]} */
  const answers = [];
  for (let turn = 0; turn < rounds; turn += 1) {
    const next = heavy.slice(turn * heavyAtOnce, (turn + 1) * heavyAtOnce);
    const [got] = await Promise.all([
      Promise.all(next.map((query) => ask(app.url, query))),
      new Promise((resolve) => setTimeout(resolve, ROUND_MS)),
    ]);
    answers.push(...got);
  }
  const lights = await light;
  tell(summary('light queries beside heavy ones', lights));
  tell(summary('heavy queries', answers));
  const lived = before.length === 1 && before.join() === app.searchers().join();
  const wrong = lights.filter((answer) => !isRight(answer)).length;
  tell({ searcherLived: lived, lightQueriesLateOrWrong: wrong });
  if (!lived || wrong > 0) process.exitCode = 1;
} finally {
  await app.stop();
  instant?.close();
}
