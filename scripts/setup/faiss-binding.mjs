// @ts-check
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

import { ensureDebianPackages } from './debian.mjs';
import { ensureCompiler, nodeHeaders } from './native.mjs';
import { fromRoot } from './paths.mjs';
import { nodeAccepts, run, SetupError } from './run.mjs';

const packageDir = fromRoot('node_modules', 'faiss-node');
const target = path.join(packageDir, 'build', 'Release', 'faiss-node.node');

const PROBE = `const { Index, IndexFlatIP } = require('faiss-node');
  const file = require('node:path').join(require('node:os').tmpdir(), 'faiss-probe-' + process.pid);
  const index = new IndexFlatIP(2);
  index.add([1, 0, 0, 1]);
  index.write(file);
  const { labels } = Index.read(file).search([0, 1], 2);
  require('node:fs').rmSync(file);
  process.exit(labels.join() === '1,0' ? 0 : 1);`;

const PREBUILT_LIMIT_MS = 60_000;

/** Fetches the package's own prebuilt binary. Fails quickly if the network blocks it. */
const fetchPrebuilt = () => {
  const cli = fromRoot('node_modules', 'prebuild-install', 'bin.js');
  if (!existsSync(cli)) return Promise.resolve();
  return run('faiss-prebuilt', process.execPath, [cli, '--runtime', 'napi'], {
    cwd: packageDir,
    timeoutMs: PREBUILT_LIMIT_MS,
  });
};

/** Compiles the binding's single source file against the system's FAISS. */
const compile = async () => {
  const purpose = 'building the FAISS binding';
  await ensureCompiler(purpose);
  await ensureDebianPackages(['libfaiss-dev', 'libopenblas-dev'], purpose);
  const headers = nodeHeaders();
  if (!headers) {
    throw new SetupError(
      `The headers of Node ${process.version} are needed for ${purpose}. Install Node with its include folder, or Debian's libnode-dev, then run this again.`
    );
  }
  mkdirSync(path.dirname(target), { recursive: true });
  return run('faiss-compile', 'g++', [
    ...['-std=c++17', '-O3', '-fPIC', '-shared', '-fopenmp'],
    ...['-fexceptions', '-DNAPI_CPP_EXCEPTIONS', '-DNAPI_VERSION=6'],
    ...['-include', fromRoot('scripts', 'setup', 'faiss-compat.h')],
    `-I${path.join(headers, 'include', 'node')}`,
    `-I${fromRoot('node_modules', 'node-addon-api')}`,
    path.join(packageDir, 'src', 'faiss.cc'),
    ...['-o', target, '-lfaiss', '-lopenblas'],
  ]);
};

/** Uses what already works, else the package's prebuilt binary, else compiles against the system's FAISS. */
export const faissBinding = {
  name: 'FAISS binding',
  isDone: () => nodeAccepts(PROBE),
  async run() {
    await fetchPrebuilt();
    if (nodeAccepts(PROBE)) return;
    const { tail } = await compile();
    if (!nodeAccepts(PROBE)) throw new SetupError(`The FAISS binding could not be built:\n${tail}`);
  },
};
