import { IndexRebuildError } from '../../domain/errors';
import { platformProblem, type Machine } from '../../domain/platform';

type ReportHeader = { header: { glibcVersionRuntime?: string } };

/** Node's report knows the C library. Its network part looks up names, which takes seconds. */
const glibcVersion = (): string | undefined => {
  const report = process.report as NodeJS.ProcessReport & { excludeNetwork?: boolean };
  const { excludeNetwork } = report;
  report.excludeNetwork = true;
  try {
    return (report.getReport() as unknown as ReportHeader).header.glibcVersionRuntime;
  } finally {
    report.excludeNetwork = excludeNetwork;
  }
};

export const thisMachine = (): Machine => ({
  platform: process.platform,
  arch: process.arch,
  glibc: process.platform === 'linux' ? glibcVersion() : undefined,
});

/** @throws PLATFORM_UNSUPPORTED where the local model's native library cannot be loaded. */
export const assertPlatform = (machine = thisMachine()): void => {
  const problem = platformProblem(machine);
  if (problem !== null) throw new IndexRebuildError('PLATFORM_UNSUPPORTED', problem);
};
