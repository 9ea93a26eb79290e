/** `glibc`: its version, such as "2.36"; undefined on systems without it. */
export type Machine = { platform: string; arch: string; glibc: string | undefined };

/** What onnxruntime-node 1.30 has a library for. */
const SUPPORTED = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/** The newest symbols that its library for Linux asks for. */
const MIN_GLIBC = '2.28';

const NEEDED_BY = 'onnxruntime-node, which runs the embedding model,';
const INSTEAD =
  'Use a container with glibc, such as node:20-bookworm-slim, or an embedding provider instead of the local model.';

const isOlder = (version: string, minimum: string): boolean =>
  version.localeCompare(minimum, 'en', { numeric: true }) < 0;

/** Why the local model cannot run on a machine, and what to do; null where it can. */
export const platformProblem = ({ platform, arch, glibc }: Machine): string | null => {
  const name = `${platform}-${arch}`;
  if (!SUPPORTED.includes(name)) {
    return `${NEEDED_BY} has no library for ${name}, only for ${SUPPORTED.join(', ')}. ${INSTEAD}`;
  }
  if (platform !== 'linux') return null;
  if (!glibc) {
    return `${NEEDED_BY} needs glibc, and this system has another C library (Alpine has musl). ${INSTEAD}`;
  }
  if (isOlder(glibc, MIN_GLIBC)) {
    return `${NEEDED_BY} needs glibc ${MIN_GLIBC} or newer, and this system has ${glibc}. ${INSTEAD}`;
  }
  return null;
};

/** For people: "linux-x64, glibc 2.36". */
export const describeMachine = ({ platform, arch, glibc }: Machine): string =>
  `${platform}-${arch}${glibc ? `, glibc ${glibc}` : ''}`;
