import {
  driftDetailsSchema,
  driftItemSchema,
  driftSchema,
  type Drift,
  type DriftDetails,
  type DriftItem,
} from '../../../src/plugins/index-rebuild/shared/contracts';

const SINCE = '2026-01-31T12:01:05.000Z';

/** Drift of three records. */
export const aDrift = (changes: Partial<Drift> = {}): Drift =>
  driftSchema.parse({
    added: 1,
    changed: 2,
    removed: 0,
    share: 0.0024,
    level: 'notice',
    since: SINCE,
    searchable: 0,
    ...changes,
  });

export const driftDetails = (changes: Partial<DriftDetails> = {}): DriftDetails =>
  driftDetailsSchema.parse({
    ...aDrift(),
    generation: '7-abcdefgh',
    checkedAt: SINCE,
    estimate: { records: 3, seconds: 75 },
    ...changes,
  });

export const noDrift: Partial<DriftDetails> = {
  added: 0,
  changed: 0,
  removed: 0,
  share: 0,
  level: 'none',
  since: null,
  searchable: 0,
};

export const aDriftItem = (changes: Partial<DriftItem> = {}): DriftItem =>
  driftItemSchema.parse({
    uid: 'api::expert.expert',
    label: 'Expert',
    isSingleType: false,
    documentId: 'doc1',
    locale: 'en',
    name: 'Ada Lovelace',
    kind: 'changed',
    cause: 'text',
    since: SINCE,
    searchableSince: null,
    waitsFor: null,
    ...changes,
  });
