// @ts-check
import { parseArgs } from 'node:util';

import { BenchApp } from './lib/app.mjs';
import { expertsFor } from './lib/experts.mjs';
import { quantile, round } from './lib/numbers.mjs';
import { residentMb } from './lib/processes.mjs';
import { neverAskedTwice } from './lib/queries.mjs';
import { startSearches, summary } from './lib/steady-searches.mjs';

/*
 * npm run bench:swap [-- --count 5000] [--rebuilds 20] [--experts FILE.jsonl]: consecutive rebuilds
 * after 1 % of the records were edited, under 30 searches per second, by turns with windows without one.
 * An open loop, so that a slow response does not delay the next search; no query is asked twice.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    rebuilds: { type: 'string', default: '20' },
    experts: { type: 'string' },
  },
});
const QUIET_MS = 10_000;
const LOOK_MS = 100;

const experts = await expertsFor({ experts: values.experts, count: Number(values.count) });
const app = await BenchApp.start();

const strapi = /** @type {number} */ (app.child.pid);

const nextQuery = neverAskedTwice(experts);

/** The stage of the run that is under way. @type {string | null} */
let stage = null;

const startLoad = () => startSearches(app, { nextQuery, stageNow: () => stage });

/** Strapi's largest size while a rebuild runs, beyond that before it. */
const watchMemory = () => {
  const before = residentMb(strapi);
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, residentMb(strapi))), LOOK_MS);
  return () => {
    clearInterval(timer);
    return most - before;
  };
};

try {
  const ids = await app.publish(experts);
  await app.rebuild();
  /** @type {import('./lib/steady-searches.mjs').Answer[]} */
  const during = [];
  /** @type {import('./lib/steady-searches.mjs').Answer[]} */
  const without = [];
  const delays = [];
  const delaysWithout = [];
  const seconds = [];
  const grown = [];
  for (let round_ = 0; round_ < Number(values.rebuilds); round_ += 1) {
    for (const documentId of ids.filter((_, index) => index % 100 === round_ % 100)) {
      await app.call('updateExpert', { documentId, data: { location: `Round ${round_}` } });
    }
    await app.call('eventLoopDelay');
    const quiet = startLoad();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    without.push(...(await quiet.stop()));
    delaysWithout.push(await app.call('eventLoopDelay'));
    const stopWatching = watchMemory();
    const busy = startLoad();
    const run = await app.rebuild({}, (seen) => (stage = seen.stage));
    during.push(...(await busy.stop()));
    stage = null;
    grown.push(stopWatching());
    delays.push(await app.call('eventLoopDelay'));
    seconds.push(run.durationMs / 1000);
    if (run.status !== 'completed') throw new Error(`the rebuild ${run.status}: ${run.error?.message}`);
    process.stderr.write(`\rrebuild ${round_ + 1}: ${run.durationMs} ms`);
  }
  process.stderr.write('\n');
  const [with_, quiet] = [summary(during), summary(without)];
  console.log(JSON.stringify({ bench: 'search without a rebuild', records: experts.length, ...quiet }));
  console.log(JSON.stringify({ bench: 'search during rebuilds', rebuilds: seconds.length, ...with_ }));
  for (const name of new Set(during.map((answer) => answer.stage))) {
    const those = during.filter((answer) => answer.stage === name);
    console.log(JSON.stringify({ bench: 'search during a stage', stage: name, ...summary(those) }));
  }
  const spread = (/** @type {number[]} */ ms) => ({
    median: round(quantile(ms, 0.5)),
    max: round(Math.max(...ms)),
  });
  console.log(
    JSON.stringify({
      bench: 'ratio',
      p50: round(with_.p50Ms / quiet.p50Ms),
      p95: round(with_.p95Ms / quiet.p95Ms),
      p99: round(with_.p99Ms / quiet.p99Ms),
      rebuildSeconds: round(quantile(seconds, 0.5)),
      strapiEventLoopDelayMs: { during: spread(delays), without: spread(delaysWithout) },
      strapiGrewMb: Math.max(...grown),
    })
  );
} finally {
  await app.stop();
}
