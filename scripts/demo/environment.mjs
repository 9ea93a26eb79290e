// @ts-check
import path from 'node:path';

import { root } from '../setup/paths.mjs';

/**
 * What tells the application, and every command on it, to use a database and an index in this folder.
 *
 * @param {string} folder
 */
export const environmentOf = (folder) => ({
  DATABASE_CLIENT: 'sqlite',
  DATABASE_FILENAME: path.join(folder, 'data.db'),
  INDEX_REBUILD_DIR: path.join(folder, 'index'),
});

/**
 * How to call the command line on the demo, from the application's folder.
 *
 * @param {string | null} folder
 */
export const shellCommand = (folder) => {
  const command = 'npx index-rebuild status';
  if (folder === null) return command;
  const variables = Object.entries(environmentOf(path.relative(root, folder)));
  return [...variables.map(([name, value]) => `${name}=${value}`), command].join(' ');
};
