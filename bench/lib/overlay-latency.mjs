// @ts-check
import { mulberry32 } from '../../scripts/experts/random.mjs';
import { expertsFor } from './experts.mjs';
import { quantile, round } from './numbers.mjs';
import { fillOverlay, rawVectorsMb } from './overlay-searchers.mjs';
import { residentMb } from './processes.mjs';
import { queriesFor } from './queries.mjs';
import { build, serve } from './searcher.mjs';

const MODES = /** @type {const} */ (['hybrid', 'lexical', 'semantic']);
const CLIENTS = [1, 64];
/** How many records an overlay may have: the default settings. */
const MOST = 2000;
const SHARE = 0.1;
const WARM_UP = 600;

/** @typedef {{ directory: string, searcher: any }} Side */

/**
 * What both sides are asked in one window after the other. Queries whose vectors a searcher knows already would
 * not be embedded again: lexical searches, of which there are many more, have a place of their own.
 *
 * @param {readonly string[]} texts
 */
const queriesInTurn = (texts) => {
  const places = { embedded: 0, lexical: 0 };
  return (/** @type {string} */ mode) => {
    const kind = mode === 'lexical' ? 'lexical' : 'embedded';
    const from = places[kind];
    return (/** @type {number} */ turn) => {
      places[kind] = Math.max(places[kind], from + turn + 1);
      return texts[(from + turn) % texts.length];
    };
  };
};

/** @typedef {(turn: number) => string} QueryAt */

/** As many experts as fill an overlay: by turns new ones and ones with one more sentence. @param {readonly any[]} own @param {readonly any[]} others */
const changesTo = (own, others) => {
  const random = mulberry32(5);
  const every = own.map((expert) => ({ expert, at: random() })).sort((a, b) => a.at - b.at);
  return others.map((expert, at) => {
    if (at % 2 === 0) return expert;
    const edited = every[at].expert;
    return { ...edited, bio: `${edited.bio} Since then, ${edited.name} has advised ${expert.name}.` };
  });
};

/**
 * Each client asks again as soon as it has an answer.
 *
 * @param {Side} side @param {{ queryAt: QueryAt, mode: string, clients: number, seconds: number }} load
 * @returns {Promise<number[]>} How long each search took.
 */
const window_ = async ({ searcher }, { queryAt, mode, clients, seconds }) => {
  /** @type {number[]} */
  const times = [];
  const until = performance.now() + seconds * 1000;
  let asked = 0;
  const client = async () => {
    while (performance.now() < until) {
      const text = queryAt(asked);
      asked += 1;
      const startedAt = performance.now();
      await searcher.search({ wanted: { text }, mode, k: 10 });
      times.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
};

/** @param {readonly number[]} times */
const spread = (times) => ({
  ...{ searches: times.length, p50Ms: round(quantile(times, 0.5)), p95Ms: round(quantile(times, 0.95)) },
});

/** @param {Side} side @param {QueryAt} queryAt */
const warmUp = async ({ searcher }, queryAt) => {
  for (let turn = 0; turn < WARM_UP; turn += 1) {
    const mode = MODES[turn % MODES.length];
    await searcher.search({ wanted: { text: queryAt(turn) }, mode, k: 10 });
  }
};

/** What an overlay adds to a searcher, beyond its vectors. @param {Side} filled @param {Side} plain @param {readonly any[]} changes @param {(mode: string) => QueryAt} queriesFrom */
const measureMemory = async (filled, plain, changes, queriesFrom) => {
  const sides = [filled, plain];
  const resident = () => sides.map(({ searcher }) => residentMb(searcher.child.pid));
  const first = queriesFrom('hybrid');
  for (const side of sides) await warmUp(side, first);
  const before = resident();
  const seconds = await fillOverlay(filled.searcher, changes);
  const second = queriesFrom('hybrid');
  for (const side of sides) await warmUp(side, second);
  const [grown, grownWithout] = resident().map((after, at) => after - before[at]);
  const vectorsMb = rawVectorsMb(filled.directory, changes);
  return {
    ...{
      searcherMb: before[0],
      grownMb: grown,
      grownWithoutMb: grownWithout,
      vectorsMb: round(vectorsMb, 1),
    },
    beyondVectorsMbPerThousand: round(((grown - grownWithout - vectorsMb) * 1000) / changes.length, 1),
    secondsWithKnownVectors: round(seconds, 1),
  };
};

/**
 * Two searchers of one generation, one with a full overlay, asked by turns.
 *
 * @param {{ experts?: string, queries?: string, count: number, keep?: string, seconds: number, rounds: number }} options
 * @param {(result: object) => void} tell
 */
export const measureLatency = async ({ experts: file, queries: queryFile, count, keep, ...load }, tell) => {
  const full = Math.min(MOST, Math.ceil(count * SHARE));
  const experts = (await expertsFor({ experts: file, count: count + full })).map((expert, at) => ({
    ...expert,
    key: `expert-${at}`,
  }));
  const own = experts.slice(0, count);
  const changes = changesTo(own, experts.slice(count));
  const queriesFrom = queriesInTurn(queriesFor(own, queryFile));
  const { directory, seconds, remove } = await build(own, { keep });
  console.error(`\n${count} experts indexed in ${seconds.toFixed(0)} s`);
  // Embeds and keeps the vectors, so that what embedding needs is not taken for the overlay's memory.
  const first = await serve(directory);
  const fillSeconds = await fillOverlay(first, changes);
  await first.drain();
  const [filled, plain] = [await serve(directory), await serve(directory)].map((searcher) => ({
    ...{ directory, searcher },
  }));
  const about = { records: count, overlay: full };
  try {
    const memory = await measureMemory(filled, plain, changes, queriesFrom);
    tell({ bench: 'overlay memory', ...about, fillSeconds: round(fillSeconds, 1), ...memory });
    for (const mode of MODES) {
      for (const clients of CLIENTS) {
        /** @type {{ with: number[], without: number[] }} */
        const times = { with: [], without: [] };
        for (let round_ = 0; round_ < load.rounds; round_ += 1) {
          const how = { queryAt: queriesFrom(mode), mode, clients, seconds: load.seconds };
          const turns = /** @type {const} */ ([
            ['with', filled],
            ['without', plain],
          ]);
          for (const [name, side] of round_ % 2 === 0 ? turns : [...turns].reverse())
            times[name].push(...(await window_(side, how)));
        }
        const [one, other] = [spread(times.with), spread(times.without)];
        const ratio = { p50: round(one.p50Ms / other.p50Ms), p95: round(one.p95Ms / other.p95Ms) };
        tell({ bench: 'overlay latency', ...about, mode, clients, with: one, without: other, ratio });
      }
    }
  } finally {
    await filled.searcher.drain();
    await plain.searcher.drain();
    remove();
  }
};
