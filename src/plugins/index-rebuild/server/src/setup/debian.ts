import { setupFailed } from '../domain/errors';
import { outputOf, type Commands } from './run';

const isInstalled = async (name: string): Promise<boolean> => {
  const status = await outputOf('dpkg-query', ['-W', '-f=${Status}', name]);
  return status?.includes('install ok installed') ?? false;
};

/** @returns Which of the packages are missing; none on systems other than Debian and its kin. */
export const missingDebianPackages = async (names: readonly string[]): Promise<string[]> => {
  if ((await outputOf('apt-get', ['--version'])) === null) return [];
  const installed = await Promise.all(names.map(isInstalled));
  return names.filter((_, at) => !installed[at]);
};

/** The prefix for installing packages: none for root, sudo if it needs no password, null if not possible. */
const installer = async (): Promise<string[] | null> => {
  if (process.getuid?.() === 0) return [];
  return (await outputOf('sudo', ['-n', 'true'])) === null ? null : ['sudo', '-n'];
};

const installCommand = (names: readonly string[]): string[] => [
  ...['apt-get', 'install', '-y', '--no-install-recommends'],
  ...names,
];

type Options = {
  commands: Commands;
  cwd: string;
  /** Completes the sentence "… is needed for". */
  purpose: string;
  /** Whether they may be installed; else the error says how. */
  install: boolean;
};

/**
 * Makes sure that Debian packages are there; does nothing on other systems.
 *
 * @throws SETUP_FAILED with the command to run by hand.
 */
export const ensureDebianPackages = async (
  names: readonly string[],
  { commands, cwd, purpose, install }: Options
): Promise<void> => {
  const missing = await missingDebianPackages(names);
  if (missing.length === 0) return;
  const byHand = `${missing.join(', ')} is needed for ${purpose}. Run\n\n  sudo apt-get update && sudo ${installCommand(missing).join(' ')}\n\nthen run this again.`;
  const prefix = install ? await installer() : null;
  if (prefix === null) throw setupFailed(byHand);
  const options = { cwd, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await commands.run('apt-update', [...prefix, 'apt-get', 'update'], options);
  const { ok, tail } = await commands.run('apt-install', [...prefix, ...installCommand(missing)], options);
  if (!ok) throw setupFailed(`Installing packages failed:\n${tail}\n\n${byHand}`);
};
