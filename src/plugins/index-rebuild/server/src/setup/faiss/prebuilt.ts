import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import type { Commands } from '../run';
import { installedPackage } from './sources';

/** A network that blocks it must not hold the set-up up. */
const LIMIT_MS = 60_000;

/** The downloader that the package depends on; null if npm did not install it. */
const downloaderOf = (faissNode: string): string | null => {
  try {
    return createRequire(path.join(faissNode, 'package.json')).resolve('prebuild-install/bin.js');
  } catch {
    return null;
  }
};

/**
 * Downloads the binary that faiss-node's authors have published for this platform, as the package's own
 * install script would.
 *
 * @returns The folder with the binding and its libraries; null if there is none to be had.
 */
export const fetchPrebuilt = async (commands: Commands, folder: string): Promise<string | null> => {
  const faissNode = installedPackage('faiss-node');
  const downloader = faissNode && downloaderOf(faissNode);
  if (!downloader) return null;
  const cwd = path.join(folder, 'prebuilt');
  await mkdir(cwd);
  await cp(path.join(faissNode, 'package.json'), path.join(cwd, 'package.json'));
  const command = [process.execPath, downloader, '--runtime', 'napi'];
  await commands.run('faiss-prebuilt', command, { cwd, timeoutMs: LIMIT_MS });
  const built = path.join(cwd, 'build', 'Release');
  return existsSync(path.join(built, 'faiss-node.node')) ? built : null;
};
