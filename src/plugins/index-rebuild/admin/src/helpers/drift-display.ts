import type { Drift, DriftItem, DriftLevel, OverlayState, RecordState } from '../../../shared/contracts';
import type { Tone } from './run-display';
import type { MessageKey } from './translation';

export const LEVEL_TONES: Record<DriftLevel, Tone> = {
  none: 'success',
  notice: 'primary',
  warning: 'warning',
};

const STATE_TONES: Record<RecordState['state'], Tone> = {
  none: 'neutral',
  indexed: 'success',
  changed: 'warning',
  added: 'warning',
  removed: 'neutral',
  unindexable: 'danger',
  draft: 'neutral',
};

/** What search knows of a record, for the badge: one that it finds beside the index counts as in search. */
export const badgeOf = ({
  state,
  searchableSince,
  waitsFor,
}: RecordState): { tone: Tone; key: MessageKey } => {
  if (searchableSince !== null) return { tone: STATE_TONES.indexed, key: 'recordState.indexed' };
  return { tone: isPending({ waitsFor }) ? 'primary' : STATE_TONES[state], key: `recordState.${state}` };
};

export const isPending = ({ waitsFor }: Pick<OverlayState, 'waitsFor'>): boolean => waitsFor === 'pending';

export const totalOf = ({ added, changed, removed }: Drift): number => added + changed + removed;

type Editable = Pick<DriftItem, 'uid' | 'isSingleType' | 'documentId' | 'locale'>;

/** Where a record can be edited. */
export const editorOf = ({ uid, isSingleType, documentId, locale }: Editable): string => {
  const language = locale === null ? '' : `?plugins[i18n][locale]=${encodeURIComponent(locale)}`;
  const path = isSingleType ? `single-types/${uid}` : `collection-types/${uid}/${documentId}`;
  return `/content-manager/${path}${language}`;
};

/** The same; null when it has been deleted. */
export const pathOf = (item: DriftItem): string | null => (item.cause === 'deleted' ? null : editorOf(item));
