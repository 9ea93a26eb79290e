// @ts-check
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { fromRoot } from '../../scripts/setup/paths.mjs';
import { RULES, sourceRecordOf } from './searcher.mjs';

const load = createRequire(import.meta.url);
const server = (/** @type {string} */ file) =>
  load(fromRoot('node_modules/strapi-plugin-index-rebuild/dist/server/src', file));

/**
 * Puts experts into a searcher's overlay and waits until all are searchable.
 *
 * @param {any} searcher @param {readonly any[]} experts
 * @returns {Promise<number>} The seconds that it took.
 */
export const fillOverlay = async (searcher, experts) => {
  const startedAt = performance.now();
  /** @type {Map<string, string>} */
  const states = new Map();
  const filled = new Promise((resolve) =>
    searcher.onOverlay((/** @type {any[]} */ outcomes) => {
      for (const { key, state } of outcomes) states.set(key, state);
      if (states.size === experts.length) resolve(null);
    })
  );
  const put = experts.map((expert, at) => ({ version: at + 1, record: sourceRecordOf(expert) }));
  searcher.changeOverlay({ put, drop: [] });
  await Promise.race([
    filled,
    searcher.ended.then((/** @type {string} */ how) => {
      throw new Error(`the searcher ended: ${how}`);
    }),
  ]);
  const others = [...states.values()].filter((state) => state !== 'searchable');
  if (others.length > 0) throw new Error(`${others.length} records are ${others[0]}, not searchable`);
  return (performance.now() - startedAt) / 1000;
};

/** How many MB the vectors of experts are in a generation. @param {string} directory @param {readonly any[]} experts */
export const rawVectorsMb = (directory, experts) => {
  const { spec } = JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8'));
  const stage = server('pipeline/stage-record.js').stagersFor(spec, RULES, []);
  const rows = experts.map((expert) => stage(sourceRecordOf(expert)).passages.length + 1);
  const all = rows.reduce((sum, count) => sum + count, 0);
  return (all * spec.dimensions * Float32Array.BYTES_PER_ELEMENT) / 2 ** 20;
};
