import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { setupFailed } from '../../domain/errors';
import { ensureDebianPackages } from '../debian';
import type { Commands } from '../run';
import { findSources, type Sources } from './sources';

const PURPOSE = 'building the FAISS binding';
const DEBIAN_PACKAGES = ['g++', 'libfaiss-dev', 'libopenblas-dev'];
const ELSEWHERE = `${PURPOSE[0].toUpperCase()}${PURPOSE.slice(1)} needs a C++ compiler (g++) and the development files of FAISS (1.7 or newer) and OpenBLAS. Install them with your system's package manager, then run this again.`;

/** faiss-node is written for FAISS 1.7.4, where idx_t stands in the namespace; before, it was in Index. */
const COMPATIBILITY = `#include <faiss/Index.h>
#if FAISS_VERSION_MAJOR == 1 && (FAISS_VERSION_MINOR < 7 || (FAISS_VERSION_MINOR == 7 && FAISS_VERSION_PATCH < 4))
namespace faiss {
using idx_t = Index::idx_t;
}
#endif
`;

const commandFor = (sources: Sources, header: string, target: string): string[] => [
  ...['g++', '-std=c++17', '-O3', '-fPIC', '-shared', '-fopenmp'],
  ...['-fexceptions', '-DNAPI_CPP_EXCEPTIONS', '-DNAPI_VERSION=6'],
  ...['-include', header],
  `-I${path.join(sources.nodeApiHeaders, 'include')}`,
  `-I${sources.nodeAddonApi}`,
  path.join(sources.faissNode, 'src', 'faiss.cc'),
  ...['-o', target, '-lfaiss', '-lopenblas'],
];

/**
 * Compiles the binding's one source file against the system's FAISS.
 *
 * @param install Whether missing Debian packages may be installed.
 * @returns The folder with the binding.
 * @throws SETUP_FAILED saying what to install.
 */
export const compileBinding = async (
  commands: Commands,
  folder: string,
  install: boolean
): Promise<string> => {
  if (process.platform !== 'linux') {
    throw setupFailed(
      `There is no prebuilt FAISS binding to be had for ${process.platform}-${process.arch}, and this command builds one on Linux only. Check the connection to faiss-node's releases, or use a Linux container.`
    );
  }
  await ensureDebianPackages(DEBIAN_PACKAGES, { commands, cwd: folder, purpose: PURPOSE, install });
  const sources = await findSources(commands, folder);
  const built = path.join(folder, 'compiled');
  const header = path.join(folder, 'compatibility.h');
  await mkdir(built);
  await writeFile(header, COMPATIBILITY);
  const command = commandFor(sources, header, path.join(built, 'faiss-node.node'));
  const { ok, tail } = await commands.run('faiss-compile', command, { cwd: folder });
  if (!ok) throw setupFailed(`The FAISS binding could not be built:\n${tail}\n\n${ELSEWHERE}`);
  return built;
};
