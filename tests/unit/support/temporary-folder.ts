import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new folder for every test of the file, gone after it. Gives paths inside it. */
export const useTemporaryFolder = (): ((...names: string[]) => string) => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'index-rebuild-unit-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return (...names) => path.join(folder, ...names);
};
