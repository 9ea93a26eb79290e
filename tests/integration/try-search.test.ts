import { truncateSync } from 'node:fs';
import path from 'node:path';

import type {
  TryOptions,
  TryRecord,
  TryRecordRef,
  TryResponse,
} from '../../src/plugins/index-rebuild/shared/contracts';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp, WITHOUT_OVERLAY, type ContentPermission } from '../support/test-app';
import { until } from '../support/until';

const UID = 'api::expert.expert';
const TRY = 'plugin::index-rebuild.try-search';

/** Long enough to be divided into passages. */
const CORAS_BIO = [
  'Cora repairs steam engines in the workshop of the railway museum, from the boiler to the whistle.',
  'On weekends she sings in the choir of her village, which has won several regional competitions.',
  'Her garden has forty kinds of tomatoes, whose seeds she exchanges with neighbours every spring.',
  'Before that she taught mathematics to apprentices and wrote a textbook on gears and levers.',
].join(' ');

type Failure = { error: { message: string; details: { code?: string } } };

const readExperts = (fields: string[], conditions: string[] = []): ContentPermission => ({
  action: 'plugin::content-manager.explorer.read',
  subject: UID,
  properties: { fields, locales: ['en'] },
  conditions,
});

describe('trying search', () => {
  let app: TestApp;
  let first: string;
  let second: string;
  let bea: string;
  let cora: string;
  let otto: string;

  beforeAll(async () => {
    app = await TestApp.start({ env: WITHOUT_OVERLAY });
    await app.call('grantSearchToPublic');
    await app.createExperts(sampleExperts(12));
    [cora] = await app.createExperts([{ name: 'Cora', location: 'Lima', bio: CORAS_BIO }]);
    [otto] = await app.createExperts([{ name: 'Otto', bio: 'He repairs elevators.' }]);
    first = (await app.rebuild()).generation as string;
    [bea] = await app.createExperts([beekeeper('Bea')]);
    second = (await app.rebuild()).generation as string;
  });

  afterAll(() => app.remove());

  const ask = <Body = TryResponse>(query: Record<string, string>, route = '', token?: string) =>
    app.request<Body & Failure>('GET', `/index-rebuild/try${route}?${new URLSearchParams(query)}`, { token });
  const place = async (documentId: string, query: Record<string, string>) =>
    (await ask<{ data: TryRecord }>({ uid: UID, documentId, ...query }, '/record')).body.data;
  const names = ({ data }: TryResponse) => data.map(({ name }) => name);

  describe('needs permissions', () => {
    it('of the plugin', async () => {
      expect((await ask({ q: 'bees' }, '', '')).status).toBe(401);
      const token = await app.signInAs('reader', ['plugin::index-rebuild.read', readExperts(['name'])]);
      for (const route of ['', '/options', '/records', '/record'])
        expect((await ask({ q: 'bees' }, route, token)).status).toBe(403);
    });

    it('of the Content Manager for the records that are shown', async () => {
      const token = await app.signInAs('stranger', [TRY]);
      for (const [route, query] of [
        ['', { q: 'bees' }],
        ['/options', {}],
        ['/records', { name: '' }],
        ['/record', { q: 'bees', uid: UID, documentId: bea }],
      ] as [string, Record<string, string>][]) {
        const { status, body } = await ask(query, route, token);
        expect(status).toBe(403);
        expect(body.error.details.code).toBe('NOTHING_READABLE');
      }
    });

    it('for each field: nothing of a text that the administrator may not read', async () => {
      const token = await app.signInAs('namer', [TRY, readExperts(['name'])]);
      const { body } = await ask({ q: 'steam engines' }, '', token);
      expect(body.data[0]).toMatchObject({ name: 'Cora', passage: null });
      expect(JSON.stringify(body)).not.toMatch(/steam|boiler/i);
      const filtered = await ask({ q: 'honey bees', 'filters[location][$eq]': 'Lima' }, '', token);
      expect(filtered.status).toBe(400);
      expect(
        (await ask<{ data: TryOptions }>({}, '/options', token)).body.data.sources[0].filterable
      ).toEqual([]);
    });

    it('and the name, which cannot be asked for either', async () => {
      const token = await app.signInAs('placer', [TRY, readExperts(['location'])]);
      expect((await ask({ q: 'honey bees' }, '', token)).body.data[0]).toMatchObject({ name: null });
      const { body } = await ask<{ data: TryRecordRef[] }>({ name: 'Bea' }, '/records', token);
      expect(body.data).toEqual([]);
    });

    it('with conditions: a record that is somebody else’s is no hit, and not there', async () => {
      const token = await app.signInAs('owner', [TRY, readExperts(['name', 'bio'], ['admin::is-creator'])]);
      const { body } = await ask({ q: 'honey bees' }, '', token);
      expect([body.data, body.meta.total]).toEqual([[], 0]);
      const record = await ask({ q: 'honey bees', uid: UID, documentId: bea }, '/record', token);
      expect([record.status, record.body.error.details.code]).toEqual([404, 'RECORD_NOT_FOUND']);
    });
  });

  it('answers as visitors’ search does, with the parts of each score and the passage', async () => {
    const { body } = await ask({ q: 'steam engines', limit: '3' });
    const visitors = (await app.search('steam engines', '&limit=3&highlight=true')).body;
    expect(body.data.map(({ documentId, score }) => [documentId, score])).toEqual(
      visitors.data.map(({ documentId, score }) => [documentId, score])
    );
    expect(body.meta).toMatchObject({
      ...{ generation: second, live: true, mode: 'hybrid', total: visitors.meta.pagination.total },
      ...{ capped: false, minScore: visitors.meta.minScore },
    });
    const { passage, parts, ...record } = body.data[0];
    expect(record).toMatchObject({ uid: UID, documentId: cora, locale: 'en', name: 'Cora' });
    expect(passage).toMatch(/steam engines/);
    expect(passage).toBe(visitors.data[0].highlight);
    expect(parts.whole).toBeGreaterThan(0.2);
    expect(parts.lexical).toBeGreaterThan(0);
  });

  it('corrects words and says so, unless it is told not to', async () => {
    expect((await ask({ q: 'bees in swrams' })).body.meta.correctedTo).toBe('bees in swarms');
    expect((await ask({ q: 'bees in swrams', spelling: 'exact' })).body.meta.correctedTo).toBeUndefined();
  });

  it('takes filters', async () => {
    const { body } = await ask({ q: 'steam engines', minScore: '0', 'filters[location][$eq]': 'Lima' });
    expect(names(body)).toEqual(['Cora']);
  });

  it.each([
    [{ q: '' }, 'QUERY_EMPTY'],
    [{ q: 'x', mode: 'magic' }, 'INVALID_REQUEST'],
    [{ q: 'x', populate: '*' }, 'INVALID_REQUEST'],
    [{ q: 'x', 'filters[secret][$eq]': '1' }, 'INVALID_REQUEST'],
  ] as [Record<string, string>, string][])('refuses %j', async (query, code) => {
    const { status, body } = await ask(query);
    expect([status, body.error.details.code]).toEqual([400, code]);
  });

  it('lists what can be chosen', async () => {
    const { body } = await ask<{ data: TryOptions }>({}, '/options');
    expect(body.data).toMatchObject({
      sources: [{ uid: UID, label: 'Expert', filterable: ['organization', 'location'] }],
      locales: ['en'],
      versions: [
        { id: second, live: true, records: 15 },
        { id: first, live: false, records: 14 },
      ],
    });
  });

  it('offers records by a part of their names, drafts among them', async () => {
    await app.createExperts([{ name: 'Beatrix', bio: 'Draws rabbits.' }], { status: 'draft' });
    const { body } = await ask<{ data: TryRecordRef[] }>({ name: 'bea' }, '/records');
    expect(body.data.map(({ name }) => name)).toEqual(['Bea', 'Beatrix']);
  });

  describe('with an earlier version', () => {
    it('answers from that version, in a searcher of its own, while visitors have the live one', async () => {
      const { body } = await ask({ q: 'honey bees', version: first });
      expect(body.meta).toMatchObject({ generation: first, live: false });
      expect(names(body)).not.toContain('Bea');
      expect(app.children('searcher')).toHaveLength(2);
      expect((await app.search('honey bees')).body.meta.generation).toBe(second);
    });

    it('says of a record that came later that this version does not have it', async () => {
      const found = await place(bea, { q: 'honey bees', version: first });
      expect(found).toMatchObject({ rank: null, live: false, parts: null, reasons: ['notInVersion'] });
    });

    it('opens another searcher when that one dies', async () => {
      const [live, earlier] = app.children('searcher').sort((a, b) => a - b);
      process.kill(earlier, 'SIGKILL');
      expect((await ask({ q: 'honey bees', version: first })).status).toBe(200);
      expect(app.children('searcher')).toContain(live);
      expect(app.children('searcher')).not.toContain(earlier);
    });

    it('is closed when a run begins, and with a removed version there is nothing to open', async () => {
      const run = (await app.startRun()).body.data.id;
      await app.ended(run);
      const { status, body } = await ask({ q: 'x', version: 'no-such-version' });
      expect([status, body.error.details.code]).toEqual([404, 'GENERATION_NOT_FOUND']);
    });

    it('refuses one whose files are damaged, and visitors notice nothing', async () => {
      await until('the end of the earlier searcher', () => app.children('searcher').length === 1);
      truncateSync(path.join(app.generationFolder(first), 'lexical.bin'), 10);
      const { status, body } = await ask({ q: 'honey bees', version: first });
      expect([status, body.error.details.code]).toEqual([503, 'GENERATION_NOT_OPENED']);
      expect((await app.search('honey bees')).status).toBe(200);
      await until('the end of the one that refused', () => app.children('searcher').length === 1);
    });
  });

  describe('and asking why a record is not found', () => {
    it('gives the place of one that is', async () => {
      expect(await place(bea, { q: 'honey bees' })).toMatchObject({
        ...{ record: { name: 'Bea', locale: 'en' }, rank: 1, reasons: [], live: true },
        state: { state: 'indexed' },
      });
    });

    it('names the filter that leaves it out', async () => {
      const found = await place(bea, { q: 'honey bees', 'filters[location][$eq]': 'Lima' });
      expect(found).toMatchObject({ rank: null, reasons: ['filteredOut'] });
      expect(found.parts?.lexical).toBeGreaterThan(0);
    });

    it('says that it is not near enough, with the scores that it has', async () => {
      const found = await place(otto, { q: 'honey bees' });
      expect(found).toMatchObject({ rank: null, reasons: ['noWord', 'belowCutOff'] });
      expect(found.parts?.lexical).toBe(0);
      expect(found.parts?.whole).toBeLessThan(0.4);
      expect(found.score).not.toBeNull();
    });

    it('says of a search by words that it has none of them', async () => {
      const found = await place(otto, { q: 'honey bees', mode: 'lexical' });
      expect(found).toMatchObject({ rank: null, score: null, reasons: ['noWord'] });
    });

    it('says that a record waits for the next rebuild, is a draft, or has no text', async () => {
      const [late] = await app.createExperts([beekeeper('Late')]);
      const [draft] = await app.createExperts([beekeeper('Draft')], { status: 'draft' });
      const [empty] = await app.createExperts([{ name: 'Empty' }]);
      expect((await place(late, { q: 'honey bees' })).reasons).toEqual(['waiting']);
      expect((await place(draft, { q: 'honey bees' })).reasons).toEqual(['draft']);
      expect(await place(empty, { q: 'honey bees' })).toMatchObject({
        reasons: ['noText'],
        state: { problem: { message: expect.stringContaining('no text') } },
      });
    });

    it('says that search has an earlier text', async () => {
      await app.call('updateExpert', { documentId: bea, data: { bio: 'She now repairs tractors.' } });
      const found = await place(bea, { q: 'honey bees' });
      expect(found).toMatchObject({ rank: 1, reasons: ['outdated'] });
      expect((await ask({ q: 'honey bees' })).body.data[0]).toMatchObject({ documentId: bea, passage: null });
    });

    it('says that it is not published any more', async () => {
      await app.call('unpublishExpert', { documentId: bea });
      expect(await place(bea, { q: 'honey bees' })).toMatchObject({ rank: null, reasons: ['draft'] });
    });
  });

  it('is not counted among the searches of visitors', async () => {
    const { body } = await app.startRun();
    for (let turn = 0; turn < 5; turn += 1) await ask({ q: 'honey bees' });
    expect((await app.ended(body.data.id)).search.queries).toBe(0);
  });
});
