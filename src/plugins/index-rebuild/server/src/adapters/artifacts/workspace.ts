import { rm } from 'node:fs/promises';
import path from 'node:path';

import { openLineWriter, readJsonLines } from '../../lib/json-lines';
import type { Workspace } from '../../ports/workspace';

/** Scratch files in an existing directory. */
export const openWorkspace = (directory: string): Workspace => ({
  writeLines: (file) => openLineWriter(path.join(directory, file)),
  readLines: (file) => readJsonLines(path.join(directory, file)),
  remove: (file) => rm(path.join(directory, file), { force: true }),
});
