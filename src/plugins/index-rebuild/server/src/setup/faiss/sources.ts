import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { fetchPackage, type PinnedPackage } from '../registry-package';
import type { Commands } from '../run';

const FAISS_NODE: PinnedPackage = {
  name: 'faiss-node',
  version: '0.5.1',
  sha512: 'zD8wobJn8C6OLWo68Unho+Ih8l6nSRB2w3Amj01a+xc4bsEvd2mBDLklAn7VocA9XO3WDvQL/bLpi5flkCn/XQ==',
};
const NODE_ADDON_API: PinnedPackage = {
  name: 'node-addon-api',
  version: '6.1.0',
  sha512: '+eawOlIgy680F0kBzPUNFhMZGtJ1YmqM6l4+Crf4IkImjYrO/mqPwRMh352g23uIaQKFItcQ64I7KMaJxHgAVA==',
};
/** Node's own headers are not everywhere that Node is. */
const NODE_API_HEADERS: PinnedPackage = {
  name: 'node-api-headers',
  version: '1.9.0',
  sha512: '2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==',
};

/** The folder of a package that npm has installed for the plugin or for `user`; null if it has not. */
export const installedPackage = (name: string, user: string = __filename): string | null => {
  try {
    return path.dirname(createRequire(user).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
};

const versionIn = (folder: string): string =>
  (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version;

/** Folders with the binding's source and the headers that it needs. */
export type Sources = { faissNode: string; nodeAddonApi: string; nodeApiHeaders: string };

/** From what npm has installed or, since faiss-node is optional, from the registry. @throws SETUP_FAILED */
export const findSources = async (commands: Commands, folder: string): Promise<Sources> => {
  const find = async (pinned: PinnedPackage, installed: string | null): Promise<string> =>
    installed !== null && versionIn(installed) === pinned.version
      ? installed
      : fetchPackage(pinned, { commands, folder });
  const faissNode = await find(FAISS_NODE, installedPackage('faiss-node'));
  return {
    faissNode,
    nodeAddonApi: await find(
      NODE_ADDON_API,
      installedPackage('node-addon-api', path.join(faissNode, 'package.json'))
    ),
    nodeApiHeaders: await find(NODE_API_HEADERS, null),
  };
};
