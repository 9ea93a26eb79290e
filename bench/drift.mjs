// @ts-check
import { parseArgs } from 'node:util';

import { BenchApp } from './lib/app.mjs';
import { expertsFor } from './lib/experts.mjs';
import { round } from './lib/numbers.mjs';

/*
 * npm run bench:drift [-- --count 20000]: how long a comparison of all records takes, and how long
 * Strapi's event loop is held up meanwhile, with nothing changed and with everything.
 */
const { values } = parseArgs({ options: { count: { type: 'string', default: '20000' } } });
const count = Number(values.count);
const SEEDS = 200;
const IDLE_MS = 5_000;

const FIELDS = 'name, title, organization, location, tags, links, locale, created_at, updated_at, published_at';

const app = await BenchApp.start({
  INDEX_REBUILD_SETTINGS: JSON.stringify({ source: { passages: { most: 0 } }, drift: { check: null } }),
});

/** Copies of what is published, each with a text of its own, past the document service: that would take an hour. */
const multiply = () =>
  app.call('sql', {
    statement: `INSERT INTO experts (document_id, bio, ${FIELDS})
      WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count / SEEDS - 1})
      SELECT document_id || '-' || n, bio || ' No. ' || n, ${FIELDS} FROM experts, numbers`,
  });

/** @param {string} what @param {() => Promise<unknown>} work */
const measure = async (what, work) => {
  await app.call('eventLoopDelay');
  const startedAt = performance.now();
  await work();
  const seconds = (performance.now() - startedAt) / 1000;
  const delay = await app.call('eventLoopDelay');
  console.log(JSON.stringify({ bench: what, records: count, seconds: round(seconds), eventLoopDelayMs: round(delay) }));
};

const check = () => app.request('POST', '/index-rebuild/drift/check', {});

try {
  await app.publish(await expertsFor({ count: SEEDS }));
  await multiply();
  const run = await app.rebuild();
  if (run.status !== 'completed') throw new Error(`the rebuild ${run.status}: ${run.error?.message}`);
  await measure('idle', () => new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
  await measure('check, nothing changed', check);
  await measure('check once more', check);
  await app.call('sql', { statement: "UPDATE experts SET bio = bio || ' More.' WHERE published_at IS NOT NULL AND id % 100 = 0" });
  await measure('check, one in a hundred changed', check);
  await app.call('sql', { statement: "UPDATE experts SET bio = bio || ' More.' WHERE published_at IS NOT NULL" });
  await measure('check, everything changed', check);
  const { drift } = (await app.request('GET', '/index-rebuild/status')).body.data;
  if (drift.changed !== count) throw new Error(`${drift.changed} of ${count} were found`);
} finally {
  await app.stop();
}
