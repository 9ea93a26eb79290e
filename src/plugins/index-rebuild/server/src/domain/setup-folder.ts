import path from 'node:path';

/** Names the folder that `setup` fills, when it is not the default one. */
export const SETUP_DIR_VARIABLE = 'INDEX_REBUILD_SETUP_DIR';

export const DEFAULT_SETUP_DIR = '.index-rebuild';
export const DEFAULT_MODEL = 'all-MiniLM-L6-v2-int8';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder with what `npm install` cannot bring. It is none of node_modules, which the next install
 * would empty, and none of the caches that people delete.
 *
 * @returns As configured: absolute, or relative to the application's root.
 */
export const setupDirOf = (environment: Environment): string =>
  environment[SETUP_DIR_VARIABLE] || DEFAULT_SETUP_DIR;

export const modelDirIn = (setupDir: string): string => path.join(setupDir, 'models', DEFAULT_MODEL);

export const bindingFileIn = (setupDir: string): string => path.join(setupDir, 'faiss', 'faiss-node.node');
