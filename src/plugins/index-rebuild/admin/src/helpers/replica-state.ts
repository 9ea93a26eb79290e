import type { Replica } from '../../../shared/contracts';
import type { Tone } from './run-display';
import type { MessageKey } from './translation';

type Shown = { tone: Tone; label: MessageKey };

/** How a server is, in a word. */
export const replicaState = ({ silent, generation, current }: Replica): Shown => {
  if (silent) return { tone: 'neutral', label: 'servers.silent' };
  if (generation === null) return { tone: 'danger', label: 'servers.notAnswering' };
  return current
    ? { tone: 'success', label: 'servers.answers' }
    : { tone: 'warning', label: 'servers.behind' };
};
