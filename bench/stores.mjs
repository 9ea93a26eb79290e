// @ts-check
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { round } from './lib/numbers.mjs';

/*
 * npm run bench:stores [-- --mb 190] [--rounds 3]: how fast each artifact store takes a generation and gives it
 * back, and what that needs of memory. The generation is random bytes in files as large as those of a real one;
 * PostgreSQL and a small server that speaks S3 (s3rver) run on this machine, so there is no network in it.
 * "copy" is what a copy of the folder takes, flushed: the least that any store needs.
 */
const { values } = parseArgs({
  options: { mb: { type: 'string', default: '190' }, rounds: { type: 'string', default: '3' } },
});
const MB = 1024 * 1024;
const SAMPLE_MS = 10;
const ID = '1-0123456789ab';
const INSTALLATION = 'a'.repeat(32);
/** Shares of a generation's bytes, as a real one with 20,000 experts and their passages has them. */
const SHARES = {
  'vectors.f32': 0.83,
  'passages.jsonl': 0.12,
  'lexical.bin': 0.03,
  'suggestions.bin': 0.01,
  'values.jsonl': 0.01,
};

const require = createRequire(import.meta.url);
/** @returns {any} */
const load = (/** @type {string} */ file) => require(`../${file}`);
/** A module of the installed plugin. */
const plugin = (/** @type {string} */ name) =>
  load(`node_modules/strapi-plugin-index-rebuild/dist/server/src/${name}`);
const { createFsStore } = plugin('adapters/artifacts/fs-store');
const { createRemoteStore } = plugin('adapters/artifacts/remote-store');
const { createDatabaseFiles } = plugin('adapters/strapi/artifact-pieces');
const { createS3Files } = plugin('adapters/s3/s3-files');
const { systemClock } = plugin('adapters/system/clock');
const { checksumOf } = plugin('lib/checksum');
const knex = load('tests/support/knex.cjs');

const tmp = mkdtempSync(path.join(tmpdir(), 'index-rebuild-stores-'));
/** @type {import('node:child_process').ChildProcess[]} */
const servers = [];

/** Starts one of the tests' servers. @returns {Promise<number>} Its port. */
const serve = (
  /** @type {string} */ file,
  /** @type {string[]} */ args = [],
  /** @type {string[]} */ execArgv = []
) => {
  const child = fork(fileURLToPath(new URL(`../tests/support/${file}`, import.meta.url)), args, {
    execArgv,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  servers.push(child);
  return new Promise((resolve, reject) => {
    child.once('message', (/** @type {{ port?: number, error?: string }} */ { port, error }) =>
      port === undefined ? reject(new Error(error)) : resolve(port)
    );
  });
};

const openDatabase = async () => {
  const port = await serve('postgres-server.mjs');
  const connection = `postgresql://strapi@127.0.0.1:${port}/postgres`;
  const database = knex({ client: 'pg', connection, pool: { min: 0, max: 2 } });
  await database.schema.createTable('index_rebuild_artifacts', (/** @type {any} */ table) => {
    table.increments('id');
    table.string('generation');
    table.string('file');
    table.integer('piece');
    table.bigInteger('written_at');
    table.specificType('data', 'bytea');
    table.unique(['generation', 'file', 'piece']);
  });
  return database;
};

const openBucket = async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' });
  process.env.AWS_REGION = 'us-east-1';
  const folder = path.join(tmp, 'bucket');
  mkdirSync(folder);
  const port = await serve('s3-server.cjs', [folder, 'bench', '0'], ['--openssl-legacy-provider']);
  const endpoint = `http://127.0.0.1:${port}`;
  return createS3Files({ bucket: 'bench', prefix: '', endpoint, forcePathStyle: true });
};

/** @returns A folder's store with a generation in it, and the digests of its files. */
const makeGeneration = async () => {
  const local = createFsStore(path.join(tmp, 'made'));
  local.openAt(INSTALLATION);
  const directory = local.directoryOf(ID);
  mkdirSync(directory, { recursive: true });
  /** @type {Record<string, { bytes: number, sha256: string }>} */
  const files = {};
  for (const [name, share] of Object.entries(SHARES)) {
    const file = path.join(directory, name);
    writeFileSync(file, randomBytes(Math.round(Number(values.mb) * MB * share)));
    files[name] = await checksumOf(file);
  }
  writeFileSync(path.join(directory, 'manifest.json'), randomBytes(3 * MB).toString('base64'));
  return { local, directory, files };
};

/** Seconds that the work takes, and by how many MB this process grows meanwhile. */
const measured = async (/** @type {() => Promise<unknown>} */ work) => {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), SAMPLE_MS);
  const startedAt = performance.now();
  await work();
  clearInterval(timer);
  return { seconds: (performance.now() - startedAt) / 1000, grownMb: (most - before) / MB };
};

const { local, directory, files } = await makeGeneration();
const megabytes = Object.values(files).reduce((sum, { bytes }) => sum + bytes, 0) / MB;

/** Tells the median of the rounds. */
const tell = async (/** @type {string} */ what, /** @type {(round: number) => Promise<unknown>} */ work) => {
  const results = [];
  for (let at = 0; at < Number(values.rounds); at += 1) results.push(await measured(() => work(at)));
  results.sort((a, b) => a.seconds - b.seconds);
  const { seconds } = results[Math.floor(results.length / 2)];
  const grownMb = Math.max(...results.map((result) => result.grownMb));
  console.log(
    `${what.padEnd(10)} ${round(seconds, 2)} s, ${Math.round(megabytes / seconds)} MB/s, grew by at most ${Math.round(grownMb)} MB`
  );
};

const tellStore = async (/** @type {string} */ kind, /** @type {any} */ remote) => {
  const source = createRemoteStore(local, remote);
  source.openAt(INSTALLATION);
  const hooks = {
    onProgress: () => {},
    beforeVisible: async () => {},
    signal: new AbortController().signal,
  };
  await tell(`${kind} put`, () => source.put({ generation: ID, files, summary: {} }, hooks));
  await tell(`${kind} fetch`, (at) => {
    const target = createRemoteStore(createFsStore(path.join(tmp, `${kind}-${at}`)), remote);
    target.openAt(INSTALLATION);
    return target.fetch(ID);
  });
};

try {
  console.log(`${round(megabytes, 1)} MB in ${Object.keys(files).length + 1} files`);
  const { placeCopy } = plugin('adapters/artifacts/local-copy');
  const { copyFile, open } = await import('node:fs/promises');
  await tell('copy', (at) =>
    placeCopy(path.join(tmp, `copy-${at}`), null, async (/** @type {string} */ to) => {
      for (const name of [...Object.keys(files), 'manifest.json']) {
        await copyFile(path.join(directory, name), path.join(to, name));
        const handle = await open(path.join(to, name), 'r+');
        await handle.sync();
        await handle.close();
      }
    })
  );
  await tell('checksums', async () => {
    for (const name of Object.keys(files)) await checksumOf(path.join(directory, name));
  });
  const database = await openDatabase();
  await tellStore('db', createDatabaseFiles({ knex: database }, systemClock));
  await database.destroy();
  await tellStore('s3', await openBucket());
} finally {
  const gone = servers.map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of servers) child.disconnect();
  await Promise.all(gone);
  rmSync(tmp, { recursive: true, force: true });
}
process.exit(0);
