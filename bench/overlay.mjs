// @ts-check
import { parseArgs } from 'node:util';

import { measureLatency } from './lib/overlay-latency.mjs';
import { measurePublications } from './lib/overlay-publish.mjs';
import { measureQuality } from './lib/overlay-quality.mjs';

/*
 * npm run bench:overlay [-- --parts publish,latency] [--count 5000] [--publishes 200] [--seconds 3] [--rounds 6]
 *   [--experts FILE.jsonl] [--queries FILE.jsonl] [--keep FOLDER]: how soon a published record is found, one at
 * a time and many together, with and without a rebuild; and what a full overlay costs each search and in
 * memory, on two searchers of one generation.
 * npm run bench:overlay -- --quality --experts FILE --queries FILE [--queries FILE …] [--keep FOLDER]: how
 * well a tenth of the experts is found in an overlay, against a rebuild. With --keep, the vectors stay in
 * that folder and the next call reuses them.
 */
const { values } = parseArgs({
  options: {
    parts: { type: 'string', default: 'publish,latency' },
    count: { type: 'string', default: '5000' },
    publishes: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '6' },
    experts: { type: 'string' },
    queries: { type: 'string', multiple: true },
    keep: { type: 'string' },
    quality: { type: 'boolean', default: false },
  },
});

const tell = (/** @type {object} */ result) => console.log(JSON.stringify(result));
const { experts, queries = [], keep } = values;
const count = Number(values.count);

if (values.quality) {
  if (!experts || queries.length === 0) {
    console.error('Usage: npm run bench:overlay -- --quality --experts FILE.jsonl --queries FILE.jsonl');
    process.exit(2);
  }
  await measureQuality({ experts, queries, keep }, tell);
} else {
  const parts = values.parts.split(',');
  if (parts.includes('publish'))
    await measurePublications({ experts, count, publishes: Number(values.publishes) }, tell);
  const windows = { seconds: Number(values.seconds), rounds: Number(values.rounds) };
  if (parts.includes('latency'))
    await measureLatency({ ...{ experts, queries: queries[0], count, keep }, ...windows }, tell);
}
