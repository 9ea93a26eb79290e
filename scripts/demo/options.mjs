// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { fromRoot } from '../setup/paths.mjs';
import { SetupError } from '../setup/run.mjs';

const USAGE = 'npm run demo [-- --from FILE.jsonl]';
const DEFAULT_EXPERTS = 500;
const MAX_EXPERTS = 100_000;

/**
 * @typedef {object} DemoOptions
 * @property {string | null} from Absolute path of a file of real experts; null for invented ones.
 * @property {number} experts How many to invent.
 * @property {string | null} folder Where the demo of a file keeps its database and index; null for those of the application.
 * @property {{ email: string, password: string }} admin
 */

const readFrom = (/** @type {string[]} */ args) => {
  try {
    return parseArgs({ args, options: { from: { type: 'string' } } }).values.from ?? null;
  } catch (error) {
    throw new SetupError(`${/** @type {Error} */ (error).message}\nUsage: ${USAGE}`);
  }
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

/**
 * Each file of experts has a folder of its own, and so keeps what was embedded of it. Invented
 * experts go where `npm run dev` and the command line look.
 */
const folderFor = (/** @type {string | null} */ from) => {
  if (from === null) return null;
  if (!existsSync(from)) throw new SetupError(`There is no file ${from}.\nUsage: ${USAGE}`);
  const hash = createHash('sha256').update(readFileSync(from)).digest('hex').slice(0, 12);
  return fromRoot('.tmp', 'demo', `from-${hash}`);
};

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env DEMO_EXPERTS, DEMO_ADMIN_EMAIL, DEMO_ADMIN_PASSWORD
 * @returns {DemoOptions}
 * @throws {SetupError} naming what is wrong and how it should be.
 */
export const readOptions = (args, env) => {
  const given = readFrom(args);
  const from = given === null ? null : path.resolve(given);
  return {
    from,
    experts: readExperts(env.DEMO_EXPERTS),
    folder: folderFor(from),
    admin: checkAdmin({
      email: env.DEMO_ADMIN_EMAIL || 'admin@example.com',
      password: env.DEMO_ADMIN_PASSWORD || 'Demo-admin-1',
    }),
  };
};
