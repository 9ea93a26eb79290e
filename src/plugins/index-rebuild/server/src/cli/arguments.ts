import { parseArgs } from 'node:util';

export const USAGE = `Usage: index-rebuild <command> [options]

  status                      what the admin's status card shows
  rebuild                     start a rebuild in the background and print its id
    --wait                    run it in this process, with progress, until it has ended
    --allow-shrink            let the index become much smaller, this once
  tag                         tag the records that have to be tagged; takes --wait
  cancel                      cancel the run that is active, and wait for its end
  generations                 the generations that are kept on this machine
  rollback <id>               make an earlier generation live
    --reason <text>           why; kept in the history
  verify                      compare the kept generations' files with their checksums

  --json                      print JSON instead of text
  --help                      print this

Run it in the application's folder. It works beside a running Strapi.
Exit codes: 0 done, 1 unexpected error, 2 wrong usage, 3 another run is active, 4 the run failed,
5 the run was cancelled or interrupted, 6 not possible, 7 damaged files.`;

export class UsageError extends Error {}

export type Command =
  | { name: 'help' }
  | { name: 'status' | 'cancel' | 'generations' | 'verify'; json: boolean }
  | { name: 'rebuild'; wait: boolean; allowShrink: boolean; json: boolean }
  | { name: 'tag'; wait: boolean; json: boolean }
  | { name: 'rollback'; generation: string; reason: string | undefined; json: boolean };

const OPTIONS = {
  wait: { type: 'boolean', default: false },
  'allow-shrink': { type: 'boolean', default: false },
  reason: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Name = Exclude<Command['name'], 'help'>;

/** Which options each command takes besides --json and --help. */
const TAKES: Record<Name, readonly string[]> = {
  status: [],
  rebuild: ['wait', 'allow-shrink'],
  tag: ['wait'],
  cancel: [],
  generations: [],
  rollback: ['reason'],
  verify: [],
};

const parse = (args: string[]) => {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};

const isName = (name: string | undefined): name is Name => name !== undefined && name in TAKES;

/** @throws UsageError */
export const readCommand = (args: string[]): Command => {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (values.help || name === 'help') return { name: 'help' };
  if (name === undefined) throw new UsageError('Name a command.');
  if (!isName(name)) throw new UsageError(`There is no command "${name}".`);
  const given = (['wait', 'allow-shrink', 'reason'] as const).filter((option) => values[option]);
  const wrong = given.find((option) => !TAKES[name].includes(option));
  if (wrong) throw new UsageError(`"${name}" does not take --${wrong}.`);
  const { json = false } = values;
  const wanted = name === 'rollback' ? 1 : 0;
  if (rest.length > wanted) throw new UsageError(`Unexpected argument "${rest[wanted]}".`);
  if (name === 'rollback') {
    if (!rest[0]) throw new UsageError('Say which generation: index-rebuild rollback <id>.');
    return { name, generation: rest[0], reason: values.reason, json };
  }
  if (name === 'rebuild') {
    return { name, wait: Boolean(values.wait), allowShrink: Boolean(values['allow-shrink']), json };
  }
  if (name === 'tag') return { name, wait: Boolean(values.wait), json };
  return { name, json };
};
