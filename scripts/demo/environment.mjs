// @ts-check
import path from 'node:path';

import { root } from '../setup/paths.mjs';

/**
 * The settings of the application with this engine in place of theirs.
 *
 * @param {readonly string[]} nodes Addresses of a cluster.
 * @param {string} [settings] What INDEX_REBUILD_SETTINGS has.
 */
const settingsWith = (nodes, settings = '{}') =>
  JSON.stringify({ ...JSON.parse(settings), engine: { kind: 'opensearch', nodes } });

/**
 * What tells the application, and every command on it, to use a database and an index in this folder.
 *
 * @param {string} folder
 * @param {readonly string[] | null} [nodes] Addresses of the cluster that has the index; none for the embedded engine.
 */
export const environmentOf = (folder, nodes = null) => ({
  DATABASE_CLIENT: 'sqlite',
  DATABASE_FILENAME: path.join(folder, 'data.db'),
  INDEX_REBUILD_DIR: path.join(folder, 'index'),
  ...(nodes && { INDEX_REBUILD_SETTINGS: settingsWith(nodes, process.env.INDEX_REBUILD_SETTINGS) }),
});

/** A value as a shell reads it. @param {string} value */
const quoted = (value) => (/^[\w./-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`);

/**
 * How to call the command line on the demo, from the application's folder.
 *
 * @param {string | null} folder
 * @param {readonly string[] | null} [nodes]
 */
export const shellCommand = (folder, nodes = null) => {
  const command = 'npx index-rebuild status';
  if (folder === null) return command;
  const variables = Object.entries(environmentOf(path.relative(root, folder), nodes));
  return [...variables.map(([name, value]) => `${name}=${quoted(value)}`), command].join(' ');
};
