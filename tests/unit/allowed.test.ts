import { createAllowed } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/allowed';
import type { Corpus } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/corpus';
import { createValues } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/values';
import type { Within } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import { randomFor } from '../../scripts/experts/random.mjs';

const UIDS = ['api::article.article', 'api::page.page', 'api::note.note'];

/** Articles in two languages, pages in one of them or none, notes without languages. */
const LOCALES: Record<string, (string | null)[]> = {
  [UIDS[0]]: ['en', 'de'],
  [UIDS[1]]: ['en', null],
  [UIDS[2]]: [null],
};

type Random = ReturnType<typeof randomFor>;
type Place = { uid: string; documentId: string; locale: string | null };

const placesBy = (records: readonly Place[], keyOf: (record: Place) => string): Map<string, number[]> => {
  const places = new Map<string, number[]>();
  records.forEach((record, at) => places.set(keyOf(record), [...(places.get(keyOf(record)) ?? []), at]));
  return places;
};

/** Documents of two records each, which may be of different content types, in no order. */
const corpusOf = (random: Random, size: number): Corpus => {
  const records = Array.from({ length: size }, (_, at) => {
    const uid = random.pick(UIDS);
    return { uid, documentId: `d${Math.floor(at / 2)}`, locale: random.pick(LOCALES[uid]) };
  });
  return {
    records,
    ofDocument: placesBy(records, ({ documentId }) => documentId),
    groups: [...placesBy(records, ({ uid, locale }) => `${uid} ${locale}`).values()].map((places) => ({
      ...{ uid: records[places[0]].uid, locale: records[places[0]].locale, records: places },
    })),
  } as unknown as Corpus;
};

const bruteForce = ({ records }: Corpus, within: readonly Within[]): number[] =>
  records.flatMap((record, at) =>
    within.some(
      ({ uid, locale, only }) =>
        record.uid === uid &&
        (locale === undefined || record.locale === locale) &&
        (only === undefined || only.includes(record.documentId))
    )
      ? [at]
      : []
  );

/** One entry for some of the content types, each with or without a language; half of the requests have lists. */
const withinOf = (random: Random, size: number): Within[] => {
  const hasLists = random.pick([true, false]);
  const listOf = () =>
    Array.from({ length: size / 2 }, (_, at) => `d${at}`).filter(() => random.pick([true, false]));
  return UIDS.filter(() => random.pick([true, false])).map((uid) => ({
    uid,
    ...(random.pick([true, false]) && { locale: random.pick(['en', 'de', 'fr']) }),
    ...(hasLists && random.pick([true, false]) && { only: listOf() }),
  }));
};

const corpus = corpusOf(randomFor(7, 1), 400);

describe('the records that a request allows', () => {
  const allowed = createAllowed(corpus, createValues(corpus.records));
  const some = Array.from({ length: 40 }, (_, at) => `d${at * 3}`);

  it.each<[string, Within[]]>([
    ['of one content type', [{ uid: UIDS[0] }]],
    ['of one language', [{ uid: UIDS[0], locale: 'de' }]],
    ['of two content types', [{ uid: UIDS[0], locale: 'en' }, { uid: UIDS[2] }]],
    ['of a list', [{ uid: UIDS[0], only: some }]],
    ['of a list in one language', [{ uid: UIDS[0], locale: 'en', only: some }]],
    ['of a list and of all others', [{ uid: UIDS[0], only: some }, { uid: UIDS[1] }]],
    [
      'of an empty list and another',
      [
        { uid: UIDS[0], only: [] },
        { uid: UIDS[2], only: some },
      ],
    ],
    ['of a content type that the generation does not know', [{ uid: 'api::gone.gone' }]],
    ['of a language that it does not know', [{ uid: UIDS[0], locale: 'fr' }]],
    ['of nothing', []],
  ])('are those %s', (_, within) => {
    const expected = bruteForce(corpus, within);
    for (let repeat = 0; repeat < 2; repeat += 1) {
      const found = allowed(within);
      expect([...(found?.records ?? [])].sort((a, b) => a - b)).toEqual(expected);
      const masked = [...(found?.mask ?? [])].flatMap((isIn, at) => (isIn ? [at] : []));
      expect(masked).toEqual(expected);
    }
  });

  it('are those of random requests on random corpora', () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const random = randomFor(seed, 2);
      const size = random.pick([0, 2, 10, 60]);
      const some = corpusOf(random, size);
      const allowedOf = createAllowed(some, createValues(some.records));
      for (let request = 0; request < 25; request += 1) {
        const within = withinOf(random, size);
        const expected = bruteForce(some, within);
        const found = allowedOf(within) ?? { records: some.records.keys(), mask: null };
        expect([...found.records].sort((a, b) => a - b)).toEqual(expected);
        if (found.mask) expect([...found.mask].flatMap((isIn, at) => (isIn ? [at] : []))).toEqual(expected);
      }
    }
  });

  it('are all when every content type is allowed, or nothing is said', () => {
    expect(allowed(UIDS.map((uid) => ({ uid })))).toBeNull();
    expect(allowed(undefined)).toBeNull();
  });
});
