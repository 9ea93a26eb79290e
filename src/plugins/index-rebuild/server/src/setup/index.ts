import path from 'node:path';

import { setupDirOf } from '../domain/setup-folder';
import { faissItem } from './faiss';
import type { Finding, SetupItem } from './item';
import { defaultModelItem, ownModelItem } from './model';
import { platformItem } from './platform';
import { Commands } from './run';

export { ensureDebianPackages } from './debian';
export { Commands } from './run';
export type { Finding, SetupItem } from './item';

export type SetupOptions = {
  /** The application's root. */
  appDir: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** A folder with a model of one's own; undefined for the default model, null for none. */
  modelDir?: string | null;
  /** Whether missing Debian packages may be installed; else an error says how. */
  installPackages: boolean;
};

/** What is prepared, in order. */
export const setupItems = (options: SetupOptions): SetupItem[] => {
  const { appDir, environment, modelDir, installPackages } = options;
  const setupDir = path.resolve(appDir, setupDirOf(environment));
  const commands = new Commands(path.join(setupDir, 'logs'));
  const faiss = faissItem({ setupDir, commands, installPackages });
  // Only the local model needs a platform with onnxruntime's library.
  if (modelDir === null) return [faiss];
  const model =
    modelDir === undefined
      ? defaultModelItem(setupDir, commands)
      : ownModelItem(path.resolve(appDir, modelDir));
  return [platformItem, faiss, model];
};

export type ItemReport = Finding & { name: string };

/** Looks at every item and changes nothing. */
export const checkSetup = (items: readonly SetupItem[]): Promise<ItemReport[]> =>
  Promise.all(items.map(async (item) => ({ name: item.name, ...(await item.check()) })));

const secondsSince = (start: number): string => ((performance.now() - start) / 1000).toFixed(0);

/**
 * Prepares what is not ready, in order, and stops at the first failure.
 *
 * @param log Called with lines for people.
 * @throws SETUP_FAILED or PLATFORM_UNSUPPORTED, saying what to do.
 */
export const prepareSetup = async (
  items: readonly SetupItem[],
  log: (line: string) => void
): Promise<ItemReport[]> => {
  const reports: ItemReport[] = [];
  for (const item of items) {
    let finding = await item.check();
    if (!finding.ready) {
      log(`${item.name}: preparing …`);
      const startedAt = performance.now();
      await item.prepare();
      finding = await item.check();
      log(`${item.name}: prepared (${secondsSince(startedAt)} s)`);
    }
    reports.push({ name: item.name, ...finding });
  }
  return reports;
};
