import { inventExperts } from '../../scripts/experts/index.mjs';
import { TestApp, temporaryFolder, type Expert, type SearchBody } from '../support/test-app';

const RECORDS = 160;
const TOWNS = ['Lima', 'Oslo', 'Accra', 'Hanoi'];

/** The project's invented experts, in four towns, so that filters have something to tell apart. */
const experts: Expert[] = inventExperts(RECORDS).map(({ name, title, organization, bio, tags }, index) => ({
  ...{ name, title, organization, bio, tags },
  location: TOWNS[(index * 7) % TOWNS.length],
}));

type Failure = { error: { name: string; message: string; details: { code?: string } } };

describe('GET /api/search', () => {
  const folder = temporaryFolder();
  let app: TestApp;
  let ids: string[];

  beforeAll(async () => {
    app = await TestApp.start({ folder });
    await app.call('grantSearchToPublic');
    ids = await app.createExperts(experts);
    await app.rebuild();
  });

  afterAll(() => app.remove());

  const idsOf = (body: SearchBody): string[] => body.data.map(({ documentId }) => documentId);

  /** Every hit of a query, a hundred at a time. */
  const all = async (query: string, parameters = ''): Promise<SearchBody['data']> => {
    const first = await app.search(query, `&pagination[page]=1&pagination[pageSize]=100${parameters}`);
    const second = await app.search(query, `&pagination[page]=2&pagination[pageSize]=100${parameters}`);
    return [...first.body.data, ...second.body.data];
  };

  it.each(['hybrid', 'semantic', 'lexical'])('answers in mode %s, best first', async (mode) => {
    const { status, body } = await app.search('who can protect coral reefs', `&mode=${mode}`);
    expect(status).toBe(200);
    expect(body.meta).toMatchObject({ mode, generation: expect.any(String), took: expect.any(Number) });
    const scores = body.data.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it.each([0, 17, 58, 99, 140])(
    'finds person %i first by the name, in any case and without accents',
    async (index) => {
      const { name } = experts[index];
      const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      for (const query of [name, plain]) {
        const { body } = await app.search(query);
        expect(body.data[0].name).toBe(name);
      }
    }
  );

  it.each([
    ['irregular heartbeat and palpitations', ['Achieng Onyango', 'Akosua Ofori-Opoku', 'Björn Fjällström']],
    [
      'aquatic invertebrates',
      ['Bae Beom-seok (배범석)', 'Evren Tekinalp', 'Narong Boonyarat', 'Veera Pöyhönen'],
    ],
  ])(
    'finds exactly the people who know about "%s" although no text has any of the words',
    async (query, names) => {
      const texts = experts.map((expert) => JSON.stringify(expert).toLowerCase());
      const words = query.split(' ').filter((word) => word !== 'and');
      expect(words.filter((word) => texts.some((text) => text.includes(word)))).toEqual([]);
      expect((await app.search(query, '&mode=lexical')).body.data).toEqual([]);
      const { body } = await app.search(query, `&mode=semantic&limit=${names.length}`);
      expect(body.data.map(({ name }) => name).sort()).toEqual([...names].sort());
    }
  );

  describe('filters', () => {
    it.each([
      ['one value', '&filters[location][$eq]=Oslo', (expert: Expert) => expert.location === 'Oslo'],
      [
        'either of two',
        '&filters[$or][0][location]=Lima&filters[$or][1][location]=Hanoi',
        (expert: Expert) => ['Lima', 'Hanoi'].includes(expert.location as string),
      ],
      [
        'a part of a text',
        '&filters[bio][$containsi]=years',
        (expert: Expert) => /years/i.test(expert.bio as string),
      ],
    ])('by %s give exactly the hits that pass, in the same order', async (_, filters, passes) => {
      for (const query of ['volcanoes and earthquakes', 'teach me to bake bread', 'law']) {
        const unfiltered = await all(query, '&minScore=0');
        expect(unfiltered).toHaveLength(RECORDS);
        const expected = unfiltered.filter((expert) => passes(expert as unknown as Expert));
        const filtered = await all(query, `&minScore=0${filters}`);
        expect(filtered.map(({ documentId }) => documentId)).toEqual(
          expected.map(({ documentId }) => documentId)
        );
        expect(filtered.length).toBeGreaterThan(0);
      }
    });

    it.each([
      ['an unknown field', '&filters[salary][$gt]=1'],
      ['an unknown operator', '&filters[name][$like]=x'],
      ['more levels than allowed', `&filters${'[$and][0]'.repeat(6)}[name]=x`],
      ['an unknown field to show', '&fields[0]=salary'],
      ['an unknown mode', '&mode=magic'],
      ['both kinds of pagination', '&pagination[page]=1&pagination[start]=0'],
      ['a page beyond the last that can be asked for', '&pagination[page]=1000&pagination[pageSize]=10'],
      ['a parameter that does not exist', '&foo=bar'],
      ['a limit that is no number', '&minScore=high'],
      ['a limit above 1', '&minScore=1.5'],
      ['an empty limit', '&minScore='],
      ['an empty start', '&pagination[start]=&pagination[limit]=5'],
      ['a parameter in the wrong place', '&page=9999'],
    ])('answer 400 with a code to %s', async (_, parameters) => {
      const { status, body } = await app.request<Failure>('GET', `/api/search?q=reef${parameters}`, {
        token: null,
      });
      expect([status, body.error.details.code]).toEqual([400, 'INVALID_REQUEST']);
    });
  });

  it('pages without a gap or a repeat, with a total', async () => {
    const seen: string[] = [];
    for (let page = 1; ; page += 1) {
      const { body } = await app.search(
        'music and theatre',
        `&minScore=0&pagination[page]=${page}&pagination[pageSize]=33`
      );
      expect(body.meta.pagination).toEqual({
        page,
        pageSize: 33,
        pageCount: 5,
        total: RECORDS,
        capped: false,
      });
      seen.push(...idsOf(body));
      if (page === 5) break;
    }
    expect(seen).toHaveLength(RECORDS);
    expect(new Set(seen)).toEqual(new Set(ids));
    const { body } = await app.search(
      'music and theatre',
      '&minScore=0&pagination[start]=40&pagination[limit]=5'
    );
    expect(idsOf(body)).toEqual(seen.slice(40, 45));
  });

  describe('what is not about the query', () => {
    it.each(['xqzv wpfk', 'asdfghjkl', '😀', "' OR '1'='1", 'hyvää huomenta', '???'])(
      'is not found: %s',
      async (query) => {
        const { body } = await app.search(query);
        expect(body.data).toEqual([]);
        expect(body.meta.pagination.total).toBe(0);
        expect(body.meta.minScore).toBeGreaterThan(0);
        expect((await app.search(query, '&minScore=0')).body.meta.pagination.total).toBe(RECORDS);
      }
    );

    it('is not counted, and pages end with the last hit', async () => {
      const query = 'volcanoes and earthquakes';
      const { body } = await app.search(query, '&limit=100');
      const { total } = body.meta.pagination;
      expect(body.data).toHaveLength(total);
      expect(total).toBeGreaterThan(3);
      expect(total).toBeLessThan(RECORDS / 2);
      const pages: string[] = [];
      for (let start = 0; start < total + 3; start += 3) {
        const page = await app.search(query, `&pagination[start]=${start}&pagination[limit]=3`);
        expect(page.body.meta.pagination.total).toBe(total);
        pages.push(...idsOf(page.body));
      }
      expect(pages).toEqual(idsOf(body));
    });

    it('becomes less with a lower limit, and more with a higher one', async () => {
      const totalWith = async (minScore: number) =>
        (await app.search('teaching music', `&minScore=${minScore}`)).body.meta.pagination.total;
      const totals = [await totalWith(0.1), await totalWith(0.3), await totalWith(0.5), await totalWith(0.9)];
      expect(totals).toEqual([...totals].sort((a, b) => b - a));
      expect(totals[0]).toBeGreaterThan(totals[3]);
      const { body } = await app.search('teaching music', '&minScore=0.3');
      expect(body.meta.minScore).toBe(0.3);
    });

    it('does not depend on filters', async () => {
      const [{ location }] = experts;
      const filter = `&limit=100&filters[location][$eq]=${encodeURIComponent(location as string)}`;
      for (const query of ['volcanoes and earthquakes', 'music', 'law']) {
        const { body } = await app.search(query, '&limit=100');
        const expected = body.data.filter((hit) => hit.location === location);
        expect(idsOf((await app.search(query, filter)).body)).toEqual(idsOf({ ...body, data: expected }));
      }
    });
  });

  it('shows only the fields asked for, and the passage that fits', async () => {
    const { body } = await app.search('coral reefs', '&fields[0]=name&fields[1]=bio&highlight=true&limit=5');
    for (const { title, bio, highlight } of body.data) {
      expect(title).toBeUndefined();
      if (highlight !== null) expect((bio as string).replace(/\s+/g, ' ')).toContain(highlight);
    }
    expect(body.data.some(({ highlight }) => highlight !== null)).toBe(true);
  });

  it('shows no passage of a field that the answer leaves out, nor one that editors have removed', async () => {
    const query = 'coral reefs';
    const hidden = await app.search(query, '&minScore=0&fields[0]=name&highlight=true');
    expect(hidden.body.data.map(({ highlight }) => highlight)).toEqual(Array(10).fill(null));
    const before = await app.search(query, '&highlight=true&limit=1');
    const [{ documentId, bio, highlight }] = before.body.data;
    expect(highlight).toEqual(expect.any(String));
    // The index stays as it was: what was removed is in its passages still.
    await app.call('updateExpert', { documentId, data: { bio: 'Nothing that was said before.' } });
    const after = await app.search(query, '&highlight=true&limit=1');
    expect(after.body.data[0]).toMatchObject({ documentId, highlight: null });
    expect(JSON.stringify(after.body)).not.toContain(highlight);
    await app.call('updateExpert', { documentId, data: { bio } });
  });

  it.each(['createdBy', 'updatedBy'])(
    'never shows the private %s, and refuses to be asked for it',
    async (field) => {
      const everything = await app.search('coral reefs', '&populate=*');
      expect(everything.status).toBe(200);
      for (const hit of everything.body.data) expect(Object.keys(hit)).not.toContain(field);
      for (const parameters of [
        `&populate=${field}`,
        `&populate[0]=${field}`,
        `&filters[${field}][email][$contains]=a`,
        `&fields[0]=${field}`,
      ]) {
        const { status, body } = await app.search('coral reefs', parameters);
        if (status === 200) for (const hit of body.data) expect(Object.keys(hit)).not.toContain(field);
        else expect(status).toBe(400);
      }
    }
  );

  it('explains scores to those who may see it', async () => {
    expect((await app.search('coral reefs', '&explain=true')).status).toBe(403);
    await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.explain' });
    const { body } = await app.search('coral reefs', '&explain=true');
    expect(body.data[0].explain).toEqual({
      whole: expect.any(Number),
      passage: expect.any(Number),
      lexical: expect.any(Number),
      name: 0,
    });
  });

  it('tells nothing of a record that is not published any more, not even what is like it', async () => {
    const url = `/api/search/similar/${ids[5]}`;
    expect((await app.request('GET', url, { token: null })).status).toBe(200);
    await app.call('unpublishExpert', { documentId: ids[5] });
    const { status, body } = await app.request<Failure>('GET', url, { token: null });
    expect([status, body.error.details.code]).toEqual([404, 'RECORD_NOT_INDEXED']);
    await app.call('publishExpert', { documentId: ids[5] });
    expect((await app.request('GET', url, { token: null })).status).toBe(200);
  });

  it('finds similar experts without the expert itself, with the same filters', async () => {
    const url = `/api/search/similar/${ids[3]}?limit=20`;
    const similar = await app.request<SearchBody>('GET', url, { token: null });
    expect(similar.status).toBe(200);
    expect(idsOf(similar.body)).toHaveLength(20);
    expect(idsOf(similar.body)).not.toContain(ids[3]);
    const inOslo = await app.request<SearchBody>('GET', `${url}&filters[location]=Oslo`, { token: null });
    expect(new Set(inOslo.body.data.map(({ location }) => location))).toEqual(new Set(['Oslo']));
    const missing = await app.request<Failure>('GET', '/api/search/similar/nobody', { token: null });
    expect([missing.status, missing.body.error.details.code]).toEqual([404, 'RECORD_NOT_INDEXED']);
  });

  describe('suggestions', () => {
    type Suggestions = {
      data: { text: string; kind: string; contentType?: string; documentId?: string }[];
      meta: { generation: string; took: number };
    };

    const suggest = async (query: string, parameters = '') =>
      (
        await app.request<Suggestions>(
          'GET',
          `/api/search/suggest?q=${encodeURIComponent(query)}${parameters}`,
          {
            token: null,
          }
        )
      ).body;

    const textsOf = ({ data }: Suggestions, kind?: string): string[] =>
      data.filter((one) => kind === undefined || one.kind === kind).map(({ text }) => text);

    it('need a permission of their own', async () => {
      expect(await suggest('ree')).toMatchObject({ error: { status: 403 } });
      await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.suggest' });
      expect((await suggest('ree')).meta).toEqual({
        generation: expect.any(String),
        took: expect.any(Number),
      });
    });

    it('are the names of records, by the beginning of any of their words', async () => {
      const { name } = experts[17];
      const [first, last] = [name.split(' ')[0], name.split(' ').at(-1) as string];
      for (const typed of [first.slice(0, 3), last.slice(0, 4), `${last} ${first.slice(0, 2)}`]) {
        const body = await suggest(typed, '&limit=20');
        expect(body.data).toContainEqual({
          ...{ text: name, kind: 'name', contentType: 'api::expert.expert', documentId: ids[17] },
        });
      }
    });

    it('are the tags of records, and phrases that several texts have', async () => {
      const [tag] = experts[3].tags as string[];
      expect(textsOf(await suggest(tag.slice(0, 5)), 'tag')).toContain(tag);
      const phrases = textsOf(await suggest('rea', '&limit=20'), 'phrase');
      const words = (text: string): string =>
        ` ${text
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu)
          ?.join(' ')} `;
      const counts = phrases.map(
        (phrase) =>
          experts.filter(({ bio, title }) => words(`${title}. ${bio}`).includes(words(phrase))).length
      );
      expect(phrases.length).toBeGreaterThan(0);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
    });

    it('forgive one slip', async () => {
      const { name } = experts[58];
      const [first] = name.split(' ');
      const slipped = first[0] + first[2] + first[1] + first.slice(3);
      expect(textsOf(await suggest(slipped, '&limit=20'))).toContain(name);
    });

    it('are as many as asked for, of the content types and the language asked for', async () => {
      expect((await suggest('a')).data).toHaveLength(8);
      expect((await suggest('a', '&limit=3&type=expert')).data).toHaveLength(3);
      expect((await suggest('a', '&locale=fr')).data).toEqual([]);
    });

    it.each([
      ['no text', 'q=', 'QUERY_EMPTY'],
      ['too many', 'q=a&limit=21', 'INVALID_REQUEST'],
      ['none', 'q=a&limit=0', 'INVALID_REQUEST'],
      ['a parameter of search', 'q=a&mode=lexical', 'INVALID_REQUEST'],
      ['an unknown content type', 'q=a&type=page', 'INVALID_REQUEST'],
      ['a wrong locale', 'q=a&locale=*', 'INVALID_REQUEST'],
    ])('refuse %s with 400', async (_, query, code) => {
      const { status, body } = await app.request<Failure>('GET', `/api/search/suggest?${query}`, {
        token: null,
      });
      expect([status, body.error.details.code]).toEqual([400, code]);
    });

    it('do not show what has been unpublished, nor a name or phrase that editors have removed', async () => {
      const [documentId] = await app.createExperts([{ ...experts[5], name: 'Xaverine Quillfeather' }]);
      await app.createExperts(
        ['one', 'two', 'three'].map((word) => ({
          ...{ name: `Zzyx ${word}`, bio: `Builds ${word} quintuple harpsichords every year, for hire.` },
        }))
      );
      await app.rebuild();
      expect(textsOf(await suggest('quillf'))).toEqual(['Xaverine Quillfeather']);
      expect(textsOf(await suggest('quintuple h'))).toEqual(['quintuple harpsichords every']);
      await app.call('updateExpert', { documentId, data: { name: 'Xaverine Other' } });
      expect(textsOf(await suggest('quillf'))).toEqual([]);
      await app.call('updateExpert', { documentId, data: { name: 'Xaverine Quillfeather' } });
      expect(textsOf(await suggest('quillf'))).toEqual(['Xaverine Quillfeather']);
      await app.call('unpublishExpert', { documentId });
      expect(textsOf(await suggest('quillf'))).toEqual([]);
    });
  });

  it('never shows what was unpublished or deleted since, on any page, and pages stay full', async () => {
    const query = 'gardens and forests';
    const before = (await all(query)).map(({ documentId }) => documentId);
    const gone = [before[0], before[4], before[12]];
    await app.call('unpublishExpert', { documentId: gone[0] });
    await app.call('unpublishExpert', { documentId: gone[1] });
    await app.call('deleteExpert', { documentId: gone[2] });
    const left = before.filter((id) => !gone.includes(id));
    for (const page of [1, 2]) {
      const { body } = await app.search(query, `&pagination[page]=${page}&pagination[pageSize]=10`);
      expect(idsOf(body)).toEqual(left.slice((page - 1) * 10, page * 10));
    }
  });

  it('searches each language separately', async () => {
    await app.call('createLocale', { code: 'de', name: 'Deutsch' });
    const [documentId] = ids;
    const data = {
      name: experts[0].name,
      title: 'Übersetzerin',
      bio: 'Übersetzt Gedichte aus dem Finnischen. Lehrt das Handwerk in Leipzig.',
    };
    await app.call('translateExpert', { documentId, locale: 'de', data });
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    const german = await app.search('Gedichte', '&locale=de');
    expect(german.body.data.map(({ title, locale }) => [title, locale])).toEqual([['Übersetzerin', 'de']]);
    const english = await app.search('Gedichte aus dem Finnischen');
    expect(english.body.data.map(({ locale }) => locale)).not.toContain('de');
    expect((await app.search('reef', '&locale=fr')).body.data).toEqual([]);
  });

  it('answers 429 with Retry-After to a client that asks too often', async () => {
    await app.stop();
    const settings = { search: { rateLimit: { requests: 3, seconds: 60 } } };
    app = await TestApp.start({ folder, env: { INDEX_REBUILD_SETTINGS: JSON.stringify(settings) } });
    const statuses: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) statuses.push((await app.search('reef')).status);
    expect(statuses).toEqual([200, 200, 200]);
    const { status, headers, body } = await app.search('reef');
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(body).toMatchObject({ error: { name: 'RateLimitError', details: { code: 'RATE_LIMITED' } } });
  });

  it('answers 503 with Retry-After at once when too many searches wait', async () => {
    await app.stop();
    const settings = { search: { maxWaiting: 2 } };
    app = await TestApp.start({ folder, env: { INDEX_REBUILD_SETTINGS: JSON.stringify(settings) } });
    expect((await app.search('reef')).status).toBe(200);
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, turn) => app.search(`reef number ${turn}`))
    );
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect(refused[0].headers.get('retry-after')).toBe('1');
    expect(refused[0].body).toMatchObject({ error: { details: { code: 'SEARCH_OVERLOADED' } } });
    expect((await app.search('reef')).status).toBe(200);
  });
});
