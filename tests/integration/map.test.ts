import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { IndexMap, MapPlace, ReadyMap } from '../../src/plugins/index-rebuild/shared/contracts';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { temporaryFolder, TestApp, type ContentPermission } from '../support/test-app';
import { until } from '../support/until';

const READ = 'plugin::index-rebuild.read';
const EXPERTS = 60;

const readExperts: ContentPermission = {
  action: 'plugin::content-manager.explorer.read',
  subject: 'api::expert.expert',
  properties: { fields: ['name'], locales: ['en'] },
};

type Answer = { data: IndexMap };

describe('the map', () => {
  const folder = temporaryFolder();
  let app: TestApp;
  let ids: string[];
  let first: ReadyMap;

  beforeAll(async () => {
    app = await TestApp.start({ folder });
    await app.call('createTags', {
      tags: [{ name: 'Music', description: 'Playing music', synonyms: 'cello' }],
    });
  });

  afterAll(() => app.remove());

  const ask = (token?: string) => app.request<Answer>('GET', '/index-rebuild/map', { token });
  const inMemory = () => app.call<string | null>('mapInMemory');
  const ready = (token?: string): Promise<ReadyMap> =>
    until(
      'the map',
      async () => {
        const { status, body } = await ask(token);
        if (body.data.state !== 'ready') expect([status, body.data.state]).toEqual([202, 'computing']);
        return body.data.state === 'ready' ? body.data : null;
      },
      120_000
    );
  const fileOf = (generation: string) => path.join(app.generationFolder(generation), 'projection.json');
  const restart = async () => {
    await app.stop();
    app = await TestApp.start({ folder });
  };

  it('is empty at boot, and without an index', async () => {
    expect(await inMemory()).toBeNull();
    expect(await ask()).toMatchObject({ status: 200, body: { data: { state: 'empty' } } });
  });

  it('is not computed until it is opened', async () => {
    ids = await app.createExperts([...sampleExperts(EXPERTS - 2), beekeeper('Bea'), beekeeper('Bea')]);
    const { generation } = await app.rebuild();
    expect(await inMemory()).toBeNull();
    expect(existsSync(fileOf(generation as string))).toBe(false);
    expect(app.children('projection')).toEqual([]);
  });

  it('has a place for every record, and is computed once for all who ask', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => ready()));
    [first] = answers;
    expect(new Set(answers.map(({ computedAt }) => computedAt)).size).toBe(1);
    expect(app.children('projection')).toEqual([]);
    const { points } = first;
    expect(first).toMatchObject({ records: EXPERTS, placed: EXPERTS, hidden: 0, drift: [] });
    expect([...points.documentId].sort()).toEqual([...ids].sort());
    for (const column of Object.values(points)) expect(column).toHaveLength(EXPERTS);
    for (const share of [...points.x, ...points.y]) expect(share >= 0 && share <= 1).toBe(true);
    expect(points.name[points.documentId.indexOf(ids[0])]).toBe('Person 0');
    expect(first.sources[points.source[0]].uid).toBe('api::expert.expert');
    expect(first.locales).toEqual(['en']);
    expect(await inMemory()).toBe(first.generation);
  });

  it('puts records on one subject together, and lists copies first among the near-duplicates', () => {
    const { points, duplicates, nearest } = first;
    const at = (id: string) => points.documentId.indexOf(id);
    const distance = (one: number, other: number) =>
      Math.hypot(points.x[one] - points.x[other], points.y[one] - points.y[other]);
    const twins = [at(ids[EXPERTS - 2]), at(ids[EXPERTS - 1])].sort((a, b) => a - b);
    expect(duplicates[0]).toMatchObject({ first: twins[0], second: twins[1], cosine: 1 });
    expect(duplicates.every(({ cosine }, nth) => nth === 0 || cosine <= duplicates[nth - 1].cosine)).toBe(
      true
    );
    // The subjects of the sample recur after six.
    let [same, other] = [0, 0];
    for (let expert = 0; expert < 40; expert += 1) {
      same += distance(at(ids[expert]), at(ids[expert + 6]));
      other += distance(at(ids[expert]), at(ids[expert + 1]));
    }
    expect(same * 2).toBeLessThan(other);
    expect(nearest[at(ids[EXPERTS - 2])]).toContain(at(ids[EXPERTS - 1]));
  });

  it('is kept by a tag run', async () => {
    expect(await app.tagAll()).toMatchObject({ status: 'completed' });
    expect(await inMemory()).toBe(first.generation);
    expect((await ready()).computedAt).toBe(first.computedAt);
  });

  it('says which records differ from what is published', async () => {
    await app.call('updateExpert', {
      documentId: ids[3],
      data: { bio: 'Now writes crime novels about the opera.' },
    });
    await app.call('unpublishExpert', { documentId: ids[4] });
    const { points, drift } = await until('the changes on the map', async () => {
      const map = await ready();
      return map.drift.length === 2 ? map : null;
    });
    expect(new Map(drift.map(({ point, kind }) => [points.documentId[point], kind]))).toEqual(
      new Map([
        [ids[3], 'changed'],
        [ids[4], 'removed'],
      ])
    );
  });

  it('shows where a query belongs', async () => {
    const { status, body } = await app.request<{ data: MapPlace }>(
      'GET',
      '/index-rebuild/map/query?q=honey%20bees'
    );
    expect(status).toBe(200);
    const { hits, position, generation } = body.data;
    expect(generation).toBe(first.generation);
    expect(
      hits
        .slice(0, 2)
        .map(({ documentId }) => documentId)
        .sort()
    ).toEqual(ids.slice(-2).sort());
    const twin = first.points.documentId.indexOf(ids[EXPERTS - 1]);
    const [x, y] = [first.points.x[twin], first.points.y[twin]];
    expect(Math.hypot((position?.x ?? 9) - x, (position?.y ?? 9) - y)).toBeLessThan(0.25);
  });

  it.each([
    ['', 'INVALID_REQUEST'],
    ['?q=%20', 'QUERY_EMPTY'],
    [`?q=${'a'.repeat(5_000)}`, 'QUERY_TOO_LONG'],
    ['?q=bees&page=2', 'INVALID_REQUEST'],
  ])('refuses wrong parameters of a query (%#) with a code', async (parameters, code) => {
    const { status, body } = await app.request<{ error: { details: { code: string } } }>(
      'GET',
      `/index-rebuild/map/query${parameters}`
    );
    expect([status, body.error.details.code]).toEqual([400, code]);
  });

  it('is for those who may read the status, and names only what they may read in the Content Manager', async () => {
    const nobody = await app.signInAs('nobody', []);
    expect((await ask(nobody)).status).toBe(403);
    const reader = await app.signInAs('reader', [READ]);
    const hidden = await ready(reader);
    expect(hidden).toMatchObject({ placed: EXPERTS, hidden: EXPERTS, duplicates: [], drift: [], tags: [] });
    expect(hidden.points.name).toEqual([]);
    const place = await app.request<{ data: MapPlace }>('GET', '/index-rebuild/map/query?q=bees', {
      token: reader,
    });
    expect(place.body.data).toMatchObject({ hits: [], position: null });
    const editor = await app.signInAs('editor', [READ, readExperts]);
    expect(await ready(editor)).toMatchObject({ hidden: 0, points: { name: first.points.name } });
  });

  it('is read from its file after a restart', async () => {
    const kept = readFileSync(fileOf(first.generation), 'utf8');
    await restart();
    expect(await inMemory()).toBeNull();
    const again = await ready();
    expect([again.computedAt, again.points]).toEqual([first.computedAt, first.points]);
    expect(readFileSync(fileOf(first.generation), 'utf8')).toBe(kept);
  });

  it('is computed anew, and the same, when its file is damaged', async () => {
    writeFileSync(
      fileOf(first.generation),
      readFileSync(fileOf(first.generation), 'utf8').replace('0.', '1.')
    );
    await restart();
    const again = await ready();
    expect(again.computedAt > first.computedAt).toBe(true);
    expect(again.points).toEqual(first.points);
  });

  it('is cleared by the swap of a rebuild, and the next one is aligned to it', async () => {
    await app.createExperts(sampleExperts(EXPERTS + 6).slice(EXPERTS));
    await app.rebuild();
    expect(await inMemory()).toBeNull();
    const next = await ready();
    expect(next.generation).not.toBe(first.generation);
    expect(next.records).toBe(EXPERTS + 5);
    const moved = next.points.documentId.flatMap((id, point) => {
      const before = first.points.documentId.indexOf(id);
      return before < 0
        ? []
        : [
            Math.hypot(
              next.points.x[point] - first.points.x[before],
              next.points.y[point] - first.points.y[before]
            ),
          ];
    });
    expect(moved.length).toBeGreaterThan(EXPERTS - 3);
    expect(moved.sort((a, b) => a - b)[Math.floor(moved.length / 2)]).toBeLessThan(0.1);
  });
});
