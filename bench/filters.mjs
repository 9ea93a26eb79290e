// @ts-check
import { parseArgs } from 'node:util';

import { inventExperts } from '../scripts/experts/index.mjs';
import { BenchApp } from './lib/app.mjs';
import { WITHOUT_PASSAGES } from './lib/expert-source.mjs';
import { startInstantEmbedder } from './lib/instant-embedder.mjs';
import { askOverHttp } from './lib/load.mjs';
import { quantile, round } from './lib/numbers.mjs';

/*
 * npm run bench:filters [-- --records 20000] [--rounds 200] [--mode hybrid]: searches over HTTP with
 * filters that few, some and most records pass, evaluated by the searcher and, written with another
 * operator, by the database; and with facets. One client asks each kind by turns, so that noise meets all
 * of them. Vectors come from a provider that costs nothing: what is measured is search.
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '200' },
    mode: { type: 'string', default: 'hybrid' },
  },
});
const records = Number(values.records);
const rounds = Number(values.rounds);

/** One record in a hundred, three in ten, the rest. @param {number} at */
const townOf = (at) => (at % 100 === 0 ? 'Lima' : at % 10 < 3 ? 'Oslo' : 'Accra');
/** Nine records in ten. @param {number} at */
const houseOf = (at) => (at % 10 === 9 ? 'Branch' : 'Museum');

const KINDS = {
  'no filter': '',
  '1 %': '&filters[location][$eq]=Lima',
  '30 %': '&filters[location][$in][0]=Oslo',
  '90 %': '&filters[organization][$ne]=Branch',
  '1 %, by the database': '&filters[location][$containsi]=lima',
  '30 %, by the database': '&filters[location][$containsi]=oslo',
  '90 %, by the database': '&filters[organization][$containsi]=museum',
  facets: '&facets=location,organization,tags',
  '30 %, facets': '&filters[location][$in][0]=Oslo&facets=location,organization,tags',
};

const instant = await startInstantEmbedder();
const app = await BenchApp.start({
  INDEX_REBUILD_SETTINGS: JSON.stringify({ ...WITHOUT_PASSAGES, embedder: instant.settings }),
});
try {
  const experts = inventExperts(records).map(({ name, title, bio, tags }, at) => ({
    ...{ name, title, bio, tags, location: townOf(at), organization: houseOf(at) },
  }));
  await app.publish(experts);
  const run = await app.rebuild();
  if (run.status !== 'completed') throw new Error(`the rebuild ${run.status}: ${run.error?.message}`);
  const queries = experts.slice(0, rounds).map(({ bio }) => (bio ?? '').split(/\s+/).slice(2, 8).join(' '));
  const kinds = Object.entries(KINDS).map(([kind, parameters]) => ({
    ...{ kind, times: /** @type {number[]} */ ([]), failed: 0 },
    ask: askOverHttp(`${app.url}/api/search?q=%s&mode=${values.mode}${parameters}`, queries),
  }));
  // Whichever kind asks a query first would pay for its vector.
  for (let turn = 0; turn < rounds; turn += 1) await kinds[0].ask(turn);
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const kind of kinds) {
      const startedAt = performance.now();
      const right = await kind.ask(turn);
      kind.times.push(performance.now() - startedAt);
      if (!right) kind.failed += 1;
    }
  }
  const alone = quantile(kinds[0].times, 0.5);
  for (const { kind, times, failed } of kinds) {
    const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)];
    const measured = { p50Ms: round(p50, 1), p95Ms: round(p95, 1), ratio: round(p50 / alone), failed };
    console.log(JSON.stringify({ bench: 'filters', records, mode: values.mode, kind, ...measured }));
  }
} finally {
  await app.stop();
  instant.close();
}
