import type { ListedState } from '../../../shared/contracts';
import type { SearchState } from '../../../shared/constants';
import { isPending } from './drift-display';
import type { Tone } from './run-display';
import type { MessageKey } from './translation';

const TONES: Record<SearchState, Tone> = {
  'up-to-date': 'success',
  changed: 'warning',
  waiting: 'warning',
  'not-indexed': 'danger',
  'not-published': 'neutral',
};

type Shown = Pick<ListedState, 'state' | 'problem' | 'searchableSince' | 'waitsFor'>;

/** The colour of a state: what search finds as it is needs nobody. */
export const toneOf = ({ state, searchableSince, waitsFor }: Omit<Shown, 'problem'>): Tone => {
  if (searchableSince !== null) return 'success';
  return isPending({ waitsFor }) ? 'primary' : TONES[state];
};

/** Why a record cannot be indexed, in two words. */
const PROBLEMS: Record<string, MessageKey> = {
  RECORD_WITHOUT_TEXT: 'listNote.withoutText',
  RECORD_TOO_LONG: 'listNote.tooLong',
  RECORD_BROKEN_TEXT: 'listNote.brokenText',
};

/** What a list says below a state; the panel beside the record says it in full. */
export const noteOf = ({ state, problem, searchableSince, waitsFor }: Shown): MessageKey | null => {
  if (problem) return PROBLEMS[problem.code] ?? null;
  if (searchableSince !== null) return 'listNote.searchable';
  if (waitsFor !== null) return `listNote.${waitsFor}`;
  if (state === 'changed') return 'listNote.earlier';
  return state === 'waiting' ? 'listNote.rebuild' : null;
};
