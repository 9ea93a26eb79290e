import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Outlet, Route, Routes } from 'react-router-dom';

import { colouringOf } from '../../src/plugins/index-rebuild/admin/src/helpers/map/colours';
import { discOf, pixelOf, stamp } from '../../src/plugins/index-rebuild/admin/src/helpers/map/discs';
import { radiusFor } from '../../src/plugins/index-rebuild/admin/src/helpers/map/draw';
import { pointsOf, recordAt } from '../../src/plugins/index-rebuild/admin/src/helpers/map/points';
import MapTab from '../../src/plugins/index-rebuild/admin/src/pages/MapTab';
import type { IndexMap, MapPlace } from '../../src/plugins/index-rebuild/shared/contracts';
import { AdminServer, refusal, shown } from './support/admin-server';
import { aMap } from './support/map-samples';
import { storeFrame } from './support/store';

const MAP = 'GET /index-rebuild/map';

describe('what is known of a point', () => {
  it('is its name, where it can be edited, and its tags', () => {
    expect(recordAt(aMap(), 0)).toEqual({
      ...{ name: 'Ada', label: 'Expert', locale: 'en', tags: ['Cities', 'Bees'] },
      path: '/content-manager/collection-types/api::expert.expert/doc1?plugins[i18n][locale]=en',
    });
  });

  it('has the id of its document for a name where it has none', () => {
    expect(recordAt(aMap(), 2)).toMatchObject({
      name: 'doc3',
      path: '/content-manager/single-types/api::about.about',
    });
  });

  it('is found by the record, in the order of the records', () => {
    const of = (uid: string, documentId: string, locale: string | null) => ({ uid, documentId, locale });
    const wanted = [
      of('api::about.about', 'doc3', null),
      of('api::expert.expert', 'doc1', 'de'),
      of('api::expert.expert', 'doc1', 'en'),
    ];
    expect(pointsOf(aMap(), wanted)).toEqual([2, 0]);
  });
});

describe('the colours', () => {
  const named = (by: 'tag' | 'source' | 'drift', map = aMap()) =>
    colouringOf(map, by, false).groups.map(({ name, key, count }) => [name ?? key, count]);

  it('stand for the most frequent tag, the content type or the change', () => {
    expect(named('tag')).toEqual([
      ['Bees', 1],
      ['Cities', 1],
      ['rest', 0],
      ['untagged', 1],
    ]);
    expect(named('source')).toEqual([
      ['Expert', 2],
      ['About', 1],
      ['rest', 0],
    ]);
    expect(named('drift')).toEqual([
      ['changed', 1],
      ['removed', 0],
      ['current', 2],
    ]);
  });

  it('are as many as can be told apart; the rest share one', () => {
    const tags = Array.from({ length: 12 }, (_, tag) => `Tag ${tag}`);
    const points = { ...aMap().points, tags: [[11], [8, 9], [7]] };
    const { groups, groupOf } = colouringOf(aMap({ tags, points }), 'tag', true);
    expect(Array.from(groupOf)).toEqual([8, 8, 7]);
    expect(groups[8]).toMatchObject({ key: 'rest', count: 2 });
    expect(new Set(groups.slice(0, 9).map(({ colour }) => colour)).size).toBe(9);
  });

  it('are on points that are smaller where there are many, and grow when they are enlarged', () => {
    expect(radiusFor(20_000, 1)).toBeLessThan(radiusFor(100, 1));
    expect(radiusFor(20_000, 9)).toBeGreaterThan(radiusFor(20_000, 1));
  });
});

describe('a point on the canvas', () => {
  const draw = (x: number, y: number, strength = 1) => {
    const pixels = { width: 9, height: 9, data: new Uint32Array(81) };
    stamp(pixels, discOf(2), x, y, pixelOf('#0072B2'), strength);
    return new Uint8Array(pixels.data.buffer);
  };

  it('has its colour, and is soft at its edge', () => {
    const bytes = draw(4, 4);
    const at = (x: number, y: number) => Array.from(bytes.subarray((y * 9 + x) * 4, (y * 9 + x) * 4 + 4));
    expect(at(4, 4)).toEqual([0x00, 0x72, 0xb2, 255]);
    expect(at(6, 4)[3]).toBeGreaterThan(0);
    expect(at(6, 4)[3]).toBeLessThan(255);
    expect(at(8, 8)).toEqual([0, 0, 0, 0]);
  });

  it('does not come in again at the other side', () => {
    const bytes = draw(0, 4);
    for (let y = 0; y < 9; y += 1) expect(bytes[(y * 9 + 8) * 4 + 3]).toBe(0);
  });

  it('never covers a stronger one', () => {
    const pixels = { width: 9, height: 9, data: new Uint32Array(81) };
    stamp(pixels, discOf(2), 4, 4, pixelOf('#0072B2'), 1);
    stamp(pixels, discOf(2), 4, 4, pixelOf('#FF0000'), 0.2);
    expect(Array.from(new Uint8Array(pixels.data.buffer, 40 * 4, 4))).toEqual([0x00, 0x72, 0xb2, 255]);
  });
});

describe('the tab with the map', () => {
  let server: AdminServer;

  beforeEach(async () => {
    server = await AdminServer.start();
  });

  afterEach(() => server.stop());

  const answer = (data: IndexMap, status = 200) => server.answer(MAP, { status, body: { data } });

  const open = () =>
    render(
      <Routes>
        <Route element={<Outlet context={{ status: { generation: '1-abcdefgh' } }} />}>
          <Route path="*" element={<MapTab />} />
        </Route>
      </Routes>,
      { wrapper: storeFrame() }
    );

  it('shows how far the map is, and then the map, without being asked', async () => {
    answer({ state: 'computing', progress: 0.42 }, 202);
    open();
    await shown(() =>
      expect(screen.getByRole('progressbar')).toHaveAttribute('aria-valuetext', '42 percent')
    );
    answer(aMap());
    await shown(() => expect(screen.getByRole('img', { name: /^Map of 3 records/ })).toBeVisible());
  });

  it('says why there is none, and asks again', async () => {
    server.answer(MAP, refusal(500, 'The map could not be computed (signal SIGKILL).', 'PROJECTION_FAILED'));
    open();
    await shown(() => expect(screen.getByText(/could not be computed.*PROJECTION_FAILED/)).toBeVisible());
    answer(aMap());
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await shown(() => expect(screen.getByRole('img')).toBeVisible());
  });

  it('says what is missing on it', async () => {
    answer(aMap({ records: 30_000, placed: 20_000, hidden: 7 }));
    open();
    await shown(() => expect(screen.getByText(/sample of 20,000 out of 30,000 records/)).toBeVisible());
    expect(screen.getByText(/7 records that you may not read .* are left out/)).toBeVisible();
  });

  it('lists near-duplicates with links to both', async () => {
    answer(aMap());
    open();
    await shown(() => expect(screen.getByRole('grid', { name: 'Near-duplicates' })).toBeVisible());
    const [, row] = within(screen.getByRole('grid', { name: 'Near-duplicates' })).getAllByRole('row');
    expect(
      within(row)
        .getAllByRole('link')
        .map(({ textContent }) => textContent)
    ).toEqual(['Ada', 'Bea']);
    expect(row).toHaveTextContent('98.8%');
  });

  it('is a table on request, of what a search has found if there was one', async () => {
    const place: MapPlace = {
      generation: '1-abcdefgh',
      position: { x: 0.1, y: 0.2 },
      hits: [{ uid: 'api::expert.expert', documentId: 'doc2', locale: 'en', score: 0.8 }],
    };
    answer(aMap());
    server.answer('GET /index-rebuild/map/query?q=bees+%26+C%23', { status: 200, body: { data: place } });
    open();
    await shown(() => expect(screen.getByRole('img')).toBeVisible());
    await userEvent.click(screen.getByRole('button', { name: 'Show as table' }));
    const rows = within(screen.getByRole('grid', { name: /^The first 3 of 3/ })).getAllByRole('row');
    expect(rows).toHaveLength(4);
    expect(rows[1]).toHaveTextContent('AdaExpert, enCities, BeesBea, doc3As in the index');
    expect(rows[3]).toHaveTextContent('doc3AboutNo tagBeaChanged since');
    await userEvent.type(screen.getByRole('searchbox', { name: 'Find on the map' }), 'bees & C#{Enter}');
    await shown(() => expect(screen.getByText(/^1 record is highlighted\./)).toBeVisible());
    expect(screen.getByRole('grid', { name: '1 record found, the nearest first' })).toHaveTextContent('Bea');
  });
});
