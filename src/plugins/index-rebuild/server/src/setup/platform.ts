import { assertPlatform, thisMachine } from '../adapters/system/machine';
import { describeMachine, platformProblem } from '../domain/platform';
import type { SetupItem } from './item';

/** Told before anything is downloaded. */
export const platformItem: SetupItem = {
  name: 'Platform',
  async check() {
    const machine = thisMachine();
    const problem = platformProblem(machine);
    return { ready: problem === null, text: problem ?? describeMachine(machine) };
  },
  async prepare() {
    assertPlatform();
  },
};
