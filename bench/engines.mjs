// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { readExpertsFile } from '../scripts/experts/jsonl.mjs';
import { mean, measuresOf } from './lib/metrics.mjs';
import { quantile, round } from './lib/numbers.mjs';
import { MODES, readQueries } from './lib/quality.mjs';
import { buildAndServe } from './lib/searcher.mjs';

/*
 * npm run bench:engines -- --experts FILE --queries FILE --cluster URL [--cluster URL …] [--copies N] [--shards N]
 * [--replicas N] [--characters N] [--clients N] [--keep FOLDER]: the same records and queries with the embedded
 * engine and on OpenSearch: whether they answer the same, how well they rank, and how long they take. With --copies,
 * every record is there so many times with other ids, for larger indexes; with --characters, only the beginning of
 * each biography, for many records that are embedded in little time.
 */
const { values } = parseArgs({
  options: {
    experts: { type: 'string' },
    queries: { type: 'string' },
    cluster: { type: 'string', multiple: true },
    copies: { type: 'string', default: '1' },
    shards: { type: 'string', default: '3' },
    replicas: { type: 'string', default: '1' },
    clients: { type: 'string', default: '4' },
    characters: { type: 'string' },
    keep: { type: 'string' },
  },
});
if (!values.experts || !values.queries || !values.cluster) {
  console.error('Usage: npm run bench:engines -- --experts FILE.jsonl --queries FILE.jsonl --cluster URL');
  process.exit(2);
}

const DEPTH = 10;

const { experts: whole } = await readExpertsFile(values.experts);
const characters = Number(values.characters ?? Infinity);
const own = whole.map((/** @type {any} */ expert) => ({ ...expert, bio: expert.bio?.slice(0, characters) }));
const copies = Number(values.copies);
/* A copy has a sentence of its own: records that are equal would be ranked by chance. */
const experts = Array.from({ length: copies }, (_, copy) =>
  copy === 0
    ? own
    : own.map((/** @type {any} */ expert) => ({
        ...expert,
        key: `${expert.key}-${copy}`,
        bio: `${expert.bio} Edition ${copy} of this text.`,
      }))
).flat();
const queries = readQueries(values.queries);

const keep = values.keep ?? mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-engines-'));
const prefix = `index-rebuild-bench-${Date.now()}`;
const cluster = {
  cluster: { nodes: values.cluster, ca: null, auth: null, timeoutMs: 60_000 },
  ...{ prefix, shards: Number(values.shards), replicas: Number(values.replicas) },
};

/** @typedef {{ ids: string[], total: number, ms: number }} Asked */

/** Every query, one after the other. @returns {Promise<Asked[]>} */
const askAll = async (/** @type {any} */ searcher, /** @type {string} */ mode) => {
  const answers = [];
  for (const { text } of queries) {
    const startedAt = performance.now();
    const { hits, total } = await searcher.search({ wanted: { text }, mode, k: DEPTH });
    const ms = performance.now() - startedAt;
    answers.push({ ids: hits.map((/** @type {any} */ hit) => hit.documentId), total, ms });
  }
  return answers;
};

/** Searches a second with several clients that ask one after the other. */
const throughput = async (/** @type {any} */ searcher) => {
  const texts = queries.map(({ text }, at) => `${text} ${at}`);
  const startedAt = performance.now();
  let next = 0;
  const client = async () => {
    while (next < texts.length) {
      const text = texts[next];
      next += 1;
      await searcher.search({ wanted: { text }, mode: 'hybrid', k: DEPTH });
    }
  };
  await Promise.all(Array.from({ length: Number(values.clients) }, client));
  return round(texts.length / ((performance.now() - startedAt) / 1000));
};

const overlapOf = (/** @type {string[]} */ one, /** @type {string[]} */ other) =>
  one.length === 0 ? Number(other.length === 0) : one.filter((id) => other.includes(id)).length / one.length;

const figuresOf = (/** @type {Asked[]} */ answers) => {
  const measures = answers.map(({ ids }, at) => measuresOf(ids, queries[at].relevant));
  const times = answers.map(({ ms }) => ms);
  return {
    mrr: round(mean(measures.map(({ mrr }) => mrr)), 4),
    recall: round(mean(measures.map(({ recall }) => recall)), 4),
    ...{ p50Ms: round(quantile(times, 0.5)), p95Ms: round(quantile(times, 0.95)) },
  };
};

/** @type {{ close(): Promise<void> }[]} */
const opened = [];
try {
  const embedded = await buildAndServe(experts, { keep });
  opened.push(embedded);
  console.log(
    JSON.stringify({
      ...{ engine: 'embedded', records: experts.length, seconds: round(embedded.seconds) },
      ...{ vectors: embedded.totals.rows, openMs: round(embedded.openMs, 0) },
    })
  );
  const remote = await buildAndServe(experts, { keep, cluster });
  opened.push(remote);
  console.log(
    JSON.stringify({
      ...{ engine: 'opensearch', seconds: round(remote.seconds), embedded: remote.totals.embedded },
      ...{ recordsPerSecond: round(experts.length / remote.seconds), openMs: round(remote.openMs, 0) },
    })
  );
  for (const mode of MODES) {
    const [one, other] = [await askAll(embedded.searcher, mode), await askAll(remote.searcher, mode)];
    console.log(
      JSON.stringify({
        mode,
        queries: queries.length,
        overlap: round(mean(one.map(({ ids }, at) => overlapOf(ids, other[at].ids))), 4),
        sameFirst: round(mean(one.map(({ ids }, at) => Number(ids[0] === other[at].ids[0]))), 4),
        embedded: figuresOf(one),
        opensearch: figuresOf(other),
      })
    );
  }
  console.log(
    JSON.stringify({
      clients: Number(values.clients),
      searchesPerSecond: {
        embedded: await throughput(embedded.searcher),
        opensearch: await throughput(remote.searcher),
      },
    })
  );
} finally {
  for (const { close } of opened) await close();
  await fetch(`${values.cluster[0]}/${prefix}-*`, { method: 'DELETE' }).catch(() => {});
  if (!values.keep) rmSync(keep, { recursive: true, force: true });
}
