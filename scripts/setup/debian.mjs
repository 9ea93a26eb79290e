// @ts-check
import { spawnSync } from 'node:child_process';

import { run, SetupError } from './run.mjs';

const succeeds = (/** @type {string} */ command, /** @type {string[]} */ args) =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

const isInstalled = (/** @type {string} */ name) => {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' });
  return stdout?.includes('install ok installed') ?? false;
};

/** The prefix for installing packages: none for root, sudo if it needs no password, null if not possible. */
const installer = () => {
  if (!succeeds('apt-get', ['--version'])) return null;
  if (process.getuid?.() === 0) return [];
  return succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : null;
};

/** @type {Promise<unknown> | null} */
let listsUpdated = null;

/**
 * Installs missing Debian packages, if this user is allowed to.
 *
 * @param {string[]} names
 * @param {string} purpose Completes the sentence "… is needed for".
 * @throws {SetupError} with the command to run by hand.
 */
export const ensureDebianPackages = async (names, purpose) => {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const byHand = `${missing.join(', ')} is needed for ${purpose}. On Debian or Ubuntu run\n\n  sudo ${command}\n\n(on other systems the packages of the same libraries), then run this again.`;
  const prefix = installer();
  if (prefix === null) throw new SetupError(byHand);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string} */ log, /** @type {string[]} */ args) => {
    const [program, ...rest] = [...prefix, 'apt-get', ...args];
    return run(log, program, rest, { env });
  };
  listsUpdated ??= apt('apt-update', ['update']);
  await listsUpdated;
  const { ok, tail } = await apt('apt-install', command.split(' ').slice(1));
  if (!ok) throw new SetupError(`Installing packages failed:\n${tail}\n\n${byHand}`);
};
