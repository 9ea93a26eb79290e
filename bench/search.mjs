// @ts-check
import { execFileSync, fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { expertSource } from './lib/expert-source.mjs';
import { BenchApp } from './lib/app.mjs';
import { expertsFor } from './lib/experts.mjs';
import { askOverHttp, latency, throughput } from './lib/load.mjs';
import { round } from './lib/numbers.mjs';
import { queriesFor } from './lib/queries.mjs';
import { serve } from './lib/searcher.mjs';

/*
 * npm run bench:search [-- --counts 1000,10000,50000] [--experts FILE.jsonl] [--queries FILE.jsonl]
 *   [--seconds 6] [--passages 24]: searches over HTTP by mode and number of clients, the searcher
 * alone, beside Strapi's own list of the records and the bare query embedder, and the same corpus behind
 * what others do. `--passages` is the source's passages.maxPerRecord.
 * The comparison of engines needs `npm run bench:setup`.
 */
const { values } = parseArgs({
  options: {
    counts: { type: 'string', default: '1000,10000,50000' },
    experts: { type: 'string' },
    queries: { type: 'string' },
    seconds: { type: 'string', default: '6' },
    passages: { type: 'string', default: '24' },
  },
});
const CLIENTS = [1, 16, 64];
const MODES = /** @type {const} */ (['hybrid', 'semantic', 'lexical']);
/** Of the highest throughput: the load at which latency is measured. */
const LOAD = 0.7;
const here = path.dirname(fileURLToPath(import.meta.url));
const seconds = Number(values.seconds);

const tell = (/** @type {object} */ result) => console.log(JSON.stringify({ bench: 'search', ...result }));

/** @param {object} what @param {import('./lib/load.mjs').Ask} ask @param {readonly number[]} clients */
const measure = async (what, ask, clients = CLIENTS) => {
  let best = 0;
  for (const count of clients) {
    const most = await throughput(ask, count, seconds);
    const open = await latency(ask, most.perSecond * LOAD, seconds);
    tell({
      ...what,
      clients: count,
      ...most,
      at: round(most.perSecond * LOAD, 1),
      ...open,
      failed: most.failed + open.failed,
    });
    best = Math.max(best, most.perSecond);
  }
  return best;
};

/** Strapi's own list of the same records: its routing, one query, its answer. @param {string} url */
const measurePlainRoute = async (url, /** @type {number} */ records) => {
  await measure({ what: "Strapi's own route", records }, askOverHttp(url, ['']), [1, 64]);
};

/** The query embedder with nothing around it: as many queries at a time as the searcher takes. */
const measureEmbedder = (/** @type {readonly string[]} */ queries, /** @type {number} */ records) => {
  const script = path.join(here, 'lib', 'bare-query-embedder.mjs');
  const input = JSON.stringify(queries.slice(0, 2_000));
  const stdout = execFileSync(process.execPath, [script, String(seconds)], { input, encoding: 'utf8' });
  tell({ what: 'the query embedder alone', records, ...JSON.parse(stdout) });
};

/** @param {string} directory @param {readonly string[]} queries @param {number} count */
const measureSearcher = async (directory, queries, count) => {
  const searcher = await serve(directory);
  for (const mode of MODES) {
    // A query that was asked before would not be embedded again.
    let asked = 0;
    await measure({ what: 'the searcher alone', records: count, mode }, async () => {
      asked += 1;
      const text = queries[asked % queries.length];
      const { exhausted } = await searcher.search({ wanted: { text }, mode, k: 10 });
      return typeof exhausted === 'boolean';
    });
  }
  await searcher.drain();
};

/** @param {string} directory @param {readonly string[]} queries @param {number} count */
const measureNaive = async (directory, queries, count) => {
  const child = fork(path.join(here, 'lib', 'naive-server.mjs'), [directory], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const port = await new Promise((resolve) =>
    child.once('message', (/** @type {any} */ { listening }) => resolve(listening))
  );
  const best = await measure(
    { what: 'naive: all embeddings on the event loop', records: count },
    askOverHttp(`http://127.0.0.1:${port}/?q=%s`, queries),
    [1, 16]
  );
  child.kill();
  return best;
};

const measureEngines = (/** @type {string} */ directory) => {
  if (!existsSync(path.join(here, 'node_modules'))) {
    console.error('The engines are left out: run npm run bench:setup first.');
    return;
  }
  const one = {
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    LANCE_CPU_THREADS: '1',
    RAYON_NUM_THREADS: '1',
  };
  const script = path.join(here, 'lib', 'engines.mjs');
  execFileSync(process.execPath, [script, directory], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...one },
  });
};

for (const count of values.counts.split(',').map(Number)) {
  const experts = await expertsFor({ experts: values.experts, count });
  const queries = queriesFor(experts, values.queries);
  const app = await BenchApp.start({
    INDEX_REBUILD_SETTINGS: JSON.stringify({
      sources: [expertSource({ maxPerRecord: Number(values.passages) })],
      tags: null,
      builder: { memoryMb: 8192 },
    }),
  });
  try {
    await app.publish(experts);
    const run = await app.rebuild();
    if (run.status !== 'completed') throw new Error(`the rebuild ${run.status}: ${run.error?.message}`);
    const directory = app.generationFolder(run.generation);
    const { counts, engine } = JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8'));
    tell({
      what: 'rebuild',
      ...counts,
      engine: engine.kind,
      effort: engine.effort,
      seconds: run.durationMs / 1000,
    });
    let best = 0;
    for (const mode of MODES) {
      const ask = askOverHttp(`${app.url}/api/search?q=%s&mode=${mode}`, queries);
      const most = await measure({ what: 'over HTTP', records: count, mode }, ask);
      if (mode === 'semantic') best = most;
    }
    await app.call('grantToPublic', { action: 'api::expert.expert.find' });
    await measurePlainRoute(`${app.url}/api/experts?pagination[pageSize]=10`, count);
    measureEmbedder(queries, count);
    await measureSearcher(directory, queries, count);
    const naive = await measureNaive(directory, queries, count);
    tell({ what: 'ratio to naive, by meaning, over HTTP', records: count, times: round(best / naive, 1) });
    measureEngines(directory);
  } finally {
    await app.stop();
  }
}
