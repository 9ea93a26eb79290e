// @ts-check
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { readExpertsFile } from '../scripts/experts/jsonl.mjs';
import { measuresOf, mean } from './lib/metrics.mjs';
import { quantile, round } from './lib/numbers.mjs';
import { buildAndServe } from './lib/searcher.mjs';
import { withSlip } from './lib/slips.mjs';

/*
 * npm run bench:quality -- --experts FILE --queries FILE [--queries FILE …] [--slips] [--keep FOLDER]: how well and
 * how fast the real searcher ranks. An expert is {"id", "name", "bio", …}, a query {"qid", "text", "relevant"}.
 * With --slips, each query is asked as it is and with a slip, and both with and without correction. With --keep,
 * the vectors stay in that folder and the next call reuses them.
 */
const { values } = parseArgs({
  options: {
    experts: { type: 'string' },
    queries: { type: 'string', multiple: true },
    slips: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});
if (!values.experts || !values.queries) {
  console.error('Usage: npm run bench:quality -- --experts FILE.jsonl --queries FILE.jsonl');
  process.exit(2);
}

const MODES = /** @type {const} */ (['lexical', 'semantic', 'hybrid']);
const DEPTH = 10;

/** @typedef {{ text: string, relevant: string[] }} Query */

const asIs = (/** @type {string} */ text) => text;

/** How queries are asked. */
const WAYS = values.slips
  ? [
      { slips: false, spelling: 'correct', textOf: asIs },
      { slips: false, spelling: 'exact', textOf: asIs },
      { slips: true, spelling: 'correct', textOf: withSlip },
      { slips: true, spelling: 'exact', textOf: withSlip },
    ]
  : [{ textOf: asIs }];

const { experts, problems } = await readExpertsFile(values.experts);
if (problems.length > 0) console.error(`${problems.length} lines of ${values.experts} were skipped.`);
const { searcher, close, seconds } = await buildAndServe(experts, { keep: values.keep });
console.error(`\n${experts.length} experts indexed in ${seconds.toFixed(0)} s`);

/**
 * Asks all queries in one way, one after the other.
 *
 * @param {readonly Query[]} queries
 * @param {string} mode
 * @param {{ spelling?: string, textOf(text: string, number: number): string }} way
 */
const ask = async (queries, mode, { spelling, textOf }) => {
  /** @type {{ mrr: number, recall: number, ndcg: number }[]} */
  const measures = [];
  const times = [];
  let corrected = 0;
  for (const [number, { text, relevant }] of queries.entries()) {
    const wanted = { text: textOf(text, number), spelling };
    const startedAt = performance.now();
    const { hits, correctedTo } = await searcher.search({ wanted, mode, k: DEPTH });
    times.push(performance.now() - startedAt);
    if (correctedTo !== undefined) corrected += 1;
    const ids = hits.map((/** @type {any} */ hit) => hit.documentId);
    measures.push(measuresOf(ids, relevant));
  }
  const of = (/** @type {'mrr' | 'recall' | 'ndcg'} */ name) =>
    round(mean(measures.map((item) => item[name])), 4);
  return {
    ...{ mrr: of('mrr'), recall: of('recall'), ndcg: of('ndcg'), corrected },
    ...{ p50Ms: round(quantile(times, 0.5)), p95Ms: round(quantile(times, 0.95)) },
  };
};

try {
  for (const file of values.queries) {
    const queries = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    for (const { textOf, ...way } of WAYS) {
      for (const mode of MODES) {
        const result = await ask(queries, mode, { textOf, ...way });
        const about = { mode, ...way, queries: queries.length };
        console.log(JSON.stringify({ ...about, ...result, file: file.split('/').at(-1) }));
      }
    }
  }
} finally {
  await close();
}
