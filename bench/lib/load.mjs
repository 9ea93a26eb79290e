// @ts-check
import http from 'node:http';

import { quantile, round } from './numbers.mjs';

/** @typedef {(turn: number) => Promise<boolean>} Ask Sends one request; whether the response was right. */

/** Searches over HTTP with keep-alive connections. @param {string} url Its `%s` becomes the query. @param {readonly string[]} queries @returns {Ask} */
export const askOverHttp = (url, queries) => {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
  // Of its own, so that one measurement does not ask again what the one before has asked.
  let asked = 0;
  return () =>
    new Promise((resolve) => {
      const target = url.replace('%s', encodeURIComponent(queries[asked % queries.length]));
      asked += 1;
      http
        .get(target, { agent }, (response) => {
          response.resume();
          response.once('end', () => resolve(response.statusCode === 200));
        })
        .once('error', () => resolve(false));
    });
};

/**
 * Closed loop: each client sends the next request as soon as it has a response. The highest throughput.
 *
 * @param {Ask} ask @param {number} clients @param {number} seconds
 */
export const throughput = async (ask, clients, seconds) => {
  const until = performance.now() + seconds * 1000;
  const startedAt = performance.now();
  let [turn, done, failed] = [0, 0, 0];
  const client = async () => {
    while (performance.now() < until) {
      const right = await ask((turn += 1));
      done += 1;
      if (!right) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { perSecond: round((done * 1000) / (performance.now() - startedAt), 1), failed };
};

/**
 * Open loop: requests are sent at a fixed rate whether or not earlier ones are answered, so that a slow
 * response does not hide the waiting time of those behind it.
 *
 * @param {Ask} ask @param {number} perSecond @param {number} seconds
 */
export const latency = async (ask, perSecond, seconds) => {
  /** @type {number[]} */
  const times = [];
  /** @type {Promise<void>[]} */
  const underway = [];
  const startedAt = performance.now();
  let failed = 0;
  const total = Math.max(1, Math.round(perSecond * seconds));
  for (let turn = 0; turn < total; turn += 1) {
    const dueAt = startedAt + (turn * 1000) / perSecond;
    const wait = dueAt - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    underway.push(
      ask(turn).then((right) => {
        times.push(performance.now() - dueAt);
        if (!right) failed += 1;
      })
    );
  }
  await Promise.all(underway);
  const of = (/** @type {number} */ share) => round(quantile(times, share), 1);
  return { p50Ms: of(0.5), p95Ms: of(0.95), p99Ms: of(0.99), failed };
};
