import { parseArgs } from 'node:util';

export const USAGE = `Usage: index-rebuild <command> [options]

  setup                       prepare what npm cannot install: FAISS binding, embedding model
    --check                   only say what is missing
    --model <folder>          prepare the sentence-transformers model in this folder instead
    --without-model           no local model: the embedder is a provider
    --install-packages        install missing Debian packages (as root or with sudo)
  status                      what the tab Overview shows in the admin
  rebuild                     start a rebuild in the background and print its id
    --wait                    run it in this process, with progress, until it has ended
    --allow-shrink            let the index become much smaller, this once
    --allow-drop              let golden queries be answered worse, this once; needs --reason
  tag                         tag the records that have to be tagged; takes --wait
  cancel                      cancel the run that is active, and wait for its end
  generations                 the generations that are kept
  rollback <id>               make an earlier generation live
    --reason <text>           why; kept in the history
  purge <documentId>          erase a record that is no longer published from every index version;
                              rebuilds first if the live one holds it
  verify                      compare the kept generations' files with their checksums

  --json                      print JSON instead of text
  --help                      print this

Run it in the application's folder. It works beside a running Strapi.
Exit codes: 0 done, 1 unexpected error, 2 wrong usage, 3 another run is active, 4 the run failed,
5 the run was cancelled or interrupted, 6 not possible, 7 damaged files, 8 not set up.`;

export class UsageError extends Error {}

export type SetupCommand = {
  name: 'setup';
  /** Changes nothing. */
  check: boolean;
  /** A folder; undefined for the default model, null for none. */
  model: string | null | undefined;
  installPackages: boolean;
  json: boolean;
};

export type Command =
  | { name: 'help' }
  | SetupCommand
  | { name: 'status' | 'cancel' | 'generations' | 'verify'; json: boolean }
  | {
      name: 'rebuild';
      wait: boolean;
      allowShrink: boolean;
      allowDrop: boolean;
      reason: string | undefined;
      json: boolean;
    }
  | { name: 'tag'; wait: boolean; json: boolean }
  | { name: 'rollback'; generation: string; reason: string | undefined; json: boolean }
  | { name: 'purge'; documentId: string; json: boolean };

const OPTIONS = {
  wait: { type: 'boolean', default: false },
  'allow-shrink': { type: 'boolean', default: false },
  'allow-drop': { type: 'boolean', default: false },
  reason: { type: 'string' },
  check: { type: 'boolean', default: false },
  model: { type: 'string' },
  'without-model': { type: 'boolean', default: false },
  'install-packages': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

type Name = Exclude<Command['name'], 'help'>;

/** Which options each command takes besides --json and --help. */
const TAKES: Record<Name, readonly (keyof typeof OPTIONS)[]> = {
  setup: ['check', 'model', 'without-model', 'install-packages'],
  status: [],
  rebuild: ['wait', 'allow-shrink', 'allow-drop', 'reason'],
  tag: ['wait'],
  cancel: [],
  generations: [],
  rollback: ['reason'],
  purge: [],
  verify: [],
};

const parse = (args: string[]) => {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
};

const isTrue = (value: string | boolean | undefined): boolean => value === true;

const GENERAL: readonly string[] = ['json', 'help'];

type Values = ReturnType<typeof parse>['values'];

/** @throws UsageError for an option that the command does not take. */
const assertTaken = (name: Name, values: Values): void => {
  const given = Object.entries(values).filter(([option, value]) => value && !GENERAL.includes(option));
  const taken: readonly string[] = TAKES[name];
  const wrong = given.find(([option]) => !taken.includes(option));
  if (wrong) throw new UsageError(`"${name}" does not take --${wrong[0]}.`);
};

const readSetup = (values: Values): SetupCommand => {
  const { model, json = false } = values;
  const withoutModel = isTrue(values['without-model']);
  if (model === '') throw new UsageError('Name the folder: --model <folder>.');
  if (model !== undefined && withoutModel) {
    throw new UsageError('Use either --model or --without-model.');
  }
  return {
    name: 'setup',
    check: isTrue(values.check),
    model: withoutModel ? null : model,
    installPackages: isTrue(values['install-packages']),
    json,
  };
};

/** @throws UsageError */
const readRebuild = (values: Values): Command => {
  const { reason, json = false } = values;
  const allowDrop = isTrue(values['allow-drop']);
  if (allowDrop && !reason?.trim()) throw new UsageError('Say why, with --reason.');
  const allowShrink = isTrue(values['allow-shrink']);
  return { name: 'rebuild', wait: isTrue(values.wait), allowShrink, allowDrop, reason, json };
};

const isName = (name: string | undefined): name is Name => name !== undefined && Object.hasOwn(TAKES, name);

/** What a command is about, where it is about one thing. */
const NAMED = {
  rollback: 'which generation: index-rebuild rollback <id>',
  purge: 'which record: index-rebuild purge <documentId>',
} as const;

/** @throws UsageError */
const named = (name: keyof typeof NAMED, id: string | undefined): string => {
  if (!id) throw new UsageError(`Say ${NAMED[name]}.`);
  return id;
};

/** @throws UsageError */
export const readCommand = (args: string[]): Command => {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (values.help || name === 'help') return { name: 'help' };
  if (name === undefined) throw new UsageError('Name a command.');
  if (!isName(name)) throw new UsageError(`There is no command "${name}".`);
  assertTaken(name, values);
  const { json = false } = values;
  const wanted = Object.hasOwn(NAMED, name) ? 1 : 0;
  if (rest.length > wanted) throw new UsageError(`Unexpected argument "${rest[wanted]}".`);
  if (name === 'rollback') return { name, generation: named(name, rest[0]), reason: values.reason, json };
  if (name === 'purge') return { name, documentId: named(name, rest[0]), json };
  if (name === 'setup') return readSetup(values);
  if (name === 'rebuild') return readRebuild(values);
  if (name === 'tag') return { name, wait: isTrue(values.wait), json };
  return { name, json };
};
