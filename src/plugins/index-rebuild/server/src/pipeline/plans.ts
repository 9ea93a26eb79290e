import type { RunKind, StageName } from '../../../shared/contracts';
import type { BuildContext } from './build-context';
import type { RunContext, RunInput } from './run-context';
import type { Stage } from './stage';
import { adoptGeneration } from './stages/adopt-generation';
import { build } from './stages/build';
import { checkGeneration } from './stages/check-generation';
import { compare } from './stages/compare';
import { embed } from './stages/embed';
import { preflight } from './stages/preflight';
import { retire } from './stages/retire';
import { snapshot } from './stages/snapshot';
import { swap } from './stages/swap';
import { tag } from './stages/tag';
import { upload } from './stages/upload';
import { verify } from './stages/verify';
import { writeTags } from './stages/write-tags';

/** A stage and the process it runs in. From the first stage that commits, a run cannot be cancelled. */
export type Step =
  | { process: 'strapi'; stage: Stage<RunContext>; commits: boolean }
  | { process: 'builder'; stage: Stage<BuildContext> };

export type Plan = readonly Step[];

const inStrapi = (stage: Stage<RunContext>): Step => ({ process: 'strapi', stage, commits: false });
const committing = (stage: Stage<RunContext>): Step => ({ process: 'strapi', stage, commits: true });
const inBuilder = (stage: Stage<BuildContext>): Step => ({ process: 'builder', stage });

/** Each kind of run as the list of its stages. */
const PLANS: Record<RunKind | 'recovery', Plan> = {
  /** Builds a new generation beside the live one, checks it and makes it live. */
  rebuild: [
    inStrapi(preflight),
    inBuilder(snapshot),
    inBuilder(tag),
    inBuilder(embed),
    inBuilder(build),
    inBuilder(verify),
    inStrapi(upload),
    committing(swap),
    inStrapi(writeTags),
    inStrapi(compare),
    inStrapi(retire),
  ],
  /** Tags the published records; search does not change. */
  tag: [inStrapi(preflight), inBuilder(snapshot), inBuilder(tag), committing(writeTags), inStrapi(retire)],
  /** Makes an earlier generation live. */
  rollback: [
    inStrapi(checkGeneration),
    inStrapi(upload),
    committing(swap),
    inStrapi(compare),
    inStrapi(retire),
  ],
  /** Makes an intact generation live in place of one that cannot be served. */
  recovery: [
    inStrapi(adoptGeneration),
    inStrapi(upload),
    committing(swap),
    inStrapi(compare),
    inStrapi(retire),
  ],
};

const TAGGING: readonly StageName[] = ['tag', 'write-tags'];

/** What is configured; without it, no run has its stages. */
export type Has = { tagging: boolean; upload: boolean };

export const planOf = ({ kind, replaces }: Pick<RunInput, 'kind' | 'replaces'>, has: Has): Plan =>
  PLANS[replaces === null ? kind : 'recovery'].filter(
    ({ stage: { name } }) => (has.tagging || !TAGGING.includes(name)) && (has.upload || name !== 'upload')
  );

export const stageNames = (plan: Plan): StageName[] => plan.map(({ stage }) => stage.name);

/** The stages of a plan that the builder runs, in their order. */
export const builderStages = (plan: Plan): Stage<BuildContext>[] =>
  plan.flatMap((step) => (step.process === 'builder' ? [step.stage] : []));
