// @ts-check
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

import { fromRoot } from '../../scripts/setup/paths.mjs';
import { mulberry32 } from '../../scripts/experts/random.mjs';
import { quantile, round } from './numbers.mjs';
import { wholeVectors } from './whole-vectors.mjs';

/*
 * Compares engines on the whole-record vectors of a generation, in a process of its own and on one
 * thread: node engines.mjs DIRECTORY. Prints one JSON line per engine.
 */
const load = createRequire(import.meta.url);
const server = (/** @type {string} */ file) =>
  load(fromRoot('node_modules/strapi-plugin-index-rebuild/dist/server/src', file));
const { loadFaiss } = server('backends/embedded/faiss/binding.js');
const { hnswEngine } = server('backends/embedded/faiss/hnsw.js');
const { bestOf } = server('backends/embedded/best-of.js');
const { candidatesFor, createScan } = server('backends/embedded/scan/scan.js');

const QUERIES = 256;
const NEIGHBOURS = 10;
const RECALL = 0.98;
const EFFORTS = [16, 32, 64, 128, 256, 512];

const [directory] = process.argv.slice(2);
const { ids, dimensions, rows } = wholeVectors(directory);
const count = ids.length;

/** Rows with noise: close to a record, but not equal to any. */
const random = mulberry32(7);
const queries = Array.from({ length: QUERIES }, (_, at) => {
  const from = Math.floor((at * count) / QUERIES) * dimensions;
  const noisy = rows.slice(from, from + dimensions).map((value) => value + (random() - 0.5) * 0.06);
  const length = Math.hypot(...noisy);
  return noisy.map((value) => value / length);
});

const scoreOf = (/** @type {Float32Array} */ query, /** @type {number} */ row) => {
  let sum = 0;
  for (let at = 0; at < dimensions; at += 1) sum += query[at] * rows[row * dimensions + at];
  return sum;
};

/** Score of the last true neighbour: anything that scores as high also counts as one. */
const borders = queries.map((query) => {
  const scores = Float64Array.from({ length: count }, (_, row) => scoreOf(query, row)).sort();
  return scores[Math.max(0, count - NEIGHBOURS)] - 1e-4;
});

/** @typedef {(query: Float32Array) => number[] | Promise<number[]>} Search */

/** @param {Search} search */
const measure = async (search) => {
  const times = [];
  let found = 0;
  for (const [at, query] of queries.entries()) {
    const startedAt = performance.now();
    const ids = await search(query);
    times.push(performance.now() - startedAt);
    found += ids.filter((id) => scoreOf(query, id) >= borders[at]).length;
  }
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  return {
    recall: round(found / (QUERIES * Math.min(NEIGHBOURS, count)), 4),
    ...{
      p50Ms: round(quantile(times, 0.5)),
      p95Ms: round(quantile(times, 0.95)),
      perSecond: round(1000 / mean, 0),
    },
  };
};

const tell = (/** @type {object} */ result) =>
  console.log(JSON.stringify({ bench: 'engine', records: count, ...result }));

/** The lowest effort with enough recall, or the highest there is. @param {string} engine @param {number} buildSeconds @param {(effort: number) => Search | Promise<Search>} at */
const tuned = async (engine, buildSeconds, at) => {
  for (const effort of EFFORTS) {
    const result = await measure(await at(effort));
    if (result.recall < RECALL && effort !== EFFORTS.at(-1)) continue;
    tell({ engine, buildSeconds, effort, ...result });
    return;
  }
};

/** @template T @param {() => T | Promise<T>} work @returns {Promise<[T, number]>} */
const timed = async (work) => {
  const startedAt = performance.now();
  const result = await work();
  return [result, round((performance.now() - startedAt) / 1000, 1)];
};

const file = path.join(os.tmpdir(), `index-rebuild-bench-${process.pid}`);
const every = Int32Array.from(ids.keys());
const [scan, scanSeconds] = await timed(() => {
  const made = createScan(
    Int32Array.from({ length: count + 1 }, (_, row) => row),
    dimensions
  );
  made.add(rows);
  return made;
});
/** As the searcher does: roughly first, then the best of those exactly. @param {Float32Array} query @param {Float32Array} rough */
const refined = (query, rough) =>
  [...bestOf(rough, every, candidatesFor(NEIGHBOURS))]
    .map((row) => ({ row, score: scoreOf(query, row) }))
    .sort((one, other) => other.score - one.score)
    .slice(0, NEIGHBOURS)
    .map(({ row }) => row);
tell({
  engine: 'scan, one at a time',
  buildSeconds: scanSeconds,
  ...(await measure((query) => refined(query, scan.compare([query], every)[0].whole))),
});
{
  const times = Array.from({ length: 20 }, () => {
    const startedAt = performance.now();
    const four = queries.slice(0, 4);
    scan
      .compare(four, every)
      .forEach((/** @type {{ whole: Float32Array }} */ { whole }, /** @type {number} */ at) =>
        refined(four[at], whole)
      );
    return (performance.now() - startedAt) / 4;
  });
  const ms = quantile(times, 0.5);
  tell({ engine: 'scan, four at a time', recall: 1, p50Ms: round(ms, 3), perSecond: round(1000 / ms, 0) });
}

const plain = (/** @type {Float32Array} */ numbers) => Array.from(numbers);
const [flat, flatSeconds] = await timed(() => {
  const made = new (loadFaiss().IndexFlatIP)(dimensions);
  for (let row = 0; row < count; row += 1024) {
    made.add(plain(rows.subarray(row * dimensions, Math.min(count, row + 1024) * dimensions)));
  }
  return made;
});
tell({
  engine: 'FAISS flat, one at a time',
  buildSeconds: flatSeconds,
  ...(await measure((query) => flat.search(plain(query), NEIGHBOURS).labels)),
});

const [, hnswSeconds] = await timed(() => {
  const index = hnswEngine.create(dimensions);
  for (let row = 0; row < count; row += 1024) {
    index.add(rows.subarray(row * dimensions, Math.min(count, row + 1024) * dimensions));
  }
  index.save(file);
});
await tuned('FAISS HNSW32', hnswSeconds, async (effort) => {
  await hnswEngine.effort.set(file, effort);
  const index = await hnswEngine.load({ path: file });
  return async (query) => (await index.search(query, NEIGHBOURS))[0].rows;
});
rmSync(file);

// Packages that only the benches use; a checkout may not have them.
const { HierarchicalNSW } = load('hnswlib-node');
const [graph, graphSeconds] = await timed(() => {
  const index = new HierarchicalNSW('ip', dimensions);
  index.initIndex(count, 32, 40);
  for (let row = 0; row < count; row += 1)
    index.addPoint([...rows.subarray(row * dimensions, (row + 1) * dimensions)], row);
  return index;
});
await tuned('hnswlib, M 32', graphSeconds, (effort) => {
  graph.setEf(effort);
  return (query) => graph.searchKnn([...query], NEIGHBOURS).neighbors;
});

const { connect, Index } = load('@lancedb/lancedb');
const folder = `${file}-lance`;
const [table, tableSeconds] = await timed(async () => {
  const database = await connect(folder);
  const data = Array.from({ length: count }, (_, id) => ({
    id,
    vector: [...rows.subarray(id * dimensions, (id + 1) * dimensions)],
  }));
  const made = await database.createTable('records', data);
  await made.createIndex('vector', { config: Index.hnswSq({ distanceType: 'dot', m: 32 }) });
  return made;
});
await tuned('LanceDB, IVF HNSW SQ, refined', tableSeconds, (effort) => async (query) => {
  const found = await table
    .vectorSearch([...query])
    .distanceType('dot')
    .ef(Math.max(effort, 4 * NEIGHBOURS))
    .refineFactor(4)
    .limit(NEIGHBOURS)
    .select(['id', '_distance'])
    .toArray();
  return found.map((/** @type {{ id: number }} */ { id }) => Number(id));
});
const exact = await measure(async (query) => {
  const found = await table
    .vectorSearch([...query])
    .distanceType('dot')
    .bypassVectorIndex()
    .limit(NEIGHBOURS)
    .select(['id', '_distance'])
    .toArray();
  return found.map((/** @type {{ id: number }} */ { id }) => Number(id));
});
tell({ engine: 'LanceDB, exact', ...exact });
rmSync(folder, { recursive: true });
