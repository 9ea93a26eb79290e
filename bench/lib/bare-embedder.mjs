// @ts-check
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

import { fromRoot, modelDir } from '../../scripts/setup/paths.mjs';
import { round } from './numbers.mjs';

/*
 * The worker pool with nothing around it: node bare-embedder.mjs DIRECTORY THREADS BATCH. Embeds the
 * texts of a generation's records at the builder's priority and prints one JSON line.
 */
const load = createRequire(import.meta.url);
const { openEmbedderPool } = load(
  fromRoot('node_modules/strapi-plugin-index-rebuild/dist/server/src/processes/embedding/embedder-pool.js')
);

/** The window of a run, and how many texts are enough to measure with. */
const RECORDS_AT_ONCE = 128;
const MAX_RECORDS = 1500;

const [directory, threads, batchSize] = process.argv.slice(2);
os.setPriority(os.constants.priority.PRIORITY_LOW);
const all = readFileSync(path.join(directory, 'passages.jsonl'), 'utf8').split('\n').filter(Boolean);
const every = Math.max(1, Math.floor(all.length / MAX_RECORDS));
const records = all.filter((_, at) => at % every === 0);
const workers = { threads: Number(threads), batchSize: Number(batchSize) };
const pool = await openEmbedderPool({ kind: 'local', modelDir }, workers, { warn: console.error });
await Promise.all(Array.from({ length: pool.width }, () => pool.embed(['warm up'])));

let texts = 0;
const startedAt = performance.now();
for (let at = 0; at < records.length; at += RECORDS_AT_ONCE) {
  const window = records.slice(at, at + RECORDS_AT_ONCE).flatMap((line) => {
    const { fields, passages } = JSON.parse(line);
    return [Object.values(fields).join('\n'), ...passages];
  });
  window.sort((a, b) => b.length - a.length);
  texts += window.length;
  /** @type {string[][]} */
  const batches = [];
  for (let from = 0; from < window.length; from += pool.batchSize)
    batches.push(window.slice(from, from + pool.batchSize));
  const lane = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await pool.embed(batch);
  };
  await Promise.all(Array.from({ length: pool.width }, lane));
}
console.log(JSON.stringify({ texts, perSecond: round((texts * 1000) / (performance.now() - startedAt), 1) }));
await pool.close();
