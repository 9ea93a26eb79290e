// @ts-check
import { quantile, round } from './numbers.mjs';

const PER_SECOND = 30;

/** @typedef {{ ms: number, status: number, stage: string | null }} Answer */

/**
 * Searches 30 times per second until it is stopped, whether or not earlier searches are answered.
 *
 * @param {import('./app.mjs').BenchApp} app
 * @param {{ nextQuery(): string, stageNow?(): string | null }} options
 */
export const startSearches = (app, { nextQuery, stageNow = () => null }) => {
  /** @type {Answer[]} */
  const answers = [];
  /** @type {Promise<void>[]} */
  const underway = [];
  const timer = setInterval(() => {
    const startedAt = performance.now();
    const stage = stageNow();
    const add = (/** @type {number} */ status) =>
      void answers.push({ ms: performance.now() - startedAt, status, stage });
    underway.push(
      app.request('GET', `/api/search?q=${encodeURIComponent(nextQuery())}`).then(
        ({ status }) => add(status),
        () => add(0)
      )
    );
  }, 1000 / PER_SECOND);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(underway);
      return answers;
    },
  };
};

/** @param {readonly Answer[]} answers */
export const summary = (answers) => {
  const times = answers.map(({ ms }) => ms);
  return {
    searches: answers.length,
    failed: answers.filter(({ status }) => status !== 200).length,
    p50Ms: round(quantile(times, 0.5)),
    p95Ms: round(quantile(times, 0.95)),
    p99Ms: round(quantile(times, 0.99)),
  };
};
