import type { DriftRow } from '../../src/plugins/index-rebuild/server/src/ports/drift-store';
import type { FreshRecord, Searcher } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import { createFreshValues } from '../../src/plugins/index-rebuild/server/src/services/drift/fresh-values';
import { createPublishedRecords } from '../../src/plugins/index-rebuild/server/src/services/drift/published-records';
import type { DriftPorts } from '../../src/plugins/index-rebuild/server/src/services/drift/ports';

const UID = 'api::expert.expert';

const rowOf = (documentId: string, more: Partial<DriftRow> = {}): DriftRow => ({
  ...{ key: `${UID}:${documentId}:`, uid: UID, documentId, locale: null, name: null },
  ...{ kind: 'changed', cause: 'filterable', fingerprint: '1', since: new Date(0), seenAt: new Date(0) },
  ...more,
});

/** Drift and published records that a test changes as it likes. */
const open = () => {
  const world = {
    ...{ generation: 'g1', revision: 1, isBehind: false },
    ...{ rows: [] as DriftRow[], towns: {} as Record<string, string>, read: [] as string[] },
  };
  const ports = {
    drift: {
      state: async () => ({ generation: world.generation, revision: world.revision }),
      async *pages() {
        yield world.rows;
      },
    },
    records: {
      published: async (documents: { documentId: string }[]) => {
        world.read.push(...documents.map(({ documentId }) => documentId));
        return documents
          .filter(({ documentId }) => documentId in world.towns)
          .map(({ documentId }) => ({
            ...{ uid: UID, documentId, locale: null },
            values: { town: world.towns[documentId], bio: 'long' },
          }));
      },
    },
    settings: { sources: [{ uid: UID, filterable: ['town'] }] },
  };
  const fresh = createFreshValues(
    ports as unknown as DriftPorts,
    createPublishedRecords(ports.records as unknown as DriftPorts['records']),
    () => world.isBehind
  );
  const change = async (rows: DriftRow[]) => {
    world.rows = rows;
    world.revision += 1;
    await fresh.refresh();
  };
  return { world, fresh, change };
};

const searcherOf = (generation = 'g1') => {
  const given: (readonly FreshRecord[])[] = [];
  const refresh = (records: readonly FreshRecord[]): void => void given.push(records);
  return { given, searcher: { generation, refresh } as unknown as Searcher };
};

const townsOf = (records: readonly FreshRecord[]) =>
  Object.fromEntries(records.map(({ documentId, values }) => [documentId, values && values.town]));

describe('the values that records have now', () => {
  it('reach a searcher once, and again when they have changed', async () => {
    const { world, fresh, change } = open();
    world.towns = { a: 'Oslo', b: 'Lima' };
    const { given, searcher } = searcherOf();
    await change([
      rowOf('a'),
      rowOf('b'),
      rowOf('c', { kind: 'removed', cause: 'deleted' }),
      rowOf('d', { kind: 'added' }),
    ]);
    expect([fresh.bring(searcher), fresh.bring(searcher)]).toEqual(['exact', 'exact']);
    expect(given.map(townsOf)).toEqual([{ a: 'Oslo', b: 'Lima', c: null }]);
    world.towns.a = 'Accra';
    await change([rowOf('a', { fingerprint: '2' }), rowOf('b')]);
    expect(fresh.bring(searcher)).toBe('exact');
    expect(given.map(townsOf)[1]).toEqual({ a: 'Accra', b: 'Lima' });
    await change([]);
    fresh.bring(searcher);
    expect(given[2]).toEqual([]);
  });

  it('are read only where a record has changed', async () => {
    const { world, change } = open();
    world.towns = { a: 'Oslo', b: 'Lima' };
    await change([rowOf('a'), rowOf('b')]);
    world.read = [];
    await change([rowOf('a'), rowOf('b', { fingerprint: '2' })]);
    expect(world.read).toEqual(['b']);
  });

  it('are given to each searcher of the generation, and to no other', async () => {
    const { world, fresh, change } = open();
    world.towns = { a: 'Oslo' };
    await change([rowOf('a')]);
    const [first, second, other] = [searcherOf(), searcherOf(), searcherOf('g2')];
    expect([first, second, other].map(({ searcher }) => fresh.bring(searcher))).toEqual([
      'exact',
      'exact',
      'behind',
    ]);
    expect([first, second, other].map(({ given }) => given.length)).toEqual([1, 1, 0]);
  });

  it('are unknown of a generation that was built before the one that was compared', async () => {
    const { world, fresh, change } = open();
    const [built, former] = [searcherOf('8-abcdefgh'), searcherOf('3-abcdefgh')];
    expect(fresh.bring(former.searcher)).toBe('unknown');
    world.generation = '7-abcdefgh';
    await change([]);
    expect([built, former].map(({ searcher }) => fresh.bring(searcher))).toEqual(['behind', 'unknown']);
  });

  it('are not known while changes wait to be compared', async () => {
    const { world, fresh, change } = open();
    await change([]);
    const { searcher } = searcherOf();
    world.isBehind = true;
    expect(fresh.bring(searcher)).toBe('behind');
    world.isBehind = false;
    expect(fresh.bring(searcher)).toBe('exact');
  });

  it('are not known of a record that cannot be indexed, whose edits leave its row as it is', async () => {
    const { fresh, change } = open();
    await change([rowOf('a', { kind: 'removed', cause: 'unindexable' })]);
    expect(fresh.bring(searcherOf().searcher)).toBe('behind');
  });

  it('are not kept of very many records', async () => {
    const { fresh, change } = open();
    const rows = Array.from({ length: 2001 }, (_, at) => rowOf(`d${at}`));
    await change(rows);
    const { given, searcher } = searcherOf();
    expect(fresh.bring(searcher)).toBe('behind');
    expect(given).toEqual([]);
    // What is no longer published is known of any number.
    await change([...rows, rowOf('gone', { kind: 'removed', cause: 'unpublished' })]);
    expect(fresh.bring(searcher)).toBe('behind');
    expect(given.map(townsOf)).toEqual([{ gone: null }]);
    await change(rows.slice(1));
    expect(fresh.bring(searcher)).toBe('exact');
    expect(given[1]).toHaveLength(2000);
  });
});
