// @ts-check
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { BenchApp } from './lib/app.mjs';
import { expertsFor } from './lib/experts.mjs';
import { quantile, round } from './lib/numbers.mjs';
import { childOf, residentMb } from './lib/processes.mjs';

/*
 * npm run bench:rebuild [-- --experts FILE.jsonl] [--count N]: a full rebuild and one after 1 % of
 * the records were edited, at once and when they are searchable, by stage; search over HTTP; resident memory of the
 * three processes.
 */
const { values } = parseArgs({ options: { experts: { type: 'string' }, count: { type: 'string' } } });
const QUERIES = 400;
const experts = await expertsFor({
  experts: values.experts,
  count: values.count ? Number(values.count) : undefined,
});
const app = await BenchApp.start();
const strapi = /** @type {number} */ (app.child.pid);
try {
  const ids = await app.publish(experts);

  /** Runs a rebuild and notes when each stage was seen first, and the builder's largest size. */
  const measure = async () => {
    /** @type {Map<string, number>} */
    const firstSeen = new Map();
    let builderMb = 0;
    /** @type {number | undefined} */
    let builder;
    const run = await app.rebuild({}, ({ stage }) => {
      if (stage && !firstSeen.has(stage)) firstSeen.set(stage, performance.now());
      builder ??= childOf(strapi, 'builder');
      if (builder) builderMb = Math.max(builderMb, residentMb(builder));
    });
    const marks = [...firstSeen, ['end', performance.now()]];
    const stages = Object.fromEntries(
      marks
        .slice(0, -1)
        .map(([stage, at], index) => [stage, round((Number(marks[index + 1][1]) - Number(at)) / 1000)])
    );
    return { run, stages, builderMb };
  };

  const strapiBefore = residentMb(strapi);
  const full = await measure();
  const { run } = full;
  console.log(
    JSON.stringify({
      bench: 'rebuild',
      records: experts.length,
      status: run.status,
      seconds: run.durationMs / 1000,
      stages: full.stages,
      ...run.records,
    })
  );
  const directory = app.generationFolder(run.generation);
  const { counts } = JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8'));
  const bare = JSON.parse(
    execFileSync(
      process.execPath,
      [
        path.join(path.dirname(fileURLToPath(import.meta.url)), 'lib', 'bare-embedder.mjs'),
        ...[directory, String(os.availableParallelism()), '8'],
      ],
      { encoding: 'utf8' }
    )
  );
  const perSecond = counts.rows / (full.stages.embed + (full.stages.tag ?? 0));
  console.log(
    JSON.stringify({
      bench: 'embedding',
      texts: counts.rows,
      perSecondInRebuild: round(perSecond, 1),
      perSecondBare: bare.perSecond,
      share: round(perSecond / bare.perSecond, 3),
    })
  );
  console.log(
    JSON.stringify({
      bench: 'memory',
      strapiBeforeMb: strapiBefore,
      strapiAfterMb: residentMb(strapi),
      builderPeakMb: full.builderMb,
      searcherMb: residentMb(Number(childOf(strapi, 'searcher'))),
    })
  );

  const times = [];
  for (let at = 0; at < QUERIES; at += 1) {
    const { title, bio, name } = experts[(at * 37) % experts.length];
    const query = (title || bio || name).split(/\s+/).slice(0, 8).join(' ');
    const startedAt = performance.now();
    const { status } = await app.request('GET', `/api/search?q=${encodeURIComponent(query)}`);
    if (status !== 200) throw new Error(`search answered ${status}`);
    times.push(performance.now() - startedAt);
  }
  console.log(
    JSON.stringify({
      bench: 'search, one client over HTTP',
      queries: QUERIES,
      p50Ms: round(quantile(times, 0.5)),
      p95Ms: round(quantile(times, 0.95)),
    })
  );

  /** Edits every hundredth record from this one on. @param {number} first */
  const edit = async (first) => {
    const edited = ids.filter((_, index) => index % 100 === first);
    for (const documentId of edited) {
      await app.call('updateExpert', { documentId, data: { location: 'A place nobody was in before' } });
    }
    return edited.length;
  };

  /** @param {string} bench @param {number} edited */
  const rebuildAfter = async (bench, edited) => {
    const again = await measure();
    console.log(
      JSON.stringify({
        bench,
        edited,
        ...again.run.records,
        seconds: again.run.durationMs / 1000,
        stages: again.stages,
        shareOfFull: round(again.run.durationMs / run.durationMs, 3),
      })
    );
  };

  await rebuildAfter('rebuild after 1 % edited', await edit(0));
  const edited = await edit(1);
  await app.untilSearchable(edited);
  await rebuildAfter('rebuild after 1 % edited that were searchable already', edited);
} finally {
  await app.stop();
}
