import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { setupFailed, SETUP_COMMAND } from '../../domain/errors';
import { bindingFileIn } from '../../domain/setup-folder';
import { inWorkFolder } from '../folder';
import type { SetupItem } from '../item';
import { probe, type Commands } from '../run';
import { compileBinding } from './compile';
import { fetchPrebuilt } from './prebuilt';

const BINDING = path.basename(bindingFileIn(''));

/** @returns Why the binding cannot be used; null if it can. @param file The package's own if left out. */
const problemOf = (file?: string): Promise<string | null> =>
  probe(path.join(__dirname, 'probe.js'), file === undefined ? [] : [file]);

type Options = { setupDir: string; commands: Commands; installPackages: boolean };

/** A prebuilt binding that works, else one that is compiled here. @throws SETUP_FAILED */
const buildIn = async (folder: string, { commands, installPackages }: Options): Promise<string> => {
  const prebuilt = await fetchPrebuilt(commands, folder);
  if (prebuilt && (await problemOf(path.join(prebuilt, BINDING))) === null) return prebuilt;
  const compiled = await compileBinding(commands, folder, installPackages);
  const problem = await problemOf(path.join(compiled, BINDING));
  if (problem === null) return compiled;
  throw setupFailed(`The FAISS binding was built, but cannot be used: ${problem}`);
};

/** The native binding of FAISS: what already works, else a prebuilt one, else one that is compiled. */
export const faissItem = (options: Options): SetupItem => {
  const target = bindingFileIn(options.setupDir);
  return {
    name: 'FAISS binding',
    async check() {
      const prepared = existsSync(target);
      const problem = await problemOf(prepared ? target : undefined);
      if (problem === null) return { ready: true, text: prepared ? target : 'the one of faiss-node' };
      const what = prepared ? `it cannot be loaded (${problem})` : 'there is none';
      return { ready: false, text: `${what}; run "${SETUP_COMMAND}"` };
    },
    prepare: () =>
      inWorkFolder(options.setupDir, async (folder) => {
        const built = await buildIn(folder, options);
        await rm(path.dirname(target), { recursive: true, force: true });
        await rename(built, path.dirname(target));
      }),
  };
};
