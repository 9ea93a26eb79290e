import { manifestSchema, type Manifest } from '../../../src/plugins/index-rebuild/server/src/domain/manifest';
import type { IndexSpec, SourceSpec } from '../../../src/plugins/index-rebuild/server/src/domain/index-spec';

export const UID = 'api::expert.expert';

export const aSource = (changes: Partial<SourceSpec> = {}): SourceSpec => ({
  uid: UID,
  template: '{name}\n{title}, {organization}\n{bio}',
  displayName: 'name',
  filterable: ['organization', 'tags'],
  passages: { field: 'bio', context: '{title}', maxPerRecord: 24, minLength: 25 },
  ...changes,
});

export const anIndexSpec = (changes: Partial<IndexSpec> = {}): IndexSpec => ({
  sources: [aSource()],
  model: 'a-model',
  modelHash: 'a1b2c3',
  dimensions: 4,
  ...changes,
});

const record = (documentId: string, locale: string | null) => ({
  uid: UID,
  documentId,
  locale,
  fingerprint: `fingerprint-of-${documentId}`,
  rows: 1,
  checksum: '0123456789abcdef',
});

/** A manifest as JSON, to be spoiled and read. */
export const manifestJson = (changes: object = {}): object => ({
  version: 3,
  generation: '7-abcdefgh',
  run: '7',
  createdAt: '2026-01-31T12:00:00.000Z',
  spec: anIndexSpec(),
  specHash: 'hash-of-the-spec',
  engine: { name: 'an-engine', kind: 'flat', effort: null },
  counts: { records: 2, rows: 2, failed: 0 },
  files: {},
  records: [record('one', null), record('two', 'en')],
  ...changes,
});

export const aManifest = (changes: object = {}): Manifest => manifestSchema.parse(manifestJson(changes));
