import type { Stage } from '../stage';

/** What is left to do once the new generation is live. */
export interface RetireContext {
  /** Removes what retention does not keep. Does not throw: the run has reached its aim already. */
  readonly collect: () => Promise<void>;
}

/** Makes room: generations and runs beyond what is kept, and what interrupted runs left behind. */
export const retire: Stage<RetireContext> = {
  name: 'retire',
  async run({ collect }, report) {
    report(0, 1);
    await collect();
    report(1, 1);
  },
};
