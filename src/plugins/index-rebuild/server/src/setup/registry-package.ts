import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { setupFailed } from '../domain/errors';
import type { Commands } from './run';

/** A version of a package, and the checksum of its archive in base64. */
export type PinnedPackage = { name: string; version: string; sha512: string };

const archiveOf = ({ name, version }: PinnedPackage): string =>
  `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;

const assertChecksum = async (archive: string, { name, version, sha512 }: PinnedPackage): Promise<void> => {
  const found = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64');
  if (found === sha512) return;
  throw setupFailed(
    `${name}@${version} does not have the expected checksum. It was not used. Check which registry npm is configured to use, then run this again.`
  );
};

/**
 * Downloads a package with the user's npm, compares it with its checksum and unpacks it. None of its
 * scripts runs.
 *
 * @param keep Which files to unpack, by their paths in the package.
 * @returns The folder with the package's files.
 * @throws SETUP_FAILED
 */
export const fetchPackage = async (
  pinned: PinnedPackage,
  { commands, folder }: { commands: Commands; folder: string },
  keep: (file: string) => boolean = () => true
): Promise<string> => {
  const spec = `${pinned.name}@${pinned.version}`;
  const args = ['pack', spec, '--pack-destination', folder, '--ignore-scripts'];
  const { ok, tail } = await commands.npm(`fetch-${path.basename(pinned.name)}`, args, { cwd: folder });
  if (!ok) {
    throw setupFailed(
      `${spec} could not be downloaded:\n${tail}\n\nCheck the connection to the package registry, then run this again.`
    );
  }
  const archive = path.join(folder, archiveOf(pinned));
  await assertChecksum(archive, pinned);
  const target = path.join(folder, path.basename(pinned.name));
  await mkdir(target);
  const { extract } = await import('tar');
  // Archives of the registry have everything in one folder.
  const filter = (name: string): boolean => keep(name.split('/').slice(1).join('/'));
  await extract({ file: archive, cwd: target, strip: 1, filter });
  return target;
};
