import { createAllowed } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/allowed';
import type { Corpus } from '../../src/plugins/index-rebuild/server/src/backends/embedded/searcher/corpus';
import type { Within } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import { randomFor } from '../../scripts/experts/random.mjs';

const random = randomFor(7, 1);
const UIDS = ['api::article.article', 'api::page.page', 'api::note.note'];

/** Articles in two languages, pages in one of them or none, notes without languages. */
const LOCALES: Record<string, (string | null)[]> = {
  [UIDS[0]]: ['en', 'de'],
  [UIDS[1]]: ['en', null],
  [UIDS[2]]: [null],
};

const records = Array.from({ length: 400 }, (_, at) => {
  const uid = random.pick(UIDS);
  return { uid, documentId: `d${Math.floor(at / 2)}`, locale: random.pick(LOCALES[uid]) };
});

const placesBy = (keyOf: (record: (typeof records)[number]) => string): Map<string, number[]> => {
  const places = new Map<string, number[]>();
  records.forEach((record, at) => places.set(keyOf(record), [...(places.get(keyOf(record)) ?? []), at]));
  return places;
};

const corpus = {
  records,
  ofDocument: placesBy(({ documentId }) => documentId),
  groups: [...placesBy(({ uid, locale }) => `${uid} ${locale}`).values()].map((places) => ({
    ...{ uid: records[places[0]].uid, locale: records[places[0]].locale, records: places },
  })),
} as unknown as Corpus;

const bruteForce = (within: readonly Within[]): number[] =>
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

describe('the records that a request allows', () => {
  const allowed = createAllowed(corpus);
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
    const expected = bruteForce(within);
    for (let repeat = 0; repeat < 2; repeat += 1) {
      const found = allowed(within);
      expect([...(found?.records ?? [])].sort((a, b) => a - b)).toEqual(expected);
      const masked = [...(found?.mask ?? [])].flatMap((isIn, at) => (isIn ? [at] : []));
      expect(masked).toEqual(expected);
    }
  });

  it('are all when every content type is allowed, or nothing is said', () => {
    expect(allowed(UIDS.map((uid) => ({ uid })))).toBeNull();
    expect(allowed(undefined)).toBeNull();
  });
});
