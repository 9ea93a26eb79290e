// @ts-check
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

import { ensureBuilt } from '../../scripts/build.mjs';
import { fromRoot, modelDir, setupDir } from '../../scripts/setup/paths.mjs';
import { expertSource } from './expert-source.mjs';

const require = createRequire(import.meta.url);
const server = (/** @type {string} */ file) =>
  require(fromRoot('node_modules/strapi-plugin-index-rebuild/dist/server/src', file));

const SOURCE = expertSource();

const PAGE = 200;

/** An expert as Strapi gives it to a builder or a searcher. @param {any} expert */
export const sourceRecordOf = ({ key, ...values }) => ({
  ...{ uid: SOURCE.uid, documentId: key, locale: null, values },
});

/** Records page by page, as Strapi gives them to a builder. @param {readonly any[]} experts */
const pagesOf = (experts) => {
  let at = 0;
  return {
    count: async () => experts.length,
    async next() {
      if (at >= experts.length) return null;
      const page = experts.slice(at, at + PAGE);
      at += PAGE;
      return page.map(sourceRecordOf);
    },
  };
};

/** The folder of a database that does not exist. */
const INSTALLATION = '0'.repeat(32);

const embedder = { kind: 'local', modelDir };

/** What a record must have, for a searcher's overlay as for a builder. */
export const RULES = { maxTextLength: 100_000, nameIsNotEnough: [SOURCE.uid] };

const quiet = () => {};

/** What the processes say: only what is wrong. */
const log = { debug: quiet, info: quiet, warn: console.error, error: console.error };

/**
 * The real searcher process on a generation's folder, or on the generation of that name in a cluster.
 *
 * @param {string} directory @param {OnCluster} [cluster]
 */
export const serve = (directory, cluster) => {
  const { timeouts } = server('config/schema.js').settingsSchema.parse({});
  const { startSearcher } = server('processes/searcher/start-searcher.js');
  const overlay = {
    directory: path.join(directory, '..', '..', 'overlay'),
    maxKept: 100_000,
    rules: RULES,
  };
  const index = cluster
    ? {
        engine: 'opensearch',
        cluster: cluster.cluster,
        prefix: cluster.prefix,
        generation: path.basename(directory),
      }
    : { engine: 'embedded', directory };
  return startSearcher({ index, embedder, setupDir, overlay, timeouts, beside: false }, log);
};

/** @typedef {{ cluster: object, prefix: string, shards: number, replicas: number }} OnCluster */
/** @typedef {{ threads?: number, keep?: string, exactUpTo?: number, tags?: object | null, cluster?: OnCluster }} BuildOptions */

/**
 * Builds a generation with the real builder process, without Strapi and a database.
 *
 * @param {readonly any[]} experts
 * @param {BuildOptions} [options] With `keep`, the folder stays and the next call reuses its vectors; `tags` is a
 * builder's tag job. With `cluster`, the index is built there.
 */
export const build = async (experts, { threads = 2, keep, exactUpTo, tags = null, cluster } = {}) => {
  await ensureBuilt({ withAdmin: false, log: console.error });
  const { startBuilder } = server('processes/builder/start-builder.js');
  const { settingsSchema } = server('config/schema.js');
  const { describeEmbedder } = server('adapters/embedder-info.js');
  const { guards, builder, engine } = settingsSchema.parse({});
  const { maxTextLength } = guards;
  const folder = keep ?? mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-bench-'));
  const generations = path.join(folder, INSTALLATION, 'generations');
  const earlier = existsSync(generations) ? readdirSync(generations) : [];
  const generation = `${earlier.length + 1}-0123456789ab`;
  const { model, modelHash, dimensions } = await describeEmbedder(embedder);
  const setup = {
    ...{ storageDir: folder, installation: INSTALLATION, embedder, setupDir, threads },
    batchSize: builder.batchSize,
    index: cluster
      ? { engine: 'opensearch', ...cluster }
      : { engine: 'embedded', exactUpTo: exactUpTo ?? engine.exactUpTo },
  };
  const job = {
    ...{ kind: 'rebuild', run: 'bench', generation, reuseFrom: earlier, expectsNew: true, tags },
    spec: { sources: [SOURCE], model, modelHash, dimensions },
    limits: {
      shrink: { liveRecords: null, minShare: 0, allowed: true },
      ...{ maxFailedShare: 1, maxTextLength, nameIsNotEnough: [SOURCE.uid] },
    },
  };
  const directory = path.join(generations, generation);
  const startedAt = performance.now();
  let shown = '';
  const hooks = {
    records: pagesOf(experts),
    beforeStage: async () => {},
    onProgress(/** @type {any} */ report) {
      const text = `${report.stage} ${report.done}/${report.total ?? '?'}`;
      if (text !== shown && process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
      shown = text;
    },
  };
  const { totals } = await startBuilder(setup, job, hooks, log).finished;
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    ...{ totals, seconds, directory },
    remove() {
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Builds a generation and serves it with the real searcher process. @param {readonly any[]} experts @param {BuildOptions} [options] */
export const buildAndServe = async (experts, options) => {
  const { remove, ...built } = await build(experts, options);
  const startedAt = performance.now();
  const searcher = await serve(built.directory, options?.cluster);
  return {
    ...built,
    /** From the start of the searcher's process until it is ready. */
    openMs: performance.now() - startedAt,
    searcher,
    async close() {
      await searcher.drain();
      remove();
    },
  };
};
