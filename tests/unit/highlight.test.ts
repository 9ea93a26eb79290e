import type { Hit } from '../../src/plugins/index-rebuild/server/src/ports/searcher';
import { visibleHighlights } from '../../src/plugins/index-rebuild/server/src/services/search/highlight';

const UID = 'api::expert.expert';

describe('the highlight of a hit', () => {
  const PASSAGE = 'She repairs violins. Twice a year.';
  const hit = (highlight: string | null): Hit =>
    ({ uid: UID, documentId: 'a', locale: null, highlight }) as unknown as Hit;

  /** @param shown The field in the record as the caller sees it. @param published The field in the database. */
  const highlightOf = async (highlight: string | null, shown: string | null, published: string | null) => {
    const asked = jest.fn(async () => new Map(published === null ? [] : [[`${UID}:a:`, published]]));
    const texts = { shown: () => shown, published: asked };
    const [found] = await visibleHighlights([[{ documentId: 'a' }, hit(highlight)]], texts);
    return { found, asked: asked.mock.calls.length };
  };

  it('is shown while the record contains it, whatever its white space', async () => {
    const bio = 'Plays the cello.\n\nShe repairs  violins.\nTwice a year.';
    expect(await highlightOf(PASSAGE, bio, null)).toEqual({ found: PASSAGE, asked: 0 });
    expect((await highlightOf('短い。 文。', '長い文章。短い。文。', null)).found).toBe('短い。 文。');
  });

  it('is looked for in the database where the record as shown does not have the field', async () => {
    expect(await highlightOf(PASSAGE, null, PASSAGE)).toEqual({ found: PASSAGE, asked: 1 });
    expect((await highlightOf(PASSAGE, null, 'Plays the cello.')).found).toBeNull();
  });

  it.each([
    ['editors have removed it', PASSAGE, 'Plays the cello.'],
    ['nobody may see the field without asking for it', PASSAGE, null],
    ['the record has no passages', null, 'Plays the cello.'],
  ])('is null when %s', async (_, passage, shown) => {
    expect((await highlightOf(passage, shown, null)).found).toBeNull();
  });

  it('is looked for in the record of its own content type and locale', async () => {
    const hits = [
      { uid: 'api::article.article', documentId: 'a', locale: 'en', highlight: 'An article.' },
      { uid: 'api::article.article', documentId: 'a', locale: 'de', highlight: 'Ein Artikel.' },
      { uid: 'api::page.page', documentId: 'a', locale: null, highlight: 'A page.' },
    ] as Hit[];
    const texts = {
      shown: () => null,
      published: async () =>
        new Map([
          ['api::article.article:a:en', 'An article.'],
          ['api::article.article:a:de', 'A page. An article.'],
          ['api::page.page:a:', 'A page.'],
        ]),
    };
    const found = hits.map((one) => [{ documentId: 'a' }, one] as const);
    expect(await visibleHighlights(found, texts)).toEqual(['An article.', null, 'A page.']);
  });

  it('costs one query, for the hits alone that have one which is not seen', async () => {
    const seen = { documentId: 'seen', body: PASSAGE };
    const hidden = { documentId: 'hidden' };
    const bare = { documentId: 'bare' };
    const hitOf = ({ documentId }: { documentId: string }, highlight: string | null) =>
      ({ uid: UID, documentId, locale: null, highlight }) as Hit;
    const texts = {
      shown: (_: string, { body }: Record<string, unknown>) => (body as string | undefined) ?? null,
      published: jest.fn(async () => new Map([[`${UID}:hidden:`, PASSAGE]])),
    };
    const found = [
      [seen, hitOf(seen, PASSAGE)],
      [bare, hitOf(bare, null)],
      [hidden, hitOf(hidden, PASSAGE)],
    ] as const;
    expect(await visibleHighlights(found, texts)).toEqual([PASSAGE, null, PASSAGE]);
    expect(texts.published.mock.calls).toEqual([[[hitOf(hidden, PASSAGE)]]]);
  });
});
