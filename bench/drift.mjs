// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

import { fromRoot } from '../scripts/setup/paths.mjs';
import { WITHOUT_PASSAGES } from './lib/expert-source.mjs';
import { BenchApp } from './lib/app.mjs';
import { expertsFor } from './lib/experts.mjs';
import { round } from './lib/numbers.mjs';

/*
 * npm run bench:drift [-- --count 20000]: how long a comparison of all records takes, and how long
 * Strapi's event loop is held up meanwhile, with nothing changed and with nearly everything.
 */
const { values } = parseArgs({ options: { count: { type: 'string', default: '20000' } } });
const count = Number(values.count);
const SEEDS = 200;
const IDLE_MS = 5_000;
/** What else this machine does shows in single rounds; what the check does, in all. */
const ROUNDS = 6;

const FIELDS =
  'name, title, organization, location, tags, links, locale, created_at, updated_at, published_at';

const app = await BenchApp.start({
  INDEX_REBUILD_SETTINGS: JSON.stringify({
    ...WITHOUT_PASSAGES,
    drift: { check: null },
  }),
});

/** Copies of what is published, each with a text of its own, past the document service: that would take an hour. */
const multiply = () =>
  app.call('sql', {
    statement: `INSERT INTO experts (document_id, bio, ${FIELDS})
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count / SEEDS - 1})
      SELECT document_id || '-' || n, bio || ' No. ' || n, ${FIELDS} FROM experts, numbers`,
  });

const built = createRequire(fromRoot('dist', 'src', 'plugins', 'index-rebuild', 'server', 'src', 'index.js'));
const { readManifestEntries } = built('./backends/embedded/files/manifest-entries');
const { readManifest, writeManifest } = built('./backends/embedded/files/manifest-file');

/** A manifest of as many records as there are experts, read as after a swap. */
const readLongManifest = async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-bench-'));
  const generation = (await app.request('GET', '/index-rebuild/status')).body.data.generation;
  const manifest = await readManifest(app.generationFolder(generation));
  const records = Array.from({ length: count }, (_, index) => ({
    ...manifest.records[index % SEEDS],
    documentId: `document-number-${index}`,
  }));
  await writeManifest(folder, { ...manifest, records });
  const loop = monitorEventLoopDelay({ resolution: 5 });
  await new Promise((resolve) => setTimeout(resolve, 100));
  loop.enable();
  const startedAt = performance.now();
  let read = 0;
  await readManifestEntries(folder, () => (read += 1));
  const seconds = (performance.now() - startedAt) / 1000;
  loop.disable();
  rmSync(folder, { recursive: true });
  console.log(
    JSON.stringify({
      bench: 'read a manifest',
      records: read,
      seconds: round(seconds),
      eventLoopDelayMs: round(loop.max / 1e6),
    })
  );
};

/** @param {string} what @param {() => Promise<unknown>} work */
const measure = async (what, work) => {
  await app.call('eventLoopDelay');
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const delay = await app.call('eventLoopDelay');
  console.log(
    JSON.stringify({ bench: what, records: count, seconds: round(seconds), eventLoopDelayMs: round(delay) })
  );
};

const check = () => app.request('POST', '/index-rebuild/drift/check', {});

try {
  await app.publish(await expertsFor({ count: SEEDS }));
  const run = await app.rebuild();
  if (run.status !== 'completed') throw new Error(`the rebuild ${run.status}: ${run.error?.message}`);
  await multiply();
  await measure('idle', () => new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
  await measure('check, all but a few new', check);
  const { drift } = (await app.request('GET', '/index-rebuild/status')).body.data;
  if (drift.added !== count - SEEDS) throw new Error(`${drift.added} of ${count - SEEDS} were found`);
  for (let round_ = 1; round_ <= ROUNDS; round_ += 1)
    await measure(`check ${round_}, nothing changed`, check);
  await app.call('sql', {
    statement: "UPDATE experts SET bio = bio || ' More.' WHERE published_at IS NOT NULL AND id % 100 = 0",
  });
  await measure('check, one in a hundred changed', check);
  await readLongManifest();
} finally {
  await app.stop();
}
