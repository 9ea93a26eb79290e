// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { expertsFor } from './lib/experts.mjs';
import { quantile, round } from './lib/numbers.mjs';
import { plot } from './lib/plot.mjs';
import { buildAndServe, serve } from './lib/searcher.mjs';

/*
 * npm run bench:scale [-- --counts 1000,5000,20000,50000,100000] [--experts FILE.jsonl] [--queries FILE.jsonl]
 *   [--keep FOLDER] [--plot FILE.svg] [--graph]: how a rebuild without new texts, a searcher's start, its memory and
 * its answers grow with the number of records. The first build of each count embeds what is new since the
 * smaller one; the second, which is measured, finds all vectors. Builder and searcher are the real ones,
 * without Strapi. With --graph the index is the one beyond `engine.exactUpTo`, whatever its size.
 */
const { values } = parseArgs({
  options: {
    counts: { type: 'string', default: '1000,5000,20000,50000,100000' },
    experts: { type: 'string' },
    queries: { type: 'string' },
    keep: { type: 'string' },
    plot: { type: 'string' },
    graph: { type: 'boolean', default: false },
  },
});
const QUERIES = 200;
const MODES = /** @type {const} */ (['hybrid', 'semantic', 'lexical']);
const MB = 1024;

/** @param {readonly { bio?: string }[]} experts */
const queriesFor = (experts) =>
  values.queries
    ? readFileSync(values.queries, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).text)
    : experts.map(({ bio }) => (bio ?? '').split(/\s+/).slice(2, 8).join(' '));

/** Resident memory of this process's searcher in MB. */
const searcherMb = () => {
  const lines = execFileSync('ps', ['-eo', 'ppid=,rss=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.filter(
    (line) => Number(line.trim().split(/\s+/)[0]) === process.pid && line.includes('searcher/entry')
  );
  return round(Math.max(...own.map((line) => Number(line.trim().split(/\s+/)[1]))) / MB, 0);
};

/** Sizes of a generation's files in MB. @param {string} directory */
const filesMb = (directory) =>
  Object.fromEntries(
    readdirSync(directory).map((file) => [
      file,
      round(statSync(path.join(directory, file)).size / MB / MB, 1),
    ])
  );

/** @param {any} searcher @param {readonly string[]} queries @param {string} mode */
const p50Of = async (searcher, queries, mode) => {
  const times = [];
  for (const text of queries) {
    const startedAt = performance.now();
    await searcher.search({ wanted: { text }, mode, k: 10 });
    times.push(performance.now() - startedAt);
  }
  return round(quantile(times, 0.5));
};

const keep = values.keep ?? mkdtempSync(path.join(os.tmpdir(), 'index-rebuild-bench-'));
/** @type {any[]} */
const all = [];
try {
  for (const count of values.counts.split(',').map(Number)) {
    const experts = (await expertsFor({ experts: values.experts, count })).map((expert, at) => ({
      ...expert,
      key: `k${at}`,
    }));
    const options = { keep, ...(values.graph && { exactUpTo: 0 }) };
    const first = await buildAndServe(experts, options);
    await first.close();
    const { searcher, directory, seconds, totals } = await buildAndServe(experts, options);
    await searcher.drain();
    const startedAt = performance.now();
    const fresh = await serve(directory);
    await fresh.search({ wanted: { text: 'anything' }, mode: 'hybrid', k: 10 });
    const firstAnswerMs = performance.now() - startedAt;
    const asked = queriesFor(experts);
    const every = Math.max(1, Math.floor(asked.length / QUERIES));
    const queries = asked.filter((_, at) => at % every === 0).slice(0, QUERIES);
    /** @type {Record<string, number>} */
    const p50Ms = {};
    // Words alone first: the vectors of the queries are cached afterwards.
    for (const mode of MODES.toReversed()) p50Ms[mode] = await p50Of(fresh, queries, mode);
    const again = await p50Of(fresh, queries, 'hybrid');
    const vectorsMb = round(statSync(path.join(directory, 'vectors.f32')).size / MB / MB, 0);
    const result = {
      ...{ records: count, vectors: totals.rows, embeddedSeconds: round(first.seconds, 1) },
      ...{ rebuildSeconds: round(seconds, 1), firstAnswerMs: round(firstAnswerMs, 0) },
      ...{ vectorsMb, filesMb: filesMb(directory), searcherMb: searcherMb(), p50Ms, rankingMs: again },
    };
    all.push(result);
    console.log(JSON.stringify({ bench: 'scale', ...result }));
    await fresh.drain();
  }
} finally {
  if (!values.keep) rmSync(keep, { recursive: true, force: true });
}
if (values.plot) {
  const line = (/** @type {string} */ name, /** @type {(result: any) => number} */ of) => ({
    name,
    points: all.map((result) => /** @type {[number, number]} */ ([result.records, of(result)])),
  });
  const lines = [
    line('rebuild, ms', (result) => result.rebuildSeconds * 1000),
    line('first answer, ms', (result) => result.firstAnswerMs),
    line('searcher, MB', (result) => result.searcherMb),
    line('hybrid, ms', (result) => result.rankingMs),
    line('by words, ms', (result) => result.p50Ms.lexical),
  ];
  writeFileSync(values.plot, plot(lines, { x: 'records', title: 'Growth with the number of records' }));
}
