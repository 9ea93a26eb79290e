import type { GenerationState } from '../../../shared/contracts';
import { invalidGenerationId } from './errors';

export type { GenerationState };

/** `retired → live` is a rollback. */
const TRANSITIONS: Record<GenerationState, readonly GenerationState[]> = {
  building: ['ready', 'discarded'],
  ready: ['live', 'discarded'],
  live: ['retired'],
  retired: ['live', 'discarded'],
  discarded: [],
};

export const generationStatesBefore = (to: GenerationState): GenerationState[] =>
  (Object.keys(TRANSITIONS) as GenerationState[]).filter((from) => TRANSITIONS[from].includes(to));

/** A move that the table does not allow, or of a generation without a row: a defect in the caller. */
export const illegalMove = (name: string, from: GenerationState | null, to: GenerationState): Error =>
  new Error(`Generation ${name} cannot become "${to}": it is ${from === null ? 'unknown' : `"${from}"`}.`);

const ID = /^\d+-[a-z0-9]{8,}$/;

/** Ids say who may write the directory (the fencing token); after a failover they have no order. */
export const generationId = (token: number, nonce: string): string => `${token}-${nonce}`;

/** Whether a generation was built before another one, as long as the database has lost no writes in between. */
export const isEarlier = (generation: string, than: string): boolean =>
  Number.parseInt(generation, 10) < Number.parseInt(than, 10);

export const isGenerationId = (name: string): boolean => ID.test(name);

/** An id becomes a directory's name, so any other form is refused. */
export const assertGenerationId = (id: string): string => {
  if (!isGenerationId(id)) throw invalidGenerationId(id);
  return id;
};
