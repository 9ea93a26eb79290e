import type { ReadyMap } from '../../../src/plugins/index-rebuild/shared/contracts';

/** A map of three records: the first two nearly the same, the third changed since. */
export const aMap = (changes: Partial<ReadyMap> = {}): ReadyMap => ({
  state: 'ready',
  generation: '1-abcdefgh',
  computedAt: '2026-01-31T12:00:00.000Z',
  records: 3,
  placed: 3,
  hidden: 0,
  sources: [
    { uid: 'api::expert.expert', label: 'Expert', isSingleType: false },
    { uid: 'api::about.about', label: 'About', isSingleType: true },
  ],
  locales: ['en', null],
  tags: ['Bees', 'Cities'],
  points: {
    documentId: ['doc1', 'doc2', 'doc3'],
    source: [0, 0, 1],
    locale: [0, 0, 1],
    name: ['Ada', 'Bea', ''],
    x: [0.1, 0.15, 0.9],
    y: [0.2, 0.2, 0.8],
    tags: [[1, 0], [1], []],
  },
  drift: [{ point: 2, kind: 'changed' }],
  nearest: [[1, 2], [0, 2], [1]],
  duplicates: [{ first: 0, second: 1, cosine: 0.9876 }],
  ...changes,
});
