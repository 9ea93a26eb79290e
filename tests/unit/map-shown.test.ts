import type { ReadyMap } from '../../src/plugins/index-rebuild/shared/contracts';
import type { Projection } from '../../src/plugins/index-rebuild/server/src/domain/projection/projection';
import { placeOf } from '../../src/plugins/index-rebuild/server/src/services/map/place';
import { shownMap } from '../../src/plugins/index-rebuild/server/src/services/map/shown';

const UID = 'api::expert.expert';
const SECRET = 'api::secret.secret';

const projection: Projection = {
  generation: '1-abcdefgh',
  createdAt: '2026-01-31T12:00:00.000Z',
  records: 4,
  keys: [`${UID}:a:en`, `${SECRET}:b:`, `${UID}:c:en`, `${UID}:d:de`],
  names: ['A', 'B', 'C', 'D'],
  tags: [['rare', 'often'], ['hidden'], ['often'], []],
  x: Float32Array.from([0, 0.5, 0.25, 1]),
  y: Float32Array.from([0, 0.5, 0.75, 1]),
  frame: { left: 0, bottom: 0, size: 1 },
  nearest: Int32Array.from([1, 2, -1, 0, 2, -1, 1, 3, 0, 2, -1, -1]),
  duplicates: [
    { first: 0, second: 1, cosine: 0.999 },
    { first: 2, second: 3, cosine: 0.97123 },
  ],
};

const sources = [
  { uid: UID, label: 'Expert', isSingleType: false, displayName: 'name' },
  { uid: SECRET, label: 'Secret', isSingleType: false, displayName: 'name' },
];

const drift = new Map([
  [`${SECRET}:b:`, 'removed'],
  [`${UID}:d:de`, 'changed'],
] as const);

describe('the map that a person sees', () => {
  const isReadable = (uid: string): boolean => uid === UID;
  let map: ReadyMap;

  beforeAll(async () => {
    map = await shownMap(projection, sources, { isReadable, withTags: new Set([UID, SECRET]) }, drift);
  });

  it('has the records that they may read, and says how many it lacks', () => {
    expect(map).toMatchObject({ records: 4, placed: 4, hidden: 1, locales: ['en', 'de'] });
    expect(map.points).toEqual({
      documentId: ['a', 'c', 'd'],
      source: [0, 0, 0],
      locale: [0, 0, 1],
      name: ['A', 'C', 'D'],
      x: [0, 0.25, 1],
      y: [0, 0.75, 1],
      tags: [[1, 0], [0], []],
    });
  });

  it('names the tags of those records alone, the most frequent first', () => {
    expect(map.tags).toEqual(['often', 'rare']);
  });

  it('has no tags of a content type whose fields they may not all read', async () => {
    const shown = await shownMap(projection, sources, { isReadable, withTags: new Set([SECRET]) }, drift);
    expect(shown.tags).toEqual([]);
    expect(shown.points).toEqual({ ...map.points, tags: [[], [], []] });
  });

  it('leaves out whatever concerns another record', () => {
    expect(map.duplicates).toEqual([{ first: 1, second: 2, cosine: 0.9712 }]);
    expect(map.nearest).toEqual([[1], [2, 0], [1]]);
    expect(map.drift).toEqual([{ point: 2, kind: 'changed' }]);
  });

  it('is below 3 MB with 20,000 records', async () => {
    const keys = Array.from({ length: 20_000 }, (_, at) => `${UID}:${String(at).padStart(24, 'x')}:en`);
    const large = await shownMap(
      {
        ...projection,
        keys,
        names: keys.map((_, at) => `Professor Somebody Longname ${at}`),
        tags: keys.map((_, at) => [`Tag ${at % 100}`, `Tag ${at % 37}`, `Tag ${at % 11}`]),
        x: Float32Array.from(keys, (_, at) => at / 20_000),
        y: Float32Array.from(keys, (_, at) => 1 - at / 20_000),
        nearest: new Int32Array(60_000),
      },
      sources,
      { isReadable: () => true, withTags: new Set([UID]) },
      new Map()
    );
    expect(JSON.stringify(large).length).toBeLessThan(3e6);
  });
});

describe('the place of a query', () => {
  const hit = (documentId: string, whole: number, uid = UID, locale: string | null = 'en') => ({
    ...{ uid, documentId, locale, score: whole },
    parts: { whole, passage: 0, lexical: 0, name: 0 },
  });

  it('is among the nearest records, nearest to the best', () => {
    const { position, hits } = placeOf('1-abcdefgh', [hit('c', 0.8), hit('a', 0.75)], projection);
    expect(hits.map(({ documentId }) => documentId)).toEqual(['c', 'a']);
    expect(position?.x).toBeGreaterThan(0.125);
    expect(position?.x).toBeLessThan(0.25);
  });

  it('is nowhere without a map, without hits, and for hits that are not on the map', () => {
    expect(placeOf('1-abcdefgh', [hit('a', 0.8)], null)).toMatchObject({ position: null, hits: [] });
    expect(placeOf('1-abcdefgh', [], projection)).toMatchObject({ position: null, hits: [] });
    expect(placeOf('1-abcdefgh', [hit('new', 0.8)], projection)).toMatchObject({ position: null, hits: [] });
  });
});
