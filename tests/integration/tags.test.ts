import type { Run } from '../../src/plugins/index-rebuild/shared/contracts';
import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp, WITHOUT_OVERLAY } from '../support/test-app';

const EXPERTS = 12;

/** Tags that fit the sample experts, and one that fits no one. */
const TAXONOMY = [
  {
    name: 'Marine biology',
    description: 'Life in the sea, fish and coral reefs',
    synonyms: 'coral reefs, sea life',
  },
  { name: 'Bridges', description: 'Building and checking bridges', synonyms: 'bridge, bridge engineer' },
  { name: 'Baking', description: 'Bread, pastry and dough', synonyms: 'pastry, croissant' },
  { name: 'Taxes', description: 'Taxes and audits of companies', synonyms: 'tax, value added tax' },
  { name: 'Volcanoes', description: 'Craters and eruptions', synonyms: 'volcano, eruption' },
  { name: 'Music', description: 'Playing and hearing music', synonyms: 'cello, chamber music' },
  { name: 'Knitting', description: 'Making clothes of wool with two needles', synonyms: 'wool' },
];

type Row = {
  id: number;
  locale: string;
  publishedAt: string | null;
  updatedAt: string;
  updatedBy: unknown;
  tags: string[] | null;
  autoTags: { name: string }[];
};

describe('automatic tags', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let ids: string[];
  let tagIds: string[];
  let first: Run;

  const rows = (documentId: string): Promise<Row[]> => app.call('expertRows', { documentId });

  const namesOf = (row: Row): string[] => row.autoTags.map(({ name }) => name);

  const namesFor = async (documentId: string): Promise<string[][]> => (await rows(documentId)).map(namesOf);

  /** Everything about the experts that an edit would change. */
  const edits = async (): Promise<unknown[]> => {
    const all: Row[] = [];
    for (const id of ids) all.push(...(await rows(id)));
    return all.map(({ id, updatedAt, updatedBy, publishedAt, tags }) => ({
      id,
      updatedAt,
      updatedBy,
      publishedAt,
      tags,
    }));
  };

  /** Names of those whom the filter lets through, everybody being asked for. */
  const filtered = async (filter: string): Promise<string[]> => {
    const { status, body } = await app.search('person working on a project', `&limit=100&${filter}`);
    expect(status).toBe(200);
    return body.data.map(({ documentId }) => documentId).sort();
  };

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: { ...WITHOUT_OVERLAY, ...failpoints.env } });
    await app.call('grantSearchToPublic');
    await app.call('grantToPublic', { action: 'api::tag.tag.find' });
    tagIds = await app.call('createTags', { tags: TAXONOMY });
    const experts = sampleExperts(EXPERTS).map((expert) => ({ ...expert, tags: ['chosen by an editor'] }));
    ids = await app.createExperts(experts);
    await app.call('writesNoticed');
  });

  afterAll(() => app.remove());

  it('gives every record its tags during a rebuild, with no visible edit', async () => {
    const before = await edits();
    first = await app.rebuild();
    expect(first).toMatchObject({
      status: 'completed',
      warning: null,
      records: { total: EXPERTS, embedded: EXPERTS, reused: 0, failed: 0, tagged: EXPERTS },
    });
    expect(first.stages.map(({ stage }) => stage)).toContain('tag');
    const wanted = ['Marine biology', 'Bridges', 'Baking', 'Taxes', 'Volcanoes', 'Music'];
    for (const [at, id] of ids.entries()) {
      const [draft, published] = await namesFor(id);
      expect(draft).toContain(wanted[at % wanted.length]);
      expect(published).toEqual(draft);
      expect(draft).not.toContain('Knitting');
    }
    expect(await edits()).toEqual(before);
    expect(await app.call('writesNoticed')).toEqual([]);
    const list = await app.request<{ results: { status: string }[] }>(
      'GET',
      '/content-manager/collection-types/api::expert.expert?page=1&pageSize=100'
    );
    expect(list.body.results.map(({ status }) => status)).toEqual(Array(EXPERTS).fill('published'));
  });

  it('can be filtered exactly and found by name', async () => {
    expect(await filtered('filters[autoTags][name][$eq]=Bridges')).toEqual([ids[1], ids[7]].sort());
    expect(await filtered('filters[autoTags][name][$eq]=Knitting')).toEqual([]);
    // No sample expert's own text has this word.
    const { body } = await app.search('Taxes', '&mode=lexical');
    expect(body.data.map(({ documentId }) => documentId)).toEqual(expect.arrayContaining([ids[3], ids[9]]));
    const shown = await app.search('bridge', '&populate=autoTags&limit=1');
    expect(shown.body.data[0].autoTags).toEqual([expect.objectContaining({ name: 'Bridges' })]);
  });

  it('keeps editors from changing them, and shows them in the list', async () => {
    const { body } = await app.request<{
      data: {
        contentType: {
          layouts: { list: string[] };
          metadatas: Record<string, { edit: { editable: boolean } }>;
        };
      };
    }>('GET', '/content-manager/content-types/api::expert.expert/configuration');
    expect(body.data.contentType.layouts.list).toContain('autoTags');
    expect(body.data.contentType.metadatas.autoTags.edit.editable).toBe(false);
    expect(body.data.contentType.metadatas.tags.edit.editable).toBe(true);
  });

  it('tags nothing twice in a tag run, which leaves all that belongs to a rebuild unchanged', async () => {
    const before = await app.status();
    const generations = await app.generations();
    const run = await app.tagAll();
    expect(run).toMatchObject({
      kind: 'tag',
      status: 'completed',
      generation: null,
      records: { total: EXPERTS, embedded: 0, tagged: 0 },
    });
    expect(run.stages.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      'preflight done',
      'snapshot done',
      'tag done',
      'write-tags done',
      'retire done',
    ]);
    const after = await app.status();
    expect(after).toMatchObject({
      status: 'done',
      lastRebuildAt: before.lastRebuildAt,
      recordsAtRebuild: before.recordsAtRebuild,
      lastSwap: before.lastSwap,
      generation: before.generation,
      run: { id: run.id },
    });
    expect(await app.generations()).toEqual(generations);
    expect(app.generationsOnDisk()).toEqual([before.generation]);
  });

  it('tags only what has changed, and the next rebuild does not embed it a second time', async () => {
    const data = { title: 'Pastry chef', bio: 'Bakes bread and croissants. Teaches pastry to beginners.' };
    await app.call('updateExpert', { documentId: ids[1], data });
    const others = await namesFor(ids[0]);
    const run = await app.tagAll();
    expect(run.records).toMatchObject({ embedded: 1, tagged: 1 });
    expect(await namesFor(ids[1])).toEqual([['Baking'], ['Baking']]);
    expect(await namesFor(ids[0])).toEqual(others);
    expect(await app.generations()).toHaveLength(1);
    const rebuild = await app.rebuild();
    expect(rebuild.records).toMatchObject({ embedded: 0, reused: EXPERTS, tagged: 0 });
    expect(await filtered('filters[autoTags][name][$eq]=Bridges')).toEqual([ids[7]]);
    expect(app.generationsOnDisk()).toHaveLength(2);
  });

  it('keeps the tags of a record that is edited and published again', async () => {
    await app.call('saveDraft', { documentId: ids[2], data: { location: 'Elsewhere' } });
    expect(await namesFor(ids[2])).toEqual([['Baking'], ['Baking']]);
    await app.call('publishExpert', { documentId: ids[2] });
    expect(await namesFor(ids[2])).toEqual([['Baking'], ['Baking']]);
    expect((await rows(ids[2])).map(({ tags }) => tags)).toEqual([
      ['chosen by an editor'],
      ['chosen by an editor'],
    ]);
  });

  it('tags everything again when the taxonomy has changed', async () => {
    await app.call('updateTag', {
      documentId: tagIds[6],
      data: { name: 'Projects', synonyms: 'project number, project' },
    });
    const run = await app.tagAll();
    expect(run.records).toMatchObject({ tagged: EXPERTS });
    expect(await namesFor(ids[5])).toEqual([['Music'], ['Music']].map(expect.arrayContaining));
  });

  it('tags each locale by its own text', async () => {
    await app.call('createLocale', { code: 'de', name: 'German (de)' });
    const data = { title: 'Cellist', bio: 'Plays the cello and chamber music.' };
    await app.call('translateExpert', { documentId: ids[3], locale: 'de', data });
    const run = await app.tagAll();
    expect(run.records).toMatchObject({ total: EXPERTS + 1, tagged: 1 });
    const found = await rows(ids[3]);
    for (const { locale, autoTags } of found) {
      expect(autoTags.some(({ name }) => name === 'Music')).toBe(locale === 'de');
      expect(autoTags.some(({ name }) => name === 'Taxes')).toBe(locale === 'en');
    }
    await app.call('deleteLocale', { documentId: ids[3], locale: 'de' });
  });

  it('warns when the database refuses the tags, and tags those records again', async () => {
    const data = {
      title: 'Volcanologist',
      bio: 'Measures gas at craters. Warns before an eruption of the volcano.',
    };
    await app.call('updateExpert', { documentId: ids[0], data });
    const tagged = await namesFor(ids[0]);
    await app.call('runSql', {
      sql: `CREATE TRIGGER refuse BEFORE INSERT ON index_rebuild_record_tags BEGIN SELECT RAISE(ABORT, 'refused by a test'); END`,
    });
    const run = await app.rebuild();
    expect(run).toMatchObject({ status: 'completed', warning: { code: 'TAGS_INCOMPLETE' } });
    expect(run.warning?.message).toContain('refused by a test');
    expect((await app.status()).generation).toBe(run.generation);
    expect(await namesFor(ids[0])).toEqual(tagged);
    await app.call('runSql', { sql: 'DROP TRIGGER refuse' });
    expect((await app.tagAll()).records).toMatchObject({ tagged: 1, embedded: 0 });
    expect(await namesFor(ids[0])).toEqual([['Volcanoes'], ['Volcanoes']].map(expect.arrayContaining));
  });

  it('refuses a tag run while another is active, and changes nothing when it is cancelled', async () => {
    const data = {
      title: 'Tax adviser',
      bio: 'Explains value added tax. Helps with audits and taxes of companies.',
    };
    await app.call('updateExpert', { documentId: ids[4], data });
    const tagged = await namesFor(ids[4]);
    const id = await failpoints.startRunUntil(app, 'tag', 'tag');
    expect(await app.status()).toMatchObject({ status: 'running', run: { id, kind: 'tag' } });
    for (const kind of ['tag', 'rebuild'] as const) {
      const refused = await app.startRun({ kind });
      expect(refused.status).toBe(409);
      expect(refused.body.error.details).toMatchObject({ code: 'RUN_IN_PROGRESS', run: id });
    }
    expect((await app.cancel(id)).status).toBe(202);
    expect(await app.ended(id)).toMatchObject({ status: 'cancelled' });
    expect(await namesFor(ids[4])).toEqual(tagged);
    expect((await app.status()).status).toBe('done');
    failpoints.clear();
  });

  it('changes no tags in a rebuild that fails after they were found', async () => {
    const tagged = await namesFor(ids[4]);
    const id = await failpoints.startRunUntil(app, 'build');
    process.kill(app.children('builder')[0], 'SIGKILL');
    expect(await app.ended(id)).toMatchObject({ status: 'failed', error: { code: 'BUILDER_DIED' } });
    failpoints.clear();
    expect(await namesFor(ids[4])).toEqual(tagged);
    const run = await app.rebuild();
    expect(run.records).toMatchObject({ embedded: 0, tagged: 1 });
    expect(await namesFor(ids[4])).toEqual([['Taxes'], ['Taxes']].map(expect.arrayContaining));
  });
});
