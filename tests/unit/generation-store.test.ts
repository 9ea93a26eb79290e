import {
  createGenerationStore,
  type GenerationTable,
} from '../../src/plugins/index-rebuild/server/src/adapters/strapi/generation-store';

type Row = Record<string, unknown>;
type Condition = Record<string, unknown>;

const holds = (value: unknown, condition: unknown): boolean => {
  if (typeof condition !== 'object' || condition === null) return value === condition;
  return Object.entries(condition).every(([operator, operand]) => {
    if (operator === '$in') return (operand as unknown[]).includes(value);
    if (operator === '$ne') return value !== operand;
    if (operator === '$lte') return (value as number) <= (operand as number);
    throw new Error(`The table in memory does not know ${operator}.`);
  });
};

const matches = (row: Row, where: Condition = {}): boolean =>
  Object.entries(where).every(([field, condition]) => holds(row[field], condition));

/** The table in memory, with the conditions that the store uses. */
const tableOf = (rows: Row[]): GenerationTable =>
  ({
    create: async ({ data }: { data: Row }) => void rows.push({ ...data }),
    findOne: async ({ where }: { where: Condition }) => rows.find((row) => matches(row, where)) ?? null,
    findMany: async ({ where }: { where?: Condition }) => rows.filter((row) => matches(row, where)),
    async updateMany({ where, data }: { where: Condition; data: Row }) {
      const found = rows.filter((row) => matches(row, where));
      for (const row of found) Object.assign(row, data);
      return { count: found.length };
    },
    async deleteMany({ where }: { where: Condition }) {
      const found = rows.filter((row) => matches(row, where));
      for (const row of found) rows.splice(rows.indexOf(row), 1);
      return { count: found.length };
    },
  }) as unknown as GenerationTable;

const INFO = { records: 3, specHash: 'hash', model: 'a-model', bytes: 9 };

describe('the rows of generations', () => {
  const rows: Row[] = [];
  const store = createGenerationStore(null as never, { now: () => new Date('2026-01-01T00:00:00Z') }, () =>
    tableOf(rows)
  );
  const states = () => Object.fromEntries(rows.map(({ name, state, token }) => [name, `${state} ${token}`]));

  beforeEach(async () => {
    rows.length = 0;
    await store.create('a', 'run-1', 1);
    await store.ready('a', 1, INFO);
    await store.markLive('a', 1);
    await store.create('b', 'run-2', 2);
  });

  it('follow a generation from its build to its end, each write with its token', async () => {
    await store.ready('b', 2, INFO);
    await store.markLive('b', 2);
    expect(states()).toEqual({ a: 'retired 2', b: 'live 2' });
    await store.discard('a', 3);
    await store.forget('a', 3);
    expect(states()).toEqual({ b: 'live 2' });
  });

  it('refuse a run that a later one has overtaken', async () => {
    await store.discard('b', 3);
    await expect(store.ready('b', 2, INFO)).rejects.toMatchObject({ code: 'LEASE_LOST' });
    await store.forget('b', 2);
    expect(states()).toEqual({ a: 'live 1', b: 'discarded 3' });
  });

  it.each<[string, () => Promise<void>]>([
    ['live without being ready', () => store.markLive('b', 2)],
    ['discarded while live', () => store.discard('a', 2)],
    ['ready once it is live', () => store.ready('a', 1, INFO)],
    ['anything without a row', () => store.discard('c', 2)],
  ])('throw at an illegal move: %s', async (_, move) => {
    const before = states();
    delete before.a;
    await expect(move()).rejects.toThrow(/^Generation .* cannot become/);
    expect(states()).toMatchObject(before);
  });

  it('accept the same write again, as after an answer that got lost', async () => {
    await store.markLive('a', 1);
    await store.discard('b', 2);
    await store.discard('b', 2);
    expect(states()).toEqual({ a: 'live 1', b: 'discarded 2' });
  });

  it('record an adopted generation as one that was live before', async () => {
    const createdAt = new Date('2026-01-02T00:00:00Z');
    await store.adopt({ ...INFO, name: 'found', run: 'run-9', createdAt }, 3);
    expect(await store.find('found')).toMatchObject({ ...INFO, state: 'retired', token: 3, createdAt });
    await store.markLive('found', 3);
    expect(states()).toMatchObject({ a: 'retired 3', found: 'live 3' });
  });
});
