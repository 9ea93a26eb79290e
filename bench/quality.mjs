// @ts-check
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { readExpertsFile } from '../scripts/experts/jsonl.mjs';
import { measuresOf, mean } from './lib/metrics.mjs';
import { quantile, round } from './lib/numbers.mjs';
import { buildAndServe } from './lib/searcher.mjs';

/*
 * npm run bench:quality -- --experts FILE --queries FILE [--queries FILE …] [--keep FOLDER]: how well and how fast
 * the real searcher ranks. An expert is {"id", "name", "bio", …}, a query {"qid", "text", "relevant"}.
 * With --keep, the vectors stay in that folder and the next call reuses them.
 */
const { values } = parseArgs({
  options: {
    experts: { type: 'string' },
    queries: { type: 'string', multiple: true },
    keep: { type: 'string' },
  },
});
if (!values.experts || !values.queries) {
  console.error('Usage: npm run bench:quality -- --experts FILE.jsonl --queries FILE.jsonl');
  process.exit(2);
}

const MODES = /** @type {const} */ (['lexical', 'semantic', 'hybrid']);
const DEPTH = 10;

const { experts, problems } = await readExpertsFile(values.experts);
if (problems.length > 0) console.error(`${problems.length} lines of ${values.experts} were skipped.`);
const { searcher, close, seconds } = await buildAndServe(experts, { keep: values.keep });
console.error(`\n${experts.length} experts indexed in ${seconds.toFixed(0)} s`);
try {
  for (const file of values.queries) {
    const queries = readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    for (const mode of MODES) {
      /** @type {{ mrr: number, recall: number, ndcg: number }[]} */
      const measures = [];
      const times = [];
      for (const { text, relevant } of queries) {
        const startedAt = performance.now();
        const { hits } = await searcher.search({ wanted: { text }, mode, k: DEPTH });
        times.push(performance.now() - startedAt);
        measures.push(
          measuresOf(
            hits.map((/** @type {any} */ hit) => hit.documentId),
            relevant
          )
        );
      }
      const of = (/** @type {'mrr' | 'recall' | 'ndcg'} */ name) =>
        round(mean(measures.map((item) => item[name])), 4);
      console.log(
        JSON.stringify({
          ...{ mode, queries: queries.length, mrr: of('mrr'), recall: of('recall'), ndcg: of('ndcg') },
          ...{
            p50Ms: round(quantile(times, 0.5)),
            p95Ms: round(quantile(times, 0.95)),
            file: file.split('/').at(-1),
          },
        })
      );
    }
  }
} finally {
  await close();
}
