import type { Run } from '../../../shared/contracts';
import type { Strapi } from '../lib/strapi';
import { isFinal } from '../domain/run';
import type { Erased } from '../services/erasure';
import { getService } from '../container/services';
import type { Command } from './arguments';
import { EXIT, exitCodeOfRun, exitCodeOfVerified, type ExitCode } from './exit-codes';
import {
  createProgress,
  generationsText,
  print,
  printJson,
  purgeText,
  runText,
  sayTarget,
  statusText,
} from './output';
import { interruptible } from './interrupt';
import { targetOf, type Target } from './target';
import { userName } from './user';

const LOOK_EVERY_MS = 200;

type CommandOf<Name extends Command['name']> = Extract<Command, { name: Name }>;

const untilEnded = async (strapi: Strapi, id: string): Promise<Run> => {
  const runs = getService(strapi, 'runs');
  const progress = createProgress();
  for (;;) {
    const run = await runs.get(id);
    progress.show(run);
    if (isFinal(run.status)) {
      progress.end();
      await runs.idle();
      return run;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};

/** Follows a run to its end, whichever process executes it. A signal cancels it, unless it is too late for that. */
const follow = (strapi: Strapi, id: string): Promise<Run> =>
  interruptible(
    () => untilEnded(strapi, id),
    () => getService(strapi, 'runs').cancel(id, userName())
  );

const tell = (run: Run, json: boolean): ExitCode => {
  if (json) printJson(run);
  else print(runText(run));
  return exitCodeOfRun(run.status);
};

export const status = async (strapi: Strapi, { json }: { json: boolean }): Promise<ExitCode> => {
  // This process serves nothing, so it cannot tell whether search answers.
  const found = await getService(strapi, 'status').get();
  const target = targetOf(strapi);
  if (json) printJson({ ...found, ...target });
  else print(statusText(found, target));
  return EXIT.ok;
};

/**
 * Starts a rebuild or a tag run.
 *
 * @param onStarted Called as soon as the run exists, with the run and its target.
 */
export const start = async (
  strapi: Strapi,
  command: CommandOf<'rebuild' | 'tag'>,
  onStarted: (run: Run, target: Target) => void
): Promise<ExitCode> => {
  const target = targetOf(strapi);
  sayTarget(target);
  const { name: kind, json } = command;
  const ofRebuild = command.name === 'rebuild' ? command : undefined;
  const run = await getService(strapi, 'runs').start({
    kind,
    trigger: 'cli',
    startedBy: userName(),
    ...{ allowShrink: ofRebuild?.allowShrink, allowDrop: ofRebuild?.allowDrop, reason: ofRebuild?.reason },
  });
  onStarted(run, target);
  return tell(await follow(strapi, run.id), json);
};

export const cancel = async (strapi: Strapi, { json }: { json: boolean }): Promise<ExitCode> => {
  sayTarget(targetOf(strapi));
  const runs = getService(strapi, 'runs');
  const active = await runs.findActive();
  if (!active) {
    if (json) printJson(null);
    else print('No run is active.');
    return EXIT.notPossible;
  }
  await runs.cancel(active.id, userName());
  const run = await follow(strapi, active.id);
  tell(run, json);
  return run.status === 'cancelled' ? EXIT.ok : EXIT.notPossible;
};

export const generations = async (strapi: Strapi, { json }: { json: boolean }): Promise<ExitCode> => {
  const list = await getService(strapi, 'generations').list();
  if (json) printJson(list);
  else print(generationsText(list));
  return EXIT.ok;
};

export const rollback = async (
  strapi: Strapi,
  { generation, reason, json }: CommandOf<'rollback'>
): Promise<ExitCode> => {
  sayTarget(targetOf(strapi));
  const details = { generation, reason, trigger: 'cli', startedBy: userName() } as const;
  const run = await getService(strapi, 'runs').rollBack(details);
  return tell(await follow(strapi, run.id), json);
};

/** Erases a record that is no longer published, after a rebuild without it where the live generation has it. */
export const purge = async (strapi: Strapi, { documentId, json }: CommandOf<'purge'>): Promise<ExitCode> => {
  sayTarget(targetOf(strapi));
  const erasure = getService(strapi, 'erasure');
  await erasure.assertNotPublished(documentId);
  let erased: Erased | null = null;
  while (erased === null) {
    if (await erasure.isInLive(documentId)) {
      const by = { trigger: 'cli', startedBy: userName(), reason: `Erasure of ${documentId}` } as const;
      const { id } = await getService(strapi, 'runs').start({ kind: 'rebuild', ...by });
      const run = await follow(strapi, id);
      if (run.status !== 'completed') return tell(run, json);
    }
    erased = await erasure.erase(documentId);
  }
  if (json) printJson(erased);
  else print(purgeText(documentId, erased));
  return EXIT.ok;
};

export const verify = async (strapi: Strapi, { json }: { json: boolean }): Promise<ExitCode> => {
  const results = await getService(strapi, 'generations').verify();
  if (json) printJson(results);
  else if (results.length === 0) print('No generation is kept. Run a rebuild.');
  else {
    for (const { generation, live, problem } of results) {
      const mark = live ? ' (live)' : '';
      print(`${generation}${mark}  ${problem ? `${problem.code}: ${problem.message}` : 'ok'}`);
    }
  }
  return exitCodeOfVerified(results.flatMap(({ problem }) => (problem ? [problem.code] : [])));
};
