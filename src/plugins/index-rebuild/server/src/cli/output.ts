import type { Drift, Generation, LastSwap, NextRebuild, Run, Status } from '../../../shared/contracts';
import type { Target } from './target';

const MB = 1024 * 1024;
const BAR_WIDTH = 24;
const NONE = '-';

export const print = (text: string): void => void process.stdout.write(`${text}\n`);
export const complain = (text: string): void => void process.stderr.write(`${text}\n`);
/** On stderr, so that it never ends up in a pipe. */
export const sayTarget = ({ database, storageDir }: Target): void =>
  complain(`Database ${database}, index ${storageDir}`);
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

const NAMES: Record<Status['status'], string> = {
  idle: 'Idle',
  running: 'Rebuilding…',
  done: 'Complete',
  error: 'Failed',
};

const driftText = (drift: Drift | null): string => {
  if (drift === null) return NONE;
  const { added, changed, removed, level, since } = drift;
  if (since === null) return 'none';
  return `${added} added, ${changed} changed, ${removed} removed since ${since} (level ${level})`;
};

const swapText = ({ run, at, search }: LastSwap): string =>
  `run ${run}, ${at}, ${search.queries} searches meanwhile, ${search.failed} failed`;

const nextText = ({ scheduledAt, onChanges }: NextRebuild): string =>
  [
    ...(scheduledAt ? [scheduledAt] : []),
    ...(onChanges
      ? [`at a drift of ${onChanges.share} of the records or ${onChanges.maxAgeHours} h of age`]
      : []),
  ].join(', or ');

/** Only shown when there is something to act on. */
const storageLines = ({ unknownGenerations, otherInstallations, error }: Status['storage']): string[][] => [
  ...(error ? [['Index versions', `${error.code}: ${error.message}`]] : []),
  ...(unknownGenerations.length > 0
    ? [['Unknown on disk', unknownGenerations.map(({ id }) => id).join(', ')]]
    : []),
  ...(otherInstallations > 0 ? [['Other installations', String(otherInstallations)]] : []),
];

export const statusText = (status: Status, { database, storageDir }: Target): string =>
  [
    ['Status', status.status === 'running' && status.run?.kind === 'tag' ? 'Tagging…' : NAMES[status.status]],
    ['Last rebuild', status.lastRebuildAt ?? 'never'],
    ['Records at rebuild', status.recordsAtRebuild ?? NONE],
    ['Live generation', status.generation ?? NONE],
    ['Last swap', status.lastSwap ? swapText(status.lastSwap) : NONE],
    ['Next rebuild', status.nextRebuild ? nextText(status.nextRebuild) : 'when asked for'],
    ['Drift', driftText(status.drift)],
    ['Started at', status.startedAt ?? NONE],
    ['Started by', status.run ? `${status.run.startedBy ?? NONE} (${status.run.trigger})` : NONE],
    ...storageLines(status.storage),
    ...(status.error ? [['Error', `${status.error.code}: ${status.error.message}`]] : []),
    ['Database', database],
    ['Index folder', storageDir],
  ]
    .map(([label, value]) => `${String(label).padEnd(20)}${value}`)
    .join('\n');

/** Columns as wide as their widest cell. */
const table = (rows: readonly string[][]): string => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd()
    )
    .join('\n');
};

export const generationsText = (generations: readonly Generation[]): string => {
  if (generations.length === 0) return 'No generation is kept. Run a rebuild.';
  const rows = generations.map(({ id, live, createdAt, records, model, bytes, currentSpec, problem }) => [
    ...[id, live ? 'live' : '', createdAt, String(records), model, `${(bytes / MB).toFixed(1)} MB`],
    [...(currentSpec ? [] : ['older spec']), ...(problem ? ['not reachable'] : [])].join(', '),
  ]);
  const problems = new Set(generations.flatMap(({ problem }) => (problem ? [problem.message] : [])));
  return [table([['GENERATION', '', 'MADE', 'RECORDS', 'MODEL', 'SIZE', ''], ...rows]), ...problems].join(
    '\n'
  );
};

export const runText = (run: Run): string => {
  const { embedded, reused, failed, tagged } = run.records;
  const seconds = ((run.durationMs ?? 0) / 1000).toFixed(1);
  const lines = [`Run ${run.id} ${run.status} after ${seconds} s`];
  if (run.kind === 'rebuild') lines.push(`${embedded} embedded, ${reused} reused, ${failed} failed`);
  if (run.stages.some(({ stage }) => stage === 'tag')) lines.push(`${tagged} tagged anew`);
  if (run.cancelledBy) lines.push(`Cancelled by ${run.cancelledBy}`);
  if (run.error) lines.push(`${run.error.code}: ${run.error.message}`);
  if (run.warning) lines.push(`${run.warning.code}: ${run.warning.message}`);
  return lines.join('\n');
};

/** Shows the stages as they run: bars on a terminal, a line for each start and end of a stage in a pipe. */
export const createProgress = () => {
  const said = new Set<string>();
  const terminal = process.stderr.isTTY;

  const bar = (done: number, total: number | null): string => {
    if (!total) return '';
    const filled = Math.round((done / total) * BAR_WIDTH);
    return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${done}/${total}`;
  };

  const onTerminal = (run: Run): void => {
    const stage = run.stages.find(({ state }) => state === 'running');
    if (!stage) return;
    const left = stage.secondsLeft === null ? '' : `, ${stage.secondsLeft} s left`;
    process.stderr.write(`\r\u001b[K${stage.stage.padEnd(9)}${bar(stage.done, stage.total)}${left}`);
  };

  const inPipe = (run: Run): void => {
    for (const { stage, state, total } of run.stages) {
      const line = state === 'done' ? `${stage} done${total ? ` (${total})` : ''}` : `${stage} started`;
      if (state === 'pending' || said.has(line)) continue;
      said.add(line);
      complain(line);
    }
  };

  return {
    show: (run: Run): void => (terminal ? onTerminal(run) : inPipe(run)),
    end: (): void => void (terminal && process.stderr.write('\r\u001b[K')),
  };
};

/** What was erased, for people. */
export const purgeText = (
  documentId: string,
  { removed, runs }: { removed: string[]; runs: number }
): string =>
  [
    `No index version holds ${documentId} any more.`,
    removed.length === 0 ? 'Nothing had to be removed.' : `Removed: ${removed.join(', ')}.`,
    ...(runs === 0 ? [] : [`Taken off the lists of failed records of ${runs} runs.`]),
  ].join('\n');
