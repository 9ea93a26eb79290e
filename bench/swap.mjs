// @ts-check
import { parseArgs } from 'node:util';

import { BenchApp } from './lib/app.mjs';
import { expertsFor } from './lib/experts.mjs';
import { quantile, round } from './lib/numbers.mjs';

/*
 * npm run bench:swap [-- --count 5000] [--rebuilds 20] [--experts FILE.jsonl]: consecutive
 * rebuilds under 30 searches per second, each followed by a window without one. An open loop, so that a
 * slow response does not delay the next search.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    rebuilds: { type: 'string', default: '20' },
    experts: { type: 'string' },
  },
});
const PER_SECOND = 30;
const QUIET_MS = 10_000;
const QUERIES = [
  'coral reefs',
  'who can teach bread baking',
  'tax law',
  'volcanoes',
  'steel bridges',
  'burnout',
  'poetry',
  'soil',
];

const experts = await expertsFor({ experts: values.experts, count: Number(values.count) });
const app = await BenchApp.start();

/** @typedef {{ ms: number, status: number, generation: string | undefined }} Answer */

/** Searches 30 times per second until it is stopped. */
const startLoad = () => {
  /** @type {Answer[]} */
  const answers = [];
  /** @type {Promise<void>[]} */
  const underway = [];
  let turn = 0;
  const timer = setInterval(() => {
    turn += 1;
    const query = `${QUERIES[turn % QUERIES.length]} ${turn % 97}`;
    const startedAt = performance.now();
    underway.push(
      app.request('GET', `/api/search?q=${encodeURIComponent(query)}`).then(
        ({ status, body }) =>
          void answers.push({ ms: performance.now() - startedAt, status, generation: body.meta?.generation }),
        () => void answers.push({ ms: performance.now() - startedAt, status: 0, generation: undefined })
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
const summary = (answers) => {
  const times = answers.map(({ ms }) => ms);
  return {
    searches: answers.length,
    failed: answers.filter(({ status }) => status !== 200).length,
    p50Ms: round(quantile(times, 0.5)),
    p95Ms: round(quantile(times, 0.95)),
    p99Ms: round(quantile(times, 0.99)),
  };
};

try {
  const ids = await app.publish(experts);
  await app.rebuild();
  /** @type {Answer[]} */
  const during = [];
  /** @type {Answer[]} */
  const without = [];
  const delays = [];
  const seconds = [];
  for (let round_ = 0; round_ < Number(values.rebuilds); round_ += 1) {
    for (const documentId of ids.filter((_, index) => index % 100 === round_ % 100)) {
      await app.call('updateExpert', { documentId, data: { location: `Round ${round_}` } });
    }
    const quiet = startLoad();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    without.push(...(await quiet.stop()));
    await app.call('eventLoopDelay');
    const busy = startLoad();
    const run = await app.rebuild();
    during.push(...(await busy.stop()));
    delays.push(await app.call('eventLoopDelay'));
    seconds.push(run.durationMs / 1000);
    if (run.status !== 'completed') throw new Error(`the rebuild ${run.status}: ${run.error?.message}`);
    process.stderr.write(`\rrebuild ${round_ + 1}: ${run.durationMs} ms`);
  }
  process.stderr.write('\n');
  const [with_, quiet] = [summary(during), summary(without)];
  console.log(JSON.stringify({ bench: 'search without a rebuild', records: experts.length, ...quiet }));
  console.log(JSON.stringify({ bench: 'search during rebuilds', rebuilds: seconds.length, ...with_ }));
  console.log(
    JSON.stringify({
      bench: 'ratio',
      p50: round(with_.p50Ms / quiet.p50Ms),
      p95: round(with_.p95Ms / quiet.p95Ms),
      p99: round(with_.p99Ms / quiet.p99Ms),
      rebuildSeconds: round(quantile(seconds, 0.5)),
      strapiEventLoopDelayMs: { median: round(quantile(delays, 0.5)), max: round(Math.max(...delays)) },
    })
  );
} finally {
  await app.stop();
}
