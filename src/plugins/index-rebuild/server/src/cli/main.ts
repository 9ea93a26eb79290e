import { fork } from 'node:child_process';

import type { Run } from '../../../shared/contracts';
import type { Strapi } from '../lib/strapi';
import { IndexRebuildError, type PlainError } from '../domain/errors';
import { readCommand, USAGE, UsageError, type Command } from './arguments';
import { EXIT, exitCodeOfError, type ExitCode } from './exit-codes';
import { complain, print, printJson, sayTarget } from './output';
import type { Target } from './target';

type FromBackground = { started: Run; target: Target } | { refused: PlainError };

/** The parent waiting for a background run to start, if there is one. */
const tellParent = (message: FromBackground): void => {
  if (process.connected) process.send?.(message, undefined, undefined, () => process.disconnect());
};

type StrapiCommand = Exclude<Command, { name: 'help' | 'setup' }>;

const execute = async (strapi: Strapi, command: StrapiCommand): Promise<ExitCode> => {
  const commands = await import('./commands');
  if (command.name === 'rebuild' || command.name === 'tag') {
    return commands.start(strapi, command, (started, target) => tellParent({ started, target }));
  }
  if (command.name === 'rollback') return commands.rollback(strapi, command);
  if (command.name === 'purge') return commands.purge(strapi, command);
  return commands[command.name](strapi, command);
};

/** Executes the run in a process that outlives this one, and waits only until it has started. */
const inBackground = (args: readonly string[], json: boolean): Promise<ExitCode> =>
  new Promise((resolve) => {
    const child = fork(process.argv[1], [...args, '--wait'], {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.once('message', (message: FromBackground) => {
      child.unref();
      if ('refused' in message) return resolve(refuse(IndexRebuildError.fromPlain(message.refused)));
      sayTarget(message.target);
      if (json) printJson(message.started);
      else
        print(
          `Run ${message.started.id} started in the background. "index-rebuild status" shows how it goes.`
        );
      return resolve(EXIT.ok);
    });
    child.once('exit', () => {
      complain('The run could not be started. Run it with --wait to see why.');
      resolve(EXIT.unexpected);
    });
  });

const refuse = (error: IndexRebuildError): ExitCode => {
  complain(`${error.code}: ${error.message}`);
  return exitCodeOfError(error.code);
};

const run = async (args: string[]): Promise<ExitCode> => {
  try {
    const command = readCommand(args);
    if (command.name === 'help') {
      print(USAGE);
      return EXIT.ok;
    }
    if (command.name === 'setup') {
      const { setup } = await import('./setup');
      return await setup(command);
    }
    if ((command.name === 'rebuild' || command.name === 'tag') && !command.wait)
      return await inBackground(args, command.json);
    // Loaded here, since the set-up works before Strapi can be loaded.
    const { withStrapi } = await import('./app');
    return await withStrapi((strapi) => execute(strapi, command));
  } catch (error) {
    if (error instanceof UsageError) {
      complain(`${error.message}\n\n${USAGE}`);
      return EXIT.usage;
    }
    if (error instanceof IndexRebuildError) {
      tellParent({ refused: error.toPlain() });
      return refuse(error);
    }
    complain(error instanceof Error ? error.message : String(error));
    return EXIT.unexpected;
  }
};

export const main = async (args: string[]): Promise<void> => {
  // Strapi leaves timers and handles behind that would keep the process alive.
  process.exit(await run(args));
};
