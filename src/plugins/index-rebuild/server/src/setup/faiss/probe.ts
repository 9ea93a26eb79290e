import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type * as Faiss from 'faiss-node';

/*
 * A process of its own: probe.js FILE. Loads the binding, the package's own if no file is named, and
 * writes, reads and searches an index.
 */
const [, , file = 'faiss-node'] = process.argv;
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { Index, IndexFlatIP } = require(file) as typeof Faiss;
const target = path.join(tmpdir(), `faiss-probe-${process.pid}`);
try {
  const index = new IndexFlatIP(2);
  index.add([1, 0, 0, 1]);
  index.write(target);
  const { labels } = Index.read(target).search([0, 1], 2);
  if (labels.join() !== '1,0') throw new Error(`A search found ${labels.join()} instead of 1,0.`);
} finally {
  rmSync(target, { force: true });
}
