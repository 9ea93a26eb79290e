// @ts-check
import { SetupError } from './run.mjs';

/** What onnxruntime-node 1.30 has a library for. */
const SUPPORTED = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/**
 * Why the local model cannot run on a machine; null where it can.
 *
 * @param {{ platform: string, arch: string, glibc: string | undefined }} machine
 */
export const platformProblem = ({ platform, arch, glibc }) => {
  const name = `${platform}-${arch}`;
  if (!SUPPORTED.includes(name)) {
    return `onnxruntime-node, which runs the embedding model, has no library for ${name}, only for ${SUPPORTED.join(', ')}. On an Intel Mac use a Linux container.`;
  }
  if (platform === 'linux' && !glibc) {
    return 'onnxruntime-node, which runs the embedding model, needs glibc, and this system has another C library (Alpine has musl). Use an image with glibc, such as node:20-bookworm-slim.';
  }
  return null;
};

const thisMachine = () => {
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return { platform: process.platform, arch: process.arch, glibc: header.glibcVersionRuntime };
};

/** Told before anything is installed. */
export const platform = {
  name: 'Platform',
  isDone: () => platformProblem(thisMachine()) === null,
  async run() {
    throw new SetupError(platformProblem(thisMachine()) ?? '');
  },
};
