import { rmSync, symlinkSync } from 'node:fs';

import type { Browser, Page } from 'playwright-core';

import en from '../../src/plugins/index-rebuild/admin/src/translations/en.json';
import { faultsInEveryLook } from '../support/axe';
import { launchBrowser, openIndexPage, openProfile, signIn } from '../support/browser';
import { ContentManager } from '../support/content-manager';
import { WITHOUT_PASSAGES } from '../support/expert-source';
import { Failpoints } from '../support/failpoints';
import { fillInsights } from '../support/insight-rows';
import { takeOption } from '../support/keyboard';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp, temporaryFolder, type StartOptions } from '../support/test-app';
import { until } from '../support/until';

/**
 * What is looked at. Around it is Strapi's own: its menu, and the rest of the pages that the plugin adds a
 * panel or a widget to.
 */
const OURS = ['main', '[role="dialog"]', '[role="alertdialog"]', '[role="listbox"]'];
const EXPERTS = 'api::expert.expert';
const RECORD = `/admin/content-manager/collection-types/${EXPERTS}`;
const LONG_NAME =
  'Dr. Maximiliane-Charlotte Wolkenstein-Abendrothberger of the Donaudampfschifffahrtsgesellschaft';

const TAXONOMY = [
  { name: 'Music', description: 'Playing and hearing music', synonyms: 'cello, chamber music' },
  { name: 'Volcanoes', description: 'Craters and eruptions', synonyms: 'volcano, eruption' },
];

/** A state of a page: how to get there, and what shows that it is reached. */
type Scene = { name: string; reach: () => Promise<unknown>; within?: readonly string[] };

describe('accessibility', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let bees: string;
  let draft: string;

  const start = async (insights: object | false): Promise<void> => {
    const settings = { ...WITHOUT_PASSAGES, insights };
    const env = {
      ...failpoints.env,
      SERVE_ADMIN_PANEL: 'true',
      INDEX_REBUILD_SETTINGS: JSON.stringify(settings),
    };
    app = await TestApp.start({ folder, env } satisfies StartOptions);
    page = await signIn(browser, app, { theme: 'system' });
  };

  const restart = async (insights: object | false): Promise<void> => {
    await page.context().close();
    await app.stop();
    await start(insights);
  };

  beforeAll(async () => {
    browser = await launchBrowser();
    await start(false);
  });

  afterAll(async () => {
    failpoints.clear();
    await browser?.close();
    await app?.remove();
  });

  const open = (tab: string) => openIndexPage(page, app, tab);
  const text = (words: string | RegExp) => page.getByText(words).first().waitFor();
  const sentence = (words: string | RegExp) => page.getByRole('heading', { level: 2, name: words }).waitFor();
  const grid = (name: string | RegExp) => page.getByRole('grid', { name }).getByRole('row').nth(1).waitFor();
  const dialog = () => page.locator('[role="dialog"], [role="alertdialog"]');
  const home = () => page.goto(`${app.url}/admin`);
  /** What the plugin shows in the homepage's widgets; their titles and how they scroll are Strapi's. */
  const WIDGETS = ['section[aria-labelledby^="plugin::index-rebuild"] main > *'];
  /** Of the panels beside a record. */
  const PANEL = ['aside :has(> [role="status"])'];

  /** By keyboard: a notification may lie over the button. */
  const press = async (name: string | RegExp): Promise<void> => {
    await page.getByRole('button', { name }).first().press('Enter');
  };
  const openDialog = async (tab: string, button: string | RegExp): Promise<void> => {
    await open(tab);
    await press(button);
    await dialog().waitFor();
  };

  const hasNoFaults = (scenes: readonly Scene[]): void => {
    it.each(scenes.map((scene) => [scene.name, scene] as const))(
      '%s',
      async (_name, { reach, within = OURS }) => {
        await reach();
        expect(await faultsInEveryLook(page, within)).toEqual([]);
        await page.keyboard.press('Escape');
      }
    );
  };

  describe('before the first rebuild', () => {
    hasNoFaults([
      { name: 'Overview', reach: () => open('').then(() => sentence(/there is no index yet/)) },
      { name: 'Try search', reach: () => open('try').then(() => text(en['generations.empty'])) },
      {
        name: 'Insights, turned off',
        reach: () => open('insights').then(() => sentence('Insights are off')),
      },
      { name: 'Map', reach: () => open('map').then(() => text(en['map.empty'])) },
      { name: 'History', reach: () => open('history').then(() => text(en['generations.empty'])) },
      { name: 'widgets', reach: () => home().then(() => text(en['widget.empty'])), within: WIDGETS },
      {
        name: 'a rebuild that was refused',
        reach: async () => {
          await app.rebuild();
          await open('');
          await text(/SOURCE_EMPTY/);
        },
      },
    ]);
  });

  describe('during and after a rebuild', () => {
    beforeAll(async () => {
      await app.call('createTags', { tags: TAXONOMY });
      await app.createExperts(sampleExperts(30));
      [bees] = await app.createExperts([beekeeper('Bea Honeywell')]);
      // Two texts that are the same.
      await app.createExperts([beekeeper('Bea Honeywell')]);
    });

    hasNoFaults([
      {
        name: 'Overview while a rebuild is running',
        reach: async () => {
          await failpoints.startRunUntil(app, 'embed');
          await open('');
          await page.getByRole('button', { name: 'Cancel rebuild' }).waitFor();
          await page.getByRole('progressbar').first().waitFor();
        },
      },
      {
        name: 'Overview of a rebuild that is complete',
        reach: async () => {
          failpoints.clear();
          const { run } = await app.status();
          expect(await app.ended(run?.id as string)).toMatchObject({ status: 'completed' });
          await open('');
          await sentence(/up to date/);
        },
      },
    ]);
  });

  describe('with an index, changes and searches', () => {
    beforeAll(async () => {
      await restart({ minCount: 3 });
      await app.createExperts([
        { name: LONG_NAME, title: LONG_NAME, bio: 'Sails steam boats down the river.' },
      ]);
      expect(await app.rebuild()).toMatchObject({ status: 'completed' });
      await app.createExperts([{ name: `${LONG_NAME} II`, bio: 'Paints the steam boats on the river.' }]);
      [draft] = await app.createExperts([{ name: 'Drafty', bio: 'Is not published.' }], { status: 'draft' });
    });

    hasNoFaults([
      { name: 'Overview with changes', reach: () => open('').then(() => grid(/^Changes/)) },
      { name: 'Try search without a query', reach: () => open('try').then(() => text(en['try.empty'])) },
      {
        name: 'Try search with hits',
        reach: () => open('try?q=steam+boats').then(() => text(/records? found/)),
      },
      {
        name: 'Try search without hits',
        reach: () => open('try?q=xqzvbn&mode=lexical').then(() => text('Nothing found.')),
      },
      {
        name: 'Try search, side by side',
        reach: async () => {
          await open('try?q=coral+reefs&against=lexical');
          await until(
            'two lists',
            async () =>
              (await page
                .getByRole('region', { name: 'Results' })
                .getByRole('heading', { level: 3 })
                .count()) === 2
          );
        },
      },
      {
        name: 'Try search with a version that is gone',
        reach: () => open('try?q=bees&version=no-such-version').then(() => text(/GENERATION_NOT_FOUND/)),
      },
      {
        name: 'why a record is not found',
        reach: async () => {
          await open('try?q=coral+reefs');
          await page.getByRole('combobox', { name: 'Record' }).focus();
          await page.keyboard.type('Bea');
          await takeOption(page, page.getByRole('option', { name: 'Bea Honeywell' }).first());
          await text(/“Bea Honeywell” is/);
        },
      },
      { name: 'the dialog to add a synonym', reach: () => openDialog('try?q=zorblax', /^Add synonym/) },
      {
        name: 'Settings',
        reach: () =>
          page.goto(`${app.url}/admin/settings/index-rebuild`).then(() => sentence(en['settings.fixed'])),
      },
      {
        name: 'Insights without searches',
        reach: () => open('insights').then(() => text(/No searches in this period/)),
      },
      {
        name: 'Insights',
        reach: async () => {
          await fillInsights(app);
          await open('insights');
          await grid('Popular');
        },
      },
      { name: 'the dialog to erase insights', reach: () => openDialog('insights', 'Erase insights') },
      {
        name: 'Map',
        reach: () => open('map').then(() => page.getByRole('img', { name: /^Map of/ }).waitFor()),
      },
      { name: 'Map as a table', reach: () => press('Show as table').then(() => grid(/on the map/)) },
      { name: 'History', reach: () => open('history').then(() => grid('Index versions')) },
      { name: 'the details of a run', reach: () => openDialog('history', /^Details of the run/) },
      { name: 'the dialog to restore a version', reach: () => openDialog('history', /^Restore the version/) },
      {
        name: 'the panel of a record that is in search',
        reach: () => page.goto(`${app.url}${RECORD}/${bees}`).then(() => text(en['recordState.indexed'])),
        within: PANEL,
      },
      {
        name: 'the panel of a draft',
        reach: () => page.goto(`${app.url}${RECORD}/${draft}`).then(() => text(en['recordState.draft'])),
        within: PANEL,
      },
      { name: 'widgets', reach: () => home().then(() => text('query number 1')), within: WIDGETS },
    ]);
  });

  describe('after rebuilds that were stopped', () => {
    beforeAll(async () => {
      const data = { query: 'honey bees', contentType: EXPERTS, targetIds: bees, locale: 'en', first: 1 };
      await app.call('document', { action: 'create', uid: 'plugin::index-rebuild.golden-query', data });
    });

    hasNoFaults([
      {
        name: 'the dialog to promote what a golden query stopped',
        reach: async () => {
          await new ContentManager(app).publish(
            bees,
            { name: 'Bea', title: 'Locksmith', bio: 'Opens safes.' },
            'en'
          );
          expect((await app.rebuild()).error?.code).toBe('GOLDEN_QUERIES_DROPPED');
          await openDialog('', /^Promote anyway/);
        },
      },
      {
        name: 'a failed rebuild with a report of golden queries',
        reach: () => openDialog('history', /^Details/),
      },
      {
        name: 'the dialog to rebuild what shrank too much',
        reach: async () => {
          const ids = (await app.call<{ document_id: string }[]>('publishedExperts')).map(
            (row) => row.document_id
          );
          await new ContentManager(app).bulk('bulkUnpublish', ids.slice(1), 'en');
          expect((await app.rebuild()).error?.code).toBe('SOURCE_SHRUNK');
          await openDialog('', /^Rebuild anyway/);
        },
      },
    ]);
  });

  describe('without a server or an index', () => {
    hasNoFaults([
      {
        name: 'History with a version that is out of reach',
        reach: async () => {
          const folder = app.generationFolder((await app.status()).generation as string);
          rmSync(folder, { recursive: true });
          // Whoever looks there is led in a circle.
          symlinkSync(folder, folder);
          await open('history');
          await text(en['generations.unreachableTitle']);
        },
      },
      {
        name: 'Overview of an index whose files are gone',
        reach: async () => {
          rmSync(app.generationsFolder(), { recursive: true });
          failpoints.set('embed');
          await restart({});
          await open('');
          await sentence(/^Search is not available/);
        },
      },
      {
        name: 'Overview when the connection is lost',
        reach: async () => {
          await app.kill();
          await text(en['status.stale']);
        },
      },
    ]);
  });
});

describe("accessibility of the visitor's page", () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await TestApp.start();
    for (const name of ['find', 'similar', 'suggest'])
      await app.call('grantToPublic', { action: `plugin::index-rebuild.search.${name}` });
    await app.createExperts(
      sampleExperts(30).map((expert) => ({ ...expert, tags: ['science'], location: 'Lima' }))
    );
    await app.rebuild();
    browser = await launchBrowser();
    page = await (await openProfile(browser)).newPage();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  it.each([
    ['greeting', '', /./],
    ['hits', '?q=coral+reefs', /results$/],
    ['nothing found', '?q=coral&location=Nowhere', /^Nothing found/],
  ])('%s', async (_name, query, shown) => {
    await page.goto(`${app.url}/search/${query}`);
    await page.getByText(shown).first().waitFor();
    expect(await faultsInEveryLook(page, ['html'])).toEqual([]);
  });
});
