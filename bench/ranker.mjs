// @ts-check
import { createRequire } from 'node:module';
import path from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';

import { fromRoot } from '../scripts/setup/paths.mjs';
import { quantile, round } from './lib/numbers.mjs';
import { inventCorpus, inventQueries, inventTexts } from './lib/ranker-corpus.mjs';

/*
 * npm run bench:ranker [-- --base DIST] [--now DIST] [--records 10000] [--queries 64] [--rounds 3]: what the
 * searcher does besides embedding, on an invented corpus. With `--base`, the compiled plugin of
 * another version, both answer by turns, the answers are compared and the ratio is told. CPU time, since
 * other load disturbs it least.
 */
const { values } = parseArgs({
  options: {
    base: { type: 'string' },
    now: { type: 'string', default: fromRoot('node_modules/strapi-plugin-index-rebuild/dist') },
    records: { type: 'string', default: '10000' },
    queries: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '3' },
  },
});
const require = createRequire(import.meta.url);
const corpus = inventCorpus(Number(values.records));
const texts = inventTexts(corpus.records.length);
const queries = inventQueries(Number(values.queries));

/** Whether the queries count as asked before. */
let again = false;

/** Earlier versions had no values in the searcher. @param {(file: string) => any} load */
const valuesOf = (load) => {
  try {
    return { values: load('searcher/values.js').createValues(corpus.records) };
  } catch {
    return {};
  }
};

/** Earlier versions searched a generation and nothing else. @param {(file: string) => any} load @param {unknown} lexical */
const searchedOf = (load, lexical) => {
  try {
    const { searchedOf: of } = load('searcher/searched.js');
    const searched = of(corpus, lexical, load('searcher/values.js').createValues(corpus.records));
    return { searched: () => searched };
  } catch {
    return {};
  }
};

/** @param {string} dist */
const rankerOf = (dist) => {
  const load = (/** @type {string} */ file) =>
    require(path.resolve(dist, 'server/src/backends/embedded', file));
  const { lexicalEngine } = load('lexical/engine.js');
  const builder = lexicalEngine.create();
  builder.add(texts);
  const known = new Map(queries.map((query) => [query.text, query]));
  const scan = load('scan/scan.js').createScan(corpus.firstRow, corpus.dimensions);
  scan.add(corpus.vectors);
  const lexical = lexicalEngine.load(builder.serialise());
  return load('searcher/ranker.js').createRanker({
    corpus,
    lookAround: load('searcher/scan-view.js').createScanView(corpus, scan),
    cutOff: null,
    ...valuesOf(load),
    lexical,
    ...searchedOf(load, lexical),
    batcher: {
      // The cache of queries gives the same array again; a query that is new has a new one.
      embed: async (/** @type {string} */ text) =>
        again ? known.get(text)?.vector : known.get(text)?.vector.slice(),
    },
    turn: async () => {},
  });
};

const uid = corpus.records[0].uid;
const some = corpus.records.filter((_, at) => at % 3 === 0).map(({ documentId }) => documentId);
const AGAIN = 'hybrid, asked before';
const CASES = /** @type {[string, object][]} */ ([
  ['hybrid', { mode: 'hybrid', k: 20 }],
  [AGAIN, { mode: 'hybrid', k: 20 }],
  ['semantic', { mode: 'semantic', k: 20 }],
  ['lexical', { mode: 'lexical', k: 20 }],
  ['hybrid, one locale', { mode: 'hybrid', k: 20, within: [{ uid, locale: 'en' }] }],
  ['hybrid, a filter that a third passes', { mode: 'hybrid', k: 20, within: [{ uid, only: some }] }],
  ['hybrid, a late page', { mode: 'hybrid', k: 1000 }],
]);

/** @param {any} ranker @param {object} request */
const answers = async (ranker, request) => {
  const all = [];
  for (const { text } of queries) all.push(await ranker.search({ ...request, wanted: { text } }));
  return all;
};

/** Milliseconds of CPU per query. @param {any} ranker @param {object} request */
const cost = async (ranker, request) => {
  const before = process.cpuUsage();
  await answers(ranker, request);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / queries.length;
};

const now = rankerOf(values.now);
const base = values.base ? rankerOf(values.base) : null;

for (const [what, request] of CASES) {
  again = what === AGAIN;
  // The first round warms up, and is what the answers are compared by.
  const found = await answers(now, request);
  const same = base && isDeepStrictEqual(found, await answers(base, request));
  /** @type {{ now: number[], base: number[] }} */
  const costs = { now: [], base: [] };
  for (let turn = 0; turn < Number(values.rounds); turn += 1) {
    if (base) costs.base.push(await cost(base, request));
    costs.now.push(await cost(now, request));
  }
  const ms = round(quantile(costs.now, 0.5), 3);
  const before = base && round(quantile(costs.base, 0.5), 3);
  console.log(
    JSON.stringify({ bench: 'ranker', what, ms, ...(before && { before, ratio: round(ms / before), same }) })
  );
}
