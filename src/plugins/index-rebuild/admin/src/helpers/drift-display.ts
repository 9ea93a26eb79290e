import type { Drift, DriftItem, DriftLevel, OverlayState } from '../../../shared/contracts';
import type { Tone } from './run-display';

export const LEVEL_TONES: Record<DriftLevel, Tone> = {
  none: 'success',
  notice: 'primary',
  warning: 'warning',
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
