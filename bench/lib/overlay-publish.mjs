// @ts-check
import { setTimeout as sleep } from 'node:timers/promises';

import { mulberry32 } from '../../scripts/experts/random.mjs';
import { BenchApp } from './app.mjs';
import { expertsFor } from './experts.mjs';
import { quantile, round } from './numbers.mjs';
import { neverAskedTwice } from './queries.mjs';
import { startSearches, summary } from './steady-searches.mjs';

const EXPERTS = '/content-manager/collection-types/api::expert.expert';
const LOOK_MS = 10;
const LIMIT_MS = 60_000;
/** Up to so long between two publications, so that they are in step with nothing. */
const MAX_PAUSE_MS = 500;
const MODES = /** @type {const} */ (['lexical', 'hybrid']);

/** @typedef {{ documentId: string, word: string }} Draft */
/** @typedef {(typeof MODES)[number]} Mode */

const random = mulberry32(23);
const letter = (/** @type {string} */ letters) => letters[Math.floor(random() * letters.length)];

/** A word that nobody wrote before. */
const inventWord = () =>
  Array.from({ length: 5 }, () => letter('bdfgklmnprstvz') + letter('aeiou') + letter('qxzjk')).join('');

/** @param {BenchApp} app @param {string} method @param {string} path @param {object} body */
const send = async (app, method, path, body) => {
  const { status, body: answer } = await app.request(method, `${EXPERTS}${path}`, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
  return answer;
};

/** Drafts of experts, each with a word of its own. @param {BenchApp} app @param {readonly any[]} experts @returns {Promise<Draft[]>} */
const createDrafts = async (app, experts) => {
  const drafts = [];
  for (const expert of experts) {
    const word = inventWord();
    const bio = `${expert.bio} Known for work on ${word}.`;
    const { data } = await send(app, 'POST', '', { ...expert, bio });
    drafts.push({ documentId: data.documentId, word });
  }
  return drafts;
};

/** Searches about every ten milliseconds. @param {BenchApp} app @param {Draft} draft @param {Mode} mode @returns {Promise<number | null>} When it was found; null when it was not. */
const untilFound = async (app, { documentId, word }, mode) => {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until) {
    const startedAt = performance.now();
    const { status, body } = await app.request('GET', `/api/search?q=${word}&mode=${mode}`);
    if (status === 200 && body.data.some((/** @type {any} */ hit) => hit.documentId === documentId))
      return performance.now();
    await sleep(Math.max(0, startedAt + LOOK_MS - performance.now()));
  }
  return null;
};

/** @param {readonly number[]} times */
const spread = (times) => ({
  ...{ p50Ms: round(quantile(times, 0.5), 0), p95Ms: round(quantile(times, 0.95), 0) },
});

/** @param {BenchApp} app @param {Draft} draft @param {Mode} mode */
const publishOne = async (app, draft, mode) => {
  const sentAt = performance.now();
  const found = untilFound(app, draft, mode);
  await send(app, 'POST', `/${draft.documentId}/actions/publish`, {});
  const answeredAt = performance.now();
  const foundAt = await found;
  return foundAt === null ? null : { mode, sinceSent: foundAt - sentAt, sinceAnswer: foundAt - answeredAt };
};

/** One after the other, looked for in each mode by turns. @param {BenchApp} app @param {readonly Draft[]} drafts */
const publishEach = async (app, drafts) => {
  const all = [];
  for (const [at, draft] of drafts.entries()) {
    all.push(await publishOne(app, draft, MODES[at % MODES.length]));
    await sleep(random() * MAX_PAUSE_MS);
  }
  const found = all.filter((one) => one !== null);
  const of = (/** @type {readonly Mode[]} */ modes) => {
    const those = found.filter(({ mode }) => modes.includes(mode));
    return {
      sinceSent: spread(those.map(({ sinceSent }) => sinceSent)),
      sinceAnswer: spread(those.map(({ sinceAnswer }) => sinceAnswer)),
    };
  };
  return {
    ...{ publications: all.length, notFound: all.length - found.length, ...of(MODES) },
    byMode: Object.fromEntries(MODES.map((mode) => [mode, of([mode])])),
  };
};

/** All in one request. @param {BenchApp} app @param {readonly Draft[]} drafts */
const publishTogether = async (app, drafts) => {
  const sentAt = performance.now();
  await send(app, 'POST', '/actions/bulkPublish', {
    documentIds: drafts.map(({ documentId }) => documentId),
  });
  const answeredAt = performance.now();
  // One by one in the order of publication, which is that of embedding: few searches, that none are delayed by.
  const foundAt = [];
  for (const draft of drafts) foundAt.push(await untilFound(app, draft, 'lexical'));
  const found = foundAt.filter((at) => at !== null);
  const last = Math.max(...found);
  return {
    ...{ publications: drafts.length, notFound: drafts.length - found.length },
    answerMs: round(answeredAt - sentAt, 0),
    allFound: { sinceSentMs: round(last - sentAt, 0), sinceAnswerMs: round(last - answeredAt, 0) },
  };
};

/** Rebuilds one after the other. @param {BenchApp} app */
const keepRebuilding = (app) => {
  const work = { stopped: false, rebuilds: 0 };
  const rebuild = async () => {
    while (!work.stopped) {
      const { status, error } = await app.rebuild();
      if (status !== 'completed') throw new Error(`the rebuild ${status}: ${error?.message}`);
      work.rebuilds += 1;
    }
  };
  const ended = rebuild();
  // Whoever stops it learns of a failure.
  ended.catch(() => {});
  return async () => {
    work.stopped = true;
    await ended;
    return work.rebuilds;
  };
};

/** Calls `publish` under 30 searches per second. @param {BenchApp} app @param {{ rebuilding: boolean, nextQuery(): string }} how @param {() => Promise<object>} publish */
const underLoad = async (app, { rebuilding, nextQuery }, publish) => {
  const stop = rebuilding ? keepRebuilding(app) : async () => 0;
  const load = startSearches(app, { nextQuery });
  const result = await publish();
  const searches = summary(await load.stop());
  return { during: rebuilding ? 'rebuilds' : 'no rebuild', ...result, searches, rebuilds: await stop() };
};

/**
 * From the publication in the Content Manager to the first search that finds it.
 *
 * @param {{ experts?: string, count: number, publishes: number }} options
 * @param {(result: object) => void} tell
 */
export const measurePublications = async ({ experts: file, count, publishes }, tell) => {
  const ways = [false, true];
  const total = count + publishes * ways.length * 2;
  const experts = await expertsFor({ experts: file, count: total });
  const more = experts.slice(count);
  const own = experts.slice(0, count);
  const nextQuery = neverAskedTwice(own);
  const app = await BenchApp.start();
  try {
    await app.publish(own);
    for (const rebuilding of ways) {
      for (const [bench, publish] of /** @type {const} */ ([
        ['publish to first hit', publishEach],
        ['bulk publish until all are found', publishTogether],
      ])) {
        await app.logIn();
        const drafts = await createDrafts(app, more.splice(0, publishes));
        // Leaves the overlay empty.
        const { status, error } = await app.rebuild();
        if (status !== 'completed') throw new Error(`the rebuild ${status}: ${error?.message}`);
        const result = await underLoad(app, { rebuilding, nextQuery }, () => publish(app, drafts));
        tell({ bench, records: count, ...result });
      }
    }
  } finally {
    await app.stop();
  }
};
