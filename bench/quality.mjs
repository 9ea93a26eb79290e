// @ts-check
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { fromRoot } from '../scripts/setup/paths.mjs';
import { readExpertsFile } from '../scripts/experts/jsonl.mjs';
import { measuresOf, mean } from './lib/metrics.mjs';
import { quantile, round } from './lib/numbers.mjs';
import { buildAndServe } from './lib/searcher.mjs';
import { withSlip } from './lib/slips.mjs';

/*
 * npm run bench:quality -- --experts FILE --queries FILE [--queries FILE …] [--slips] [--keep FOLDER]: how well and
 * how fast the real searcher ranks, what its cut-off costs, and what meaningless queries find. An expert is {"id", "name", "bio", …}, a query {"qid", "text", "relevant"}.
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
/** What a meaningless query may find at most. */
const FEW_HITS = 3;

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

/** @param {{ text: string, spelling?: string }} wanted @param {string} mode @param {number} [minScore] */
const ask = async (wanted, mode, minScore) => {
  const startedAt = performance.now();
  const { hits, total, correctedTo } = await searcher.search({ wanted, mode, k: DEPTH, minScore });
  const ms = performance.now() - startedAt;
  return { ids: hits.map((/** @type {any} */ hit) => hit.documentId), total, correctedTo, ms };
};

/**
 * How well a mode ranks, and how much of what it finds the cut-off costs: all queries in one way, one after
 * the other.
 *
 * @param {readonly Query[]} queries
 * @param {string} mode
 * @param {{ spelling?: string, textOf(text: string, number: number): string }} way
 */
const qualityOf = async (queries, mode, { spelling, textOf }) => {
  /** @type {{ mrr: number, recall: number, ndcg: number }[]} */
  const measures = [];
  const times = [];
  const counts = { corrected: 0, relevant: 0, lost: 0 };
  for (const [number, { text, relevant }] of queries.entries()) {
    const wanted = { text: textOf(text, number), spelling };
    const { ids, correctedTo, ms } = await ask(wanted, mode);
    times.push(ms);
    if (correctedTo !== undefined) counts.corrected += 1;
    measures.push(measuresOf(ids, relevant));
    const everything = await ask(wanted, mode, 0);
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

/** What queries that mean nothing find. @param {string} kind @param {string[]} texts */
const nonsenseOf = async (kind, texts) => {
  const totals = [];
  for (const text of texts) totals.push((await ask({ text }, 'hybrid')).total);
  const nothing = totals.filter((total) => total === 0).length;
  const many = totals.filter((total) => total > FEW_HITS).length;
  return { nonsense: kind, queries: texts.length, nothing, moreThanThree: many };
};

try {
  for (const file of values.queries) {
    const queries = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    for (const { textOf, ...way } of WAYS) {
      for (const mode of MODES) {
        const result = await qualityOf(queries, mode, { textOf, ...way });
        const about = { mode, ...way, queries: queries.length };
        console.log(JSON.stringify({ ...about, ...result, file: file.split('/').at(-1) }));
      }
    }
  }
  const nonsense = JSON.parse(readFileSync(fromRoot('bench/sets/nonsense.json'), 'utf8'));
  for (const [kind, texts] of Object.entries(nonsense)) {
    console.log(JSON.stringify(await nonsenseOf(kind, texts)));
  }
} finally {
  await close();
}
