// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { missingForCluster } from '../cluster/install.mjs';
import { fromRoot } from '../setup/paths.mjs';
import { SetupError } from '../setup/run.mjs';

const USAGE = 'npm run demo [-- [--from FILE.jsonl] [--engine embedded|opensearch]]';
const ENGINES = /** @type {const} */ (['embedded', 'opensearch']);
const DEFAULT_EXPERTS = 500;
const MAX_EXPERTS = 100_000;

/**
 * @typedef {typeof ENGINES[number]} Engine
 *
 * @typedef {object} DemoOptions
 * @property {string | null} from Absolute path of a file of real experts; null for invented ones.
 * @property {number} experts How many to invent.
 * @property {Engine} engine Where its index is; the nodes of OpenSearch are started and ended with the demo.
 * @property {string | null} folder Where a demo of its own keeps its database and index; null for those of the application.
 * @property {{ email: string, password: string }} admin
 */

const readArguments = (/** @type {string[]} */ args) => {
  try {
    return parseArgs({ args, options: { from: { type: 'string' }, engine: { type: 'string' } } }).values;
  } catch (error) {
    throw new SetupError(`${/** @type {Error} */ (error).message}\nUsage: ${USAGE}`);
  }
};

/** @param {string} given @returns {Engine} */
const readEngine = (given = 'embedded') => {
  const engine = ENGINES.find((one) => one === given);
  if (!engine) throw new SetupError(`There is no engine "${given}".\nUsage: ${USAGE}`);
  const missing = engine === 'opensearch' ? missingForCluster() : null;
  if (missing) throw new SetupError(missing);
  return engine;
};

const readExperts = (/** @type {string | undefined} */ text) => {
  if (text === undefined || text === '') return DEFAULT_EXPERTS;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_EXPERTS) return count;
  throw new SetupError(`DEMO_EXPERTS is a whole number from 1 to ${MAX_EXPERTS}, not "${text}".`);
};

/** Strapi's own rule for an administrator's password, told before anything is installed. */
const checkAdmin = (/** @type {{ email: string, password: string }} */ admin) => {
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(admin.email)) {
    throw new SetupError(`DEMO_ADMIN_EMAIL is an e-mail address, not "${admin.email}".`);
  }
  const { password } = admin;
  if (password.length < 8 || !/[a-z]/.test(password) || !/[A-Z]/.test(password) || !/\d/.test(password)) {
    throw new SetupError(
      'DEMO_ADMIN_PASSWORD needs 8 characters or more, with a small letter, a capital and a digit.'
    );
  }
  return admin;
};

/** @param {string | null} from */
const nameOf = (from) => {
  if (from === null) return [];
  if (!existsSync(from)) throw new SetupError(`There is no file ${from}.\nUsage: ${USAGE}`);
  return [`from-${createHash('sha256').update(readFileSync(from)).digest('hex').slice(0, 12)}`];
};

/**
 * Each file of experts has a folder of its own for each engine, and so keeps what was embedded of it.
 * Invented experts go where `npm run dev` and the command line look, unless their index is in a cluster, which
 * those do not have.
 *
 * @param {string | null} from
 * @param {Engine} engine
 */
const folderFor = (from, engine) => {
  const parts = [...nameOf(from), ...(engine === 'embedded' ? [] : [engine])];
  return parts.length === 0 ? null : fromRoot('.tmp', 'demo', parts.join('-'));
};

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env DEMO_EXPERTS, DEMO_ADMIN_EMAIL, DEMO_ADMIN_PASSWORD
 * @returns {DemoOptions}
 * @throws {SetupError} naming what is wrong and how it should be.
 */
export const readOptions = (args, env) => {
  const given = readArguments(args);
  const from = given.from === undefined ? null : path.resolve(given.from);
  const engine = readEngine(given.engine);
  return {
    ...{ from, engine },
    experts: readExperts(env.DEMO_EXPERTS),
    folder: folderFor(from, engine),
    admin: checkAdmin({
      email: env.DEMO_ADMIN_EMAIL || 'admin@example.com',
      password: env.DEMO_ADMIN_PASSWORD || 'Demo-admin-1',
    }),
  };
};
