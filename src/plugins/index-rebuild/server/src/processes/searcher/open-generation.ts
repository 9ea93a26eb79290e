import type { Step } from '../../backends/embedded/files/verified-files';
import type { ServeJob } from '../protocol';
import { openEmbedded } from './open-embedded';
import { openRemote } from './open-remote';
import type { Background, Serving } from './serving';

/** Opens the generation of a job, wherever it is kept. @param step Awaited between two pieces of work. */
export const openGeneration = (job: ServeJob, step: Step, background: Background): Promise<Serving> =>
  job.index.engine === 'embedded'
    ? openEmbedded(job.index.directory, job, step, background)
    : openRemote(job.index, job, step, background);
