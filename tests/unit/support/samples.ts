import { manifestSchema, type Manifest } from '../../../src/plugins/index-rebuild/server/src/domain/manifest';
import type { Recipe } from '../../../src/plugins/index-rebuild/server/src/domain/recipe';

export const aRecipe = (changes: Partial<Recipe> = {}): Recipe => ({
  source: 'api::expert.expert',
  template: '{name}\n{title}, {organization}\n{bio}',
  displayName: 'name',
  filterable: ['organization', 'tags'],
  passages: { field: 'bio', context: '{title}', most: 24, shortest: 25 },
  model: 'a-model',
  modelHash: 'a1b2c3',
  dimensions: 4,
  ...changes,
});

const record = (documentId: string, locale: string | null) => ({
  documentId,
  locale,
  fingerprint: `fingerprint-of-${documentId}`,
  passages: 1,
  check: '0123456789abcdef',
});

/** A manifest as JSON, to be spoiled and read. */
export const manifestJson = (changes: object = {}): object => ({
  version: 2,
  generation: '7-abcdefgh',
  run: '7',
  createdAt: '2026-01-31T12:00:00.000Z',
  recipe: aRecipe(),
  recipeHash: 'hash-of-the-recipe',
  engine: { name: 'an-engine', kind: 'flat', effort: null },
  counts: { records: 2, passages: 2, failed: 0 },
  files: {},
  records: [record('one', null), record('two', 'en')],
  ...changes,
});

export const aManifest = (changes: object = {}): Manifest => manifestSchema.parse(manifestJson(changes));
