import type { randomFor } from '../../scripts/experts/random.mjs';

type Random = ReturnType<typeof randomFor>;

/** Values of fields of an article, some of which nearly are the same. */
const VALUES = {
  title: ['Alpha', 'alpha', 'Älpha', 'Alpha ', "O'Hara", '100%', '', '7'],
  contact: ['a@example.com', 'A@example.com', 'b@example.com'],
  category: ['news', 'opinion'],
  pages: [-3, 0, 1, 2, 10, 100],
  rating: [0.1, 0.3, 2, 2.5, 1e6],
  price: [19.9, 19.99, 20, -1.5],
  featured: [true, false],
  day: ['2025-12-31', '2026-01-01', '2026-02-28'],
  startsAt: ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2026-06-15T12:30:00.000Z'],
  views: ['5', '10', '9007199254740993'],
} as const;

type Field = keyof typeof VALUES;

const FIELDS = Object.keys(VALUES) as Field[];

const ORDERED: readonly Field[] = ['pages', 'rating', 'price', 'day', 'startsAt'];

/** An article's values; each is missing in some. */
export const randomValues = (random: Random): Record<string, unknown> => ({
  ...Object.fromEntries(
    FIELDS.map((field) => [field, random.chance(0.2) ? null : random.pick<unknown>(VALUES[field])])
  ),
  topics: random.chance(0.2)
    ? null
    : random.shuffle(['air', 'sky', 'silk', 'air']).slice(random.integer(0, 3)),
});

const some = (random: Random, field: Field): string[] =>
  Array.from({ length: random.integer(1, 3) }, () => String(random.pick<unknown>(VALUES[field])));

/** Operators, and what each compares with; the last ones only the database knows. */
const conditionOn = (random: Random, field: Field): unknown => {
  const one = (): string => String(random.pick<unknown>(VALUES[field]));
  const plain: (() => unknown)[] = [
    one,
    () => ({ $eq: one() }),
    () => ({ $ne: one() }),
    () => ({ $in: some(random, field) }),
    () => ({ $notIn: some(random, field) }),
    () => ({ $null: random.pick(['true', 'false']) }),
    () => ({ $notNull: random.pick(['true', 'false']) }),
    () => ({ $not: { $eq: one() } }),
    () => ({ $ne: one(), $notNull: 'true' }),
  ];
  const ordered: (() => unknown)[] = [
    () => ({ $gt: one() }),
    () => ({ $gte: one(), $lt: one() }),
    () => ({ $lte: one() }),
    () => ({ $between: [one(), one()] }),
    () => ({ $not: { $lt: one() } }),
  ];
  const ofTexts: (() => unknown)[] = [() => ({ $startsWith: one() }), () => ({ $eqi: one() })];
  const isOrdered = ORDERED.includes(field);
  const isText = field === 'title' || field === 'contact';
  return random.pick([...plain, ...(isOrdered ? ordered : []), ...(isText ? ofTexts : [])])();
};

/** A filter of Strapi, as a URL gives it: all values are texts. */
export const randomFilter = (random: Random, depth: number): Record<string, unknown> => {
  const parts = () => Array.from({ length: random.integer(1, 3) }, () => randomFilter(random, depth - 1));
  const fields = random.shuffle(FIELDS).slice(0, random.integer(1, 2));
  const plain = () => Object.fromEntries(fields.map((field) => [field, conditionOn(random, field)]));
  if (depth === 0 || random.chance(0.4)) return plain();
  return random.pick([
    () => ({ $and: parts() }),
    () => ({ $or: parts() }),
    () => ({ $not: randomFilter(random, depth - 1) }),
    () => ({ ...plain(), $or: parts() }),
  ])();
};
