import type { DriftCause } from '../../../../shared/contracts';

/** Edits and publications: the live generation's index spec can make them searchable. */
export const OVERLAY_CAUSES: readonly DriftCause[] = ['published', 'text', 'filterable'];

/** Their text is gone, so search must not find them by it; these do not count against the limit. */
export const HIDING_CAUSES: readonly DriftCause[] = ['unindexable'];

/** Up to this many records the share does not count: a small site's overlay costs nothing. */
const SMALL = 500;

export type OverlayLimits = { maxRecords: number; maxShare: number };

/** How many records may be searched beside a generation of so many. */
export const overlayLimit = ({ maxRecords, maxShare }: OverlayLimits, records: number): number =>
  Math.min(maxRecords, Math.max(SMALL, Math.ceil(maxShare * records)));
