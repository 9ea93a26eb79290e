import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Browser, Page } from 'playwright-core';

import type { IndexMap, ReadyMap } from '../../src/plugins/index-rebuild/shared/contracts';
import { launchBrowser, openTab, signIn } from '../support/browser';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const ADMIN_FILES = path.resolve(__dirname, '../../node_modules/strapi-plugin-index-rebuild/dist/admin');

/** Not the page, whose address ends the same. */
const MAP_REQUEST = /:\d+\/index-rebuild\/map$/;

/** Tags that some of the sample experts get. */
const TAXONOMY = [
  { name: 'Music', description: 'Playing and hearing music', synonyms: 'cello, chamber music' },
  { name: 'Volcanoes', description: 'Craters and eruptions', synonyms: 'volcano, eruption' },
];

describe('the map in the admin', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await TestApp.start({ env: { SERVE_ADMIN_PANEL: 'true' } });
    await app.call('createTags', { tags: TAXONOMY });
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  const open = async (on = page): Promise<void> => {
    await on.goto(`${app.url}/admin/plugins/index-rebuild/map`);
    await on.getByRole('heading', { level: 1, name: 'Search index' }).waitFor();
  };
  const picture = (on = page) => on.getByRole('img', { name: /^Map of/ });
  const pixels = (on = page) =>
    picture(on).evaluate((canvas) => (canvas as unknown as HTMLCanvasElement).toDataURL());
  const map = async (): Promise<ReadyMap> => {
    const { body } = await app.request<{ data: IndexMap }>('GET', '/index-rebuild/map');
    return body.data as ReadyMap;
  };

  /** Where a point is on the canvas before that is moved. */
  const placeOf = async (point: number): Promise<{ x: number; y: number }> => {
    const { points } = await map();
    const { width, height } = (await picture().boundingBox()) ?? { width: 0, height: 0 };
    const side = Math.min(width, height) - 48;
    return {
      x: (width - side) / 2 + points.x[point] * side,
      y: (height - side) / 2 + (1 - points.y[point]) * side,
    };
  };

  /** A record that no other one covers: the one farthest from its neighbours. */
  const loneliest = async (): Promise<number> => {
    const { x, y } = (await map()).points;
    const gap = (point: number) =>
      Math.min(
        ...x.map((_, other) => (other === point ? 9 : Math.hypot(x[point] - x[other], y[point] - y[other])))
      );
    return x.map((_, point) => point).sort((a, b) => gap(b) - gap(a))[0];
  };

  it('has its libraries in a chunk of its own', () => {
    const withTree = readdirSync(ADMIN_FILES).filter(
      (file) => file.endsWith('js') && readFileSync(path.join(ADMIN_FILES, file), 'utf8').includes('quadtree')
    );
    expect(withTree).toHaveLength(2);
    for (const file of withTree) expect(file).toMatch(/^MapTab/);
  });

  it('says what it will show as long as there is no index', async () => {
    await open();
    await page.getByText('There is no index yet. After the first rebuild', { exact: false }).waitFor();
  });

  it('opens by its tab and shows the records', async () => {
    await app.createExperts([...sampleExperts(58), beekeeper('Bea'), beekeeper('Bea')]);
    await app.rebuild();
    await page.goto(`${app.url}/admin/plugins/index-rebuild`);
    await openTab(page, 'Map');
    await picture().waitFor();
    expect(await picture().getAttribute('aria-label')).toContain('60 records');
    await page.getByText('60 records; what is alike', { exact: false }).waitFor();
    await page.getByRole('region', { name: 'Near-duplicates' }).getByRole('row').nth(1).waitFor();
  });

  it('names the record under the pointer and opens it with a click', async () => {
    const point = await loneliest();
    const { points } = await map();
    await picture().hover({ position: await placeOf(point) });
    await page.getByRole('tooltip').getByText(points.name[point], { exact: true }).waitFor();
    await picture().click({ position: await placeOf(point) });
    await page.waitForURL(
      new RegExp(`/content-manager/collection-types/api::expert.expert/${points.documentId[point]}`)
    );
    await open();
    await picture().waitFor();
  });

  it('is moved, enlarged and reset by keyboard and by its buttons', async () => {
    await page.mouse.move(0, 0);
    const untouched = await until('a drawn map', async () => {
      const drawn = await pixels();
      return (await pixels()) === drawn ? drawn : null;
    });
    const changes = async (press: () => Promise<void>): Promise<void> => {
      const before = await pixels();
      await press();
      await until('a redrawn map', async () => (await pixels()) !== before);
    };
    await picture().focus();
    for (const key of ['+', 'ArrowLeft', 'ArrowUp', '-']) await changes(() => page.keyboard.press(key));
    await page.keyboard.press('0');
    await until('the map as it was', async () => (await pixels()) === untouched);
    await changes(() => page.getByRole('button', { name: 'Zoom in' }).click());
    await page.getByRole('button', { name: 'Show all' }).click();
    await until('the map as it was', async () => (await pixels()) === untouched);
  });

  it('highlights what a search finds', async () => {
    const before = await pixels();
    await page.getByRole('searchbox', { name: 'Find on the map' }).fill('honey bees');
    await page.keyboard.press('Enter');
    await page.getByText(/records are highlighted/).waitFor();
    await until('a redrawn map', async () => (await pixels()) !== before);
  });

  it('is a table for those who do not see it: hits first, then the first records, each with a link', async () => {
    await page.getByRole('button', { name: 'Show as table' }).click();
    const table = page.getByRole('grid', { name: /found, the nearest first/ });
    await table.getByRole('link', { name: 'Open Bea in the Content Manager' }).first().waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    const all = page.getByRole('grid', { name: 'The first 50 of 60 records on the map' });
    await all.waitFor();
    expect(await all.getByRole('row').count()).toBe(51);
    await page.getByRole('button', { name: 'Hide table' }).click();
    await all.waitFor({ state: 'detached' });
  });

  it('makes the records of a colour stand out', async () => {
    const legend = page.getByRole('list', { name: 'What the colours mean' });
    const entry = legend.getByRole('button').first();
    const before = await pixels();
    await entry.click();
    expect(await entry.getAttribute('aria-pressed')).toBe('true');
    await until('a redrawn map', async () => (await pixels()) !== before || null);
    await page.getByRole('combobox', { name: 'Colour by' }).click();
    await page.getByRole('option', { name: 'changes since the rebuild' }).click();
    await legend.getByRole('button', { name: 'As in the index (60)' }).waitFor();
  });

  it('fits a narrow screen in dark mode', async () => {
    const narrow = await signIn(browser, app, { theme: 'dark' });
    await narrow.setViewportSize({ width: 400, height: 800 });
    await open(narrow);
    await picture(narrow).waitFor();
    const overflow = await narrow.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect((await picture(narrow).boundingBox())?.width).toBeLessThanOrEqual(400);
    await narrow.context().close();
  });

  it('says why it cannot be shown, and tries again', async () => {
    await page.route(MAP_REQUEST, (route) =>
      route.fulfill({
        status: 500,
        contentType: 'application/json',
        body: JSON.stringify({
          data: null,
          error: {
            ...{
              status: 500,
              name: 'ApplicationError',
              message: 'The map could not be computed (signal SIGKILL).',
            },
            details: { code: 'PROJECTION_FAILED' },
          },
        }),
      })
    );
    await open();
    await page.getByText('The map could not be loaded:', { exact: false }).waitFor();
    await page.unroute(MAP_REQUEST);
    await page.getByRole('button', { name: 'Try again' }).click();
    await picture().waitFor();
  });
});
