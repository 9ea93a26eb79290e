import { existsSync } from 'node:fs';
import path from 'node:path';

import { IndexRebuildError } from '../domain/errors';
import { checkSetup, prepareSetup, setupItems, type ItemReport } from '../setup';
import type { SetupCommand } from './arguments';
import { EXIT, type ExitCode } from './exit-codes';
import { complain, print, printJson } from './output';

/** Files are put beside it, so a wrong folder must not pass for an application. */
const assertApplication = (folder: string): void => {
  if (existsSync(path.join(folder, 'package.json'))) return;
  throw new IndexRebuildError(
    'INVALID_REQUEST',
    `${folder} has no package.json. Run this in the application's folder.`
  );
};

const lineOf = ({ name, ready, text }: ItemReport, width: number): string =>
  `${name.padEnd(width)}  ${ready ? 'ok     ' : 'missing'}  ${text}`;

const show = (items: readonly ItemReport[], json: boolean): ExitCode => {
  const ready = items.every((item) => item.ready);
  const width = Math.max(...items.map(({ name }) => name.length));
  if (json) printJson({ ready, items });
  else items.forEach((item) => print(lineOf(item, width)));
  return ready ? EXIT.ok : EXIT.notSetUp;
};

/** How the settings name a model of one's own; without it the default one stays in use. */
const adviceFor = (modelDir: string): string =>
  `To use it, set embedder: { modelDir: '${modelDir}' } in config/plugins.ts under 'index-rebuild', restart Strapi and run a rebuild.`;

/**
 * Prepares the application in the current folder, or only looks. Neither Strapi nor a database is needed.
 *
 * @throws SETUP_FAILED or PLATFORM_UNSUPPORTED, saying what to do.
 */
export const setup = async ({
  check,
  model,
  installPackages,
  json,
}: Omit<SetupCommand, 'name'>): Promise<ExitCode> => {
  const appDir = process.cwd();
  assertApplication(appDir);
  const items = setupItems({ appDir, environment: process.env, modelDir: model, installPackages });
  if (check) return show(await checkSetup(items), json);
  const code = show(await prepareSetup(items, complain), json);
  if (model && code === EXIT.ok && !json) print(adviceFor(model));
  return code;
};
