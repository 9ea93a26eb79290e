import type { ListDriftResponse } from '../../src/plugins/index-rebuild/shared/contracts';
import { importChanged } from '../support/archive';
import { ContentManager } from '../support/content-manager';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { Hook } from '../support/hook';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp } from '../support/test-app';
import { until } from '../support/until';

const RECORDS = 40;
/** One vector a record is enough here. */
const env = { INDEX_REBUILD_SETTINGS: JSON.stringify(WITHOUT_PASSAGES) };
const ENGLISH_EDIT = { bio: 'Gave it all up and paints lighthouses now.' };

describe('drift', () => {
  const folder = temporaryFolder();
  let app: TestApp;
  let cms: ContentManager;
  /** Published in both languages and indexed so; each case takes the next. */
  let unused: string[];
  let markers = 0;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env });
    cms = new ContentManager(app);
    await app.request('POST', '/i18n/locales', {
      body: { code: 'de', name: 'German (de)', isDefault: false },
    });
    unused = await app.createExperts(
      sampleExperts(RECORDS).map((expert) => ({ ...expert, tags: ['a', 'b'] }))
    );
    for (const [index, documentId] of unused.slice(0, 25).entries()) {
      const data = {
        name: `Person ${index}`,
        title: 'Auf Deutsch',
        bio: `Ein Leben auf Deutsch, ${documentId}.`,
      };
      await app.call('translateExpert', { documentId, locale: 'de', data });
    }
    await app.rebuild();
  });

  afterAll(() => app.remove());

  const take = (): string => unused.shift() as string;

  /** Drift of these documents once everything that was done before has been compared. */
  const driftOf = async (...ids: string[]): Promise<string[]> => {
    const [marker] = await app.createExperts([
      { name: `Marker ${(markers += 1)}`, bio: 'Fingerprints a place.' },
    ]);
    const rows = await until('the comparison', async () => {
      const { data } = await app.driftList('?pageSize=100&kind=added');
      return data.some(({ documentId }) => documentId === marker) && (await app.driftList()).data;
    });
    await app.call('deleteExpert', { documentId: marker });
    await until('the marker to go', async () =>
      (await app.driftList()).data.every(({ documentId }) => documentId !== marker)
    );
    return rows
      .filter(({ documentId }) => ids.includes(documentId))
      .map(({ kind, cause, locale }) => `${kind} ${cause} ${locale}`)
      .sort();
  };

  it('is empty after a rebuild', async () => {
    expect(await app.drift()).toEqual({
      added: 0,
      changed: 0,
      removed: 0,
      share: 0,
      level: 'none',
      since: null,
      searchable: 0,
    });
    expect(await driftOf(...unused)).toEqual([]);
  });

  it('is shown with a name, a path to the record, a share and a level', async () => {
    const documentId = take();
    const hook = await Hook.start();
    const events = ['index-rebuild.drift.level'];
    const webhook = { name: 'Drift', url: hook.url, headers: {}, events };
    expect((await app.request('POST', '/admin/webhooks', { body: webhook })).status).toBe(201);
    await app.call('events', { name: 'index-rebuild.drift.level' });
    await app.call('deleteExpert', { documentId });
    const drift = await until('drift', async () => (await app.drift())?.removed === 1 && app.drift());
    expect(drift).toMatchObject({
      added: 0,
      changed: 0,
      removed: 1,
      level: 'notice',
      since: expect.any(String),
    });
    const { data, meta } = await app.driftList();
    expect(data).toEqual([
      {
        uid: 'api::expert.expert',
        label: 'Expert',
        isSingleType: false,
        documentId,
        locale: 'en',
        name: expect.stringMatching(/^Person/),
        kind: 'removed',
        cause: 'deleted',
        since: drift.since,
        searchableSince: null,
        waitsFor: null,
      },
    ]);
    expect(meta.drift).toMatchObject({
      ...drift,
      generation: (await app.status()).generation,
      estimate: { records: 0 },
    });
    const [event] = await app.call<object[]>('events', { name: 'index-rebuild.drift.level' });
    expect(event).toMatchObject({ from: 'none', to: 'notice', drift: { removed: 1 } });
    const [called] = await until('the webhook', () => hook.bodies.length > 0 && hook.bodies);
    expect(called).toMatchObject({ event: events[0], to: 'notice' });
    await hook.stop();
  });

  describe('through the Content Manager', () => {
    it.each<[string, (id: string) => Promise<unknown>, string[]]>([
      ['a saved draft', (id) => cms.update(id, ENGLISH_EDIT), []],
      ['a saved and published text', (id) => cms.publish(id, ENGLISH_EDIT), ['changed text en']],
      [
        'a published change of a field that is not indexed',
        (id) => cms.publish(id, { links: ['https://example.com'] }),
        [],
      ],
      ['publishing again without a change', (id) => cms.publish(id), []],
      [
        'a published change back to what is live',
        async (id) => {
          const { title } = await app.call<{ title: string }>('document', {
            action: 'findOne',
            documentId: id,
          });
          await cms.publish(id, { title: 'Something else' });
          await cms.publish(id, { title });
        },
        [],
      ],
      [
        'a draft that is discarded',
        async (id) => [await cms.update(id, ENGLISH_EDIT), await cms.discard(id)],
        [],
      ],
      ['unpublishing one language', (id) => cms.unpublish(id, 'en'), ['removed unpublished en']],
      [
        'unpublishing and discarding the draft',
        async (id) => [await cms.update(id, ENGLISH_EDIT), await cms.unpublish(id, 'en', true)],
        ['removed unpublished en'],
      ],
      [
        'unpublishing and publishing again',
        async (id) => [await cms.unpublish(id, 'en'), await cms.publish(id, {}, 'en')],
        [],
      ],
      [
        'publishing another language',
        (id) => cms.publish(id, { title: 'Neu auf Deutsch' }, 'de'),
        ['changed text de'],
      ],
      ['a draft of another language', (id) => cms.update(id, { title: 'Noch ein Entwurf' }, 'de'), []],
      [
        'a name, which all languages share',
        (id) => cms.publish(id, { name: 'Another Name' }, 'en'),
        ['changed text en'],
      ],
      ['deleting one language', (id) => cms.delete(id, 'de'), ['removed deleted de']],
      ['deleting all languages', (id) => cms.delete(id, '*'), ['removed deleted de', 'removed deleted en']],
      [
        'emptying what is indexed',
        (id) => cms.publish(id, { title: null, bio: null, tags: null }),
        ['removed unindexable en'],
      ],
    ])('%s', async (_, act, expected) => {
      const id = take();
      await act(id);
      expect(await driftOf(id)).toEqual(expected);
    });

    it('a new draft is no drift until it is published; a clone is a draft', async () => {
      const source = take();
      const draft = await cms.create({ name: 'Draft', bio: 'Not out yet.' });
      const published = await cms.createAndPublish({ name: 'Out', bio: 'Out at once.' });
      const empty = await cms.createAndPublish({ name: 'Nothing else' });
      const clone = await cms.clone(source, { name: 'Copy' });
      expect(await driftOf(source, draft, published, empty, clone)).toEqual(['added published en']);
      await cms.publish(draft);
      await cms.publish(clone);
      expect(await driftOf(source, draft, published, empty, clone)).toEqual(
        Array(3).fill('added published en')
      );
      await cms.delete(published);
      expect(await driftOf(published)).toEqual([]);
    });

    it('bulk actions count for every record', async () => {
      const ids = unused.splice(0, 3);
      for (const id of ids) await cms.update(id, ENGLISH_EDIT);
      expect(await driftOf(...ids)).toEqual([]);
      await cms.bulk('bulkPublish', ids, 'en');
      expect(await driftOf(...ids)).toEqual(Array(3).fill('changed text en'));
      await cms.bulk('bulkUnpublish', ids, 'en');
      expect(await driftOf(...ids)).toEqual(Array(3).fill('removed unpublished en'));
      await cms.bulk('bulkDelete', ids, 'en');
      expect(await driftOf(...ids)).toEqual(Array(3).fill('removed deleted en'));
    });
  });

  describe('through the document service', () => {
    const call = (action: string, documentId: string, params: object = {}): Promise<unknown> =>
      app.call('document', { action, documentId, ...params });

    it('a field that languages share counts in each, even if Strapi writes it to the others late', async () => {
      const id = take();
      await app.call('delayOtherLanguages', { milliseconds: 500 });
      await call('update', id, { data: { name: 'Renamed in one language' }, status: 'published' });
      expect(await driftOf(id)).toEqual(['changed text de', 'changed text en']);
      await app.call('delayOtherLanguages', { milliseconds: 0 });
    });

    it('what an edit has written counts, though it fails afterwards', async () => {
      const id = take();
      await app.call('delayOtherLanguages', { milliseconds: 0, fails: true });
      const edit = call('update', id, { data: { name: 'Renamed in part' }, status: 'published' });
      await expect(edit).rejects.toThrow('locked');
      await app.call('delayOtherLanguages', { milliseconds: 0 });
      expect(await driftOf(id)).toEqual(['changed text en']);
    });

    it.each<[string, (id: string) => Promise<unknown>, string[]]>([
      ['update of a draft', (id) => call('update', id, { data: ENGLISH_EDIT }), []],
      [
        'update with status published',
        (id) => call('update', id, { data: ENGLISH_EDIT, status: 'published' }),
        ['changed text en'],
      ],
      [
        'the same tags in another shape: the text is as before, the values to filter on are not',
        (id) => call('update', id, { data: { tags: ['a, b'] }, status: 'published' }),
        ['changed filterable en'],
      ],
      ['unpublish', (id) => call('unpublish', id), ['removed unpublished en']],
      ['delete', (id) => call('delete', id), ['removed deleted en']],
      [
        'update and discardDraft',
        async (id) => [await call('update', id, { data: ENGLISH_EDIT }), await call('discardDraft', id)],
        [],
      ],
    ])('%s', async (_, act, expected) => {
      const id = take();
      await act(id);
      expect(await driftOf(id)).toEqual(expected);
    });

    it('a transaction that is rolled back causes no drift', async () => {
      const id = take();
      await expect(app.call('rolledBack', { documentId: id, data: ENGLISH_EDIT })).rejects.toThrow(
        'rolled back'
      );
      expect(await driftOf(id)).toEqual([]);
    });
  });

  it('shows in search only as a level', async () => {
    await app.call('grantSearchToPublic');
    expect((await app.search('coral')).body.meta).toMatchObject({ drift: 'warning' });
  });

  it('can be queried for one record', async () => {
    const state = async (id: string, locale = 'en') => {
      const path = `/index-rebuild/drift/records/${id}?uid=api::expert.expert&locale=${locale}`;
      return (await app.request<{ data: object }>('GET', path)).body.data;
    };
    const id = take();
    expect(await state(id)).toEqual({
      ...{ state: 'indexed', inSearch: 'up-to-date', cause: null, since: null, problem: null },
      ...{ searchableSince: null, waitsFor: null },
    });
    expect(await state(id, 'de')).toMatchObject({ state: 'draft' });
    await cms.publish(id, ENGLISH_EDIT);
    await driftOf(id);
    expect(await state(id)).toMatchObject({ state: 'changed', cause: 'text', since: expect.any(String) });
    await cms.unpublish(id, 'en');
    expect(await state(id)).toMatchObject({ state: 'removed', cause: 'unpublished' });
    const [fresh, empty] = await app.createExperts([{ name: 'Fresh', bio: 'New here.' }, { name: 'Empty' }]);
    expect(await state(fresh)).toMatchObject({ state: 'added' });
    expect(await state(empty)).toMatchObject({
      state: 'unindexable',
      problem: { code: 'RECORD_WITHOUT_TEXT', message: expect.stringContaining('no text') },
    });
  });

  it('never blocks a save when it cannot be written, and is found afterwards', async () => {
    const id = take();
    await app.call('breakDrift', { broken: true });
    await cms.publish(id, ENGLISH_EDIT);
    await app.call('breakDrift', { broken: false });
    expect(await driftOf(id)).toEqual(['changed text en']);
  });

  it('needs the permission to read, and that to rebuild for a check', async () => {
    const reader = await app.signInAs('reader', ['plugin::index-rebuild.read']);
    const nobody = await app.signInAs('nobody', []);
    const editor = await app.signInAs('editor', [
      'plugin::index-rebuild.read',
      {
        action: 'plugin::content-manager.explorer.read',
        subject: 'api::expert.expert',
        properties: { fields: ['name'], locales: ['en'] },
      },
    ]);
    const record = '/index-rebuild/drift/records/x?uid=api::expert.expert';
    const asked = async (method: string, path: string, token: string | null) =>
      (await app.request(method, path, { token })).status;
    const answers = async (path: string): Promise<number[]> =>
      Promise.all([editor, reader, nobody, null].map((token) => asked('GET', path, token)));
    expect(await answers('/index-rebuild/drift')).toEqual([200, 200, 403, 401]);
    expect(await answers(record)).toEqual([200, 403, 403, 401]);
    expect(await asked('POST', '/index-rebuild/drift/check', reader)).toBe(403);
    expect((await app.request('POST', '/index-rebuild/drift/check')).status).toBe(200);
    expect((await app.request('GET', '/index-rebuild/drift?kind=other')).status).toBe(400);
  });

  it('names records only to those who may read them in the Content Manager', async () => {
    const name = 'Draft of a secret appointment';
    const id = take();
    await cms.publish(id, { name });
    const secret = await until('the drift', async () =>
      (await app.driftList()).data.find((item) => item.name === name)
    );
    const token = await app.signInAs('curious', ['plugin::index-rebuild.read']);
    const { body } = await app.request<ListDriftResponse>('GET', '/index-rebuild/drift?pageSize=100', {
      token,
    });
    // Whether it is searchable by now does not matter here.
    const { searchableSince, waitsFor, ...listed } = secret;
    expect([searchableSince, waitsFor]).toContain(null);
    expect(body.data).toContainEqual(expect.objectContaining({ ...listed, name: null }));
    expect(JSON.stringify(body)).not.toContain(name);
  });

  it('of a change that bypassed every hook is found by a check', async () => {
    const id = take();
    const before = await app.drift();
    const statement =
      "UPDATE experts SET bio = 'Past every hook' WHERE document_id = ? AND published_at IS NOT NULL";
    await app.call('sql', { statement, bindings: [id] });
    expect(await driftOf(id)).toEqual([]);
    const { body } = await app.request<{ data: { changed: number } }>('POST', '/index-rebuild/drift/check');
    expect(body.data.changed).toBe((before?.changed ?? 0) + 1);
    expect(await driftOf(id)).toEqual(['changed text en']);
  });

  it('of a removed language is found as well', async () => {
    const { data } = await app.driftList();
    const before = data.filter(({ locale, cause }) => locale === 'de' && cause === 'deleted').length;
    const [german] = await app.call<{ id: number }[]>('sql', {
      statement: "SELECT id FROM i18n_locale WHERE code = 'de'",
    });
    expect((await app.request('DELETE', `/i18n/locales/${german.id}`)).status).toBe(200);
    await until('drift', async () => {
      const now = (await app.driftList()).data.filter(
        ({ locale, cause }) => locale === 'de' && cause === 'deleted'
      );
      return now.length > before;
    });
  });

  /** The list, once everything that can be searchable is. */
  const searchableList = () =>
    until('the overlay', async () => {
      const { data } = await app.driftList();
      const isSettled = data.every(({ waitsFor }) => waitsFor === null);
      return isSettled && data.map((item) => ({ ...item, searchableSince: item.searchableSince !== null }));
    });

  it('is still known after a restart, including what an import changed meanwhile', async () => {
    const [edited, removed, same] = unused.splice(0, 3);
    const before = await searchableList();
    await app.stop();
    await importChanged(app, env, (entity) => {
      const { documentId, publishedAt } = entity.data;
      if (!publishedAt || entity.type !== 'api::expert.expert') return entity;
      if (documentId === removed) return null;
      return documentId === edited
        ? { ...entity, data: { ...entity.data, bio: 'Came with an archive.' } }
        : entity;
    });
    app = await TestApp.start({ folder, env });
    cms = new ContentManager(app);
    await until('the check at the start', async () =>
      (await app.driftList()).data.some(({ documentId }) => documentId === edited)
    );
    expect(await driftOf(edited, removed, same)).toEqual(['changed text en', 'removed unpublished en']);
    expect(await searchableList()).toEqual(expect.arrayContaining(before));
  });
});
