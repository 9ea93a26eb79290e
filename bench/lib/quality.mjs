// @ts-check
import { readFileSync } from 'node:fs';

import { measuresOf, mean } from './metrics.mjs';
import { quantile, round } from './numbers.mjs';

export const MODES = /** @type {const} */ (['lexical', 'semantic', 'hybrid']);
const DEPTH = 10;

/** @typedef {{ text: string, relevant: string[] }} Query */

/** @param {string} file JSON lines. @returns {Query[]} */
export const readQueries = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/**
 * @param {any} searcher
 * @param {{ text: string, spelling?: string }} wanted
 * @param {string} mode
 * @param {number} [minScore]
 * @param {object} [weights]
 */
export const ask = async (searcher, wanted, mode, minScore, weights) => {
  const startedAt = performance.now();
  const { hits, total, correctedTo } = await searcher.search({ wanted, mode, k: DEPTH, minScore, weights });
  const ms = performance.now() - startedAt;
  return { ids: hits.map((/** @type {any} */ hit) => hit.documentId), total, correctedTo, ms };
};

/**
 * How well a mode ranks, and how much of what it finds the cut-off costs: all queries in one way, one after
 * the other.
 *
 * @param {any} searcher
 * @param {readonly Query[]} queries
 * @param {string} mode
 * @param {{ spelling?: string, textOf?(text: string, number: number): string, weights?: object }} [way]
 */
export const qualityOf = async (searcher, queries, mode, way = {}) => {
  const { spelling, textOf = (text) => text, weights } = way;
  /** @type {{ mrr: number, recall: number, ndcg: number }[]} */
  const measures = [];
  const times = [];
  const counts = { corrected: 0, relevant: 0, lost: 0 };
  for (const [number, { text, relevant }] of queries.entries()) {
    const wanted = { text: textOf(text, number), spelling };
    const { ids, correctedTo, ms } = await ask(searcher, wanted, mode, undefined, weights);
    times.push(ms);
    if (correctedTo !== undefined) counts.corrected += 1;
    measures.push(measuresOf(ids, relevant));
    const everything = await ask(searcher, wanted, mode, 0, weights);
    const found = everything.ids.filter((/** @type {string} */ id) => relevant.includes(id));
    counts.relevant += found.length;
    counts.lost += found.filter((/** @type {string} */ id) => !ids.includes(id)).length;
  }
  const of = (/** @type {'mrr' | 'recall' | 'ndcg'} */ name) =>
    round(mean(measures.map((item) => item[name])), 4);
  return {
    ...{ mrr: of('mrr'), recall: of('recall'), ndcg: of('ndcg'), corrected: counts.corrected },
    lostByCutOff: round(counts.lost / Math.max(1, counts.relevant), 4),
    ...{ p50Ms: round(quantile(times, 0.5)), p95Ms: round(quantile(times, 0.95)) },
  };
};
