import type { Drift, DriftItem, DriftLevel, RecordState } from '../../../shared/contracts';
import type { Tone } from './run-display';

export const LEVEL_TONES: Record<DriftLevel, Tone> = {
  none: 'success',
  notice: 'primary',
  warning: 'warning',
};

export const STATE_TONES: Record<RecordState['state'], Tone> = {
  none: 'neutral',
  indexed: 'success',
  changed: 'warning',
  added: 'warning',
  removed: 'neutral',
  unindexable: 'danger',
  draft: 'neutral',
};

export const totalOf = ({ added, changed, removed }: Drift): number => added + changed + removed;

/** Where a record can be edited; null when it has been deleted. */
export const pathOf = ({ uid, isSingleType, documentId, locale, cause }: DriftItem): string | null => {
  if (cause === 'deleted') return null;
  const language = locale === null ? '' : `?plugins[i18n][locale]=${encodeURIComponent(locale)}`;
  const path = isSingleType ? `single-types/${uid}` : `collection-types/${uid}/${documentId}`;
  return `/content-manager/${path}${language}`;
};
