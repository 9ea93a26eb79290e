import type { Container } from '../../container';
import { IndexRebuildError } from '../../domain/errors';
import { generationId } from '../../domain/generation';
import type { Lease } from '../../domain/lease';
import type { BuildTotals } from '../../pipeline/build-context';
import type { RunPatch } from '../../ports/run-store';
import { collect } from '../housekeeping';
import { applyTags, hasTags } from './apply-tags';
import { preflight } from './preflight';
import { abandon, buildIn, countsOf, makeJob } from './rebuild';
import type { RunTools, RunWork } from './tools';

/** What runs have left behind for the next rebuild; the oldest beyond these are removed. */
const MAX_PARTIAL_BUILDS = 3;

/** @throws RUN_KIND_UNSUPPORTED */
export const assertTagging = ({ settings }: Container): void => {
  if (settings.tags !== null) return;
  throw new IndexRebuildError(
    'RUN_KIND_UNSUPPORTED',
    'Tagging is not configured. Name a taxonomy in config/plugins.ts (tags.taxonomy), then start Strapi again.'
  );
};

const emptyTaxonomy = (): IndexRebuildError =>
  new IndexRebuildError(
    'TAXONOMY_EMPTY',
    'There is no tag to give. Create some in the taxonomy, then start again.'
  );

const assertTagged = ({ tagged, untagged, taggingError }: BuildTotals): void => {
  if (tagged > 0 || untagged === 0) return;
  throw new IndexRebuildError('TAGGING_FAILED', taggingError ?? 'No record could be tagged.');
};

/** What was embedded stays for the next rebuild; a directory without any is of no use. */
const tidy = async ({ container, run }: RunTools, name: string, embedded: number): Promise<void> => {
  const { generations, backend, log } = container;
  try {
    await generations.discard(name);
    if (embedded === 0) await backend.remove(name);
    await collect(container, { partialBuilds: MAX_PARTIAL_BUILDS });
  } catch (error) {
    log.warn(`[index-rebuild] run ${run.id} could not tidy up: ${(error as Error).message}`);
  }
};

const execute = async (tools: RunTools, name: string): Promise<RunPatch> => {
  const { container, run, signal } = tools;
  const job = await makeJob(tools, 'tag', name, true);
  if (!hasTags(job)) throw emptyTaxonomy();
  await preflight(container, await container.openPages().count(), job.spec.dimensions, signal);
  signal.throwIfAborted();
  await container.generations.create(name, run.id);
  const { totals } = await buildIn(tools, job);
  assertTagged(totals);
  await container.runs.move(run, 'promoting', countsOf(totals));
  const patch = await applyTags(tools, job, totals);
  await tidy(tools, name, totals.embedded);
  return { ...countsOf(totals), ...patch };
};

/** Tags what is published now. The live index and everything about it stays as it is. */
export const tagWork = (container: Container, lease: Lease): RunWork => {
  // Named like a generation, but without a manifest it never is one.
  const name = generationId(lease.token, container.newNonce());
  return {
    kind: 'tag',
    generation: name,
    execute: (tools) => execute(tools, name),
    abandon: (tools, error) => abandon(tools, name, error),
  };
};
