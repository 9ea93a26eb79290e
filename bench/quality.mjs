// @ts-check
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { fromRoot } from '../scripts/setup/paths.mjs';
import { readExpertsFile } from '../scripts/experts/jsonl.mjs';
import { ask, MODES, qualityOf, readQueries } from './lib/quality.mjs';
import { buildAndServe } from './lib/searcher.mjs';
import { withSlip } from './lib/slips.mjs';

/*
 * npm run bench:quality -- --experts FILE --queries FILE [--queries FILE …] [--slips] [--weights JSON …]
 * [--keep FOLDER]: how well and how fast the real searcher ranks, what its cut-off costs, and what meaningless
 * queries find. An expert is {"id", "name", "bio", …}, a query {"qid", "text", "relevant"}.
 * With --slips, each query is asked as it is and with a slip, and both with and without correction. With
 * --weights, such as {"words":2}, each query is asked with these weights as well. With --keep, the vectors stay in
 * that folder and the next call reuses them.
 */
const { values } = parseArgs({
  options: {
    experts: { type: 'string' },
    queries: { type: 'string', multiple: true },
    slips: { type: 'boolean', default: false },
    weights: { type: 'string', multiple: true, default: [] },
    keep: { type: 'string' },
  },
});
if (!values.experts || !values.queries) {
  console.error('Usage: npm run bench:quality -- --experts FILE.jsonl --queries FILE.jsonl');
  process.exit(2);
}

/** What a meaningless query may find at most. */
const FEW_HITS = 3;

const asIs = (/** @type {string} */ text) => text;

/** How queries are asked. */
const WAYS = (
  values.slips
    ? [
        { slips: false, spelling: 'correct', textOf: asIs },
        { slips: false, spelling: 'exact', textOf: asIs },
        { slips: true, spelling: 'correct', textOf: withSlip },
        { slips: true, spelling: 'exact', textOf: withSlip },
      ]
    : [{ textOf: asIs }]
).map((way) => ({ ...way, modes: MODES }));

/** Other weights than those that were tuned. */
const WEIGHED = values.weights.map((text) => ({
  textOf: asIs,
  weights: { words: 1, fields: {}, ...JSON.parse(text) },
  // Words against meaning matters where both count.
  modes: JSON.parse(text).fields ? MODES : /** @type {const} */ (['hybrid']),
}));

const { experts, problems } = await readExpertsFile(values.experts);
if (problems.length > 0) console.error(`${problems.length} lines of ${values.experts} were skipped.`);
const { searcher, close, seconds } = await buildAndServe(experts, { keep: values.keep });
console.error(`\n${experts.length} experts indexed in ${seconds.toFixed(0)} s`);

/** What queries that mean nothing find. @param {string} kind @param {string[]} texts */
const nonsenseOf = async (kind, texts) => {
  const totals = [];
  for (const text of texts) totals.push((await ask(searcher, { text }, 'hybrid')).total);
  const nothing = totals.filter((total) => total === 0).length;
  const many = totals.filter((total) => total > FEW_HITS).length;
  return { nonsense: kind, queries: texts.length, nothing, moreThanThree: many };
};

try {
  for (const file of values.queries) {
    const queries = readQueries(file);
    for (const { textOf, modes, ...way } of [...WAYS, ...WEIGHED]) {
      for (const mode of modes) {
        const result = await qualityOf(searcher, queries, mode, { textOf, ...way });
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
