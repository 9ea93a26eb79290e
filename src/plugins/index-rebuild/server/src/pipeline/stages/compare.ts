import type { RunContext } from '../run-context';
import type { Stage } from '../stage';

/** Compares the published records with the new live generation: edits made meanwhile are drift. */
export const compare: Stage<RunContext> = {
  name: 'compare',
  async run({ ports }, report) {
    report(0, 1);
    await ports.compareDrift();
    report(1, 1);
  },
};
