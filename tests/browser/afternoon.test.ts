import type { Browser, Locator, Page } from 'playwright-core';

import { launchBrowser, signIn } from '../support/browser';
import { ContentManager } from '../support/content-manager';
import { takeOption } from '../support/keyboard';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const GOLDEN = 'plugin::index-rebuild.golden-query';
/** Its hits barely fit: "cinema" alone is near enough to movies. */
const GAP = 'cinema seats';
const RULE = 'plugin::index-rebuild.search-rule';

const director = (name: string) => ({
  ...{ name, title: 'Movie director' },
  bio: `${name} makes movies about small towns, and teaches how a movie is cut and lit.`,
});

/** A team's afternoon: from what visitors searched in vain to a search that cannot forget it. */
describe('an afternoon with search', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let rosa: string;

  beforeAll(async () => {
    app = await TestApp.start({
      env: {
        SERVE_ADMIN_PANEL: 'true',
        INDEX_REBUILD_SETTINGS: JSON.stringify({ insights: { minCount: 1 } }),
      },
    });
    await app.call('grantSearchToPublic');
    [rosa] = await app.createExperts(['Rosa', 'Milo', 'Nadia'].map(director));
    await app.createExperts(sampleExperts(40));
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const tab = (name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true });
  const gaps = () => page.getByRole('grid', { name: 'Gaps' });
  const dialog = () => page.getByRole('alertdialog');
  const openInsights = () => page.goto(`${app.url}/admin/plugins/index-rebuild/insights`);

  /** Chooses what to do about a gap, by keyboard. */
  const improve = async (query: string, action: string): Promise<void> => {
    await gaps()
      .getByRole('button', { name: `Improve “${query}”` })
      .press('Enter');
    await page.getByRole('menuitem', { name: action }).press('Enter');
    await dialog().waitFor();
  };

  /** Types a name into a field for records, and takes what is offered. */
  const chooseIn = async (field: Locator, name: string): Promise<void> => {
    await field.focus();
    await page.keyboard.type(name);
    await takeOption(page, page.getByRole('option', { name }));
  };

  const chooseRecord = (name: string) => chooseIn(dialog().getByRole('combobox'), name);

  it('visitors search in vain, and a suggested synonym helps them', async () => {
    for (const query of [GAP, GAP, 'zorblax']) await app.search(query);
    await app.call('writeInsights');
    await openInsights();
    await improve(GAP, 'Add synonym…');
    await dialog()
      .getByRole('button', { name: /^Add “movies?” as a synonym of “cinema”/ })
      .press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await page.getByText('The synonym has been added.').waitFor();
    await page.getByRole('link', { name: 'Open' }).waitFor();
    await gaps().getByText('Synonym', { exact: true }).waitFor();
    await page.waitForFunction(
      (gap) => document.activeElement?.getAttribute('aria-label') === `Improve “${gap}”`,
      GAP
    );
    const { body } = await app.search(GAP);
    expect(body.data.map(({ title }) => title)).toContain('Movie director');
  });

  it('a record is put first for a query that means nothing to search', async () => {
    await improve('zorblax', 'Put a record first…');
    expect(await dialog().getByText('No word in your content').count()).toBe(0);
    await chooseRecord('Milo');
    await dialog().getByRole('button', { name: 'Put first' }).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await gaps().getByText('Search rule', { exact: true }).waitFor();
    const { body } = await app.search('zorblax');
    expect(body.data.map(({ name }) => name)).toEqual(['Milo']);
  });

  it('a golden query is made from the gap', async () => {
    await improve(GAP, 'Make a golden query…');
    await chooseRecord('Rosa');
    await dialog().getByRole('button', { name: 'Remove Rosa' }).waitFor();
    await dialog().getByRole('button', { name: 'Make golden query' }).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    await gaps().getByText('Golden query', { exact: true }).waitFor();
  });

  it('the Content Manager shows names where document ids are stored', async () => {
    type Entries = { results: { documentId: string; targetIds: string; contentType: string }[] };
    const path = `/content-manager/collection-types/${GOLDEN}`;
    const { body } = await app.request<Entries>('GET', path);
    const [entry] = body.results;
    expect(entry).toMatchObject({ targetIds: rosa, contentType: 'api::expert.expert' });
    await page.goto(`${app.url}/admin${path}/${entry.documentId}`);
    await button('Remove Rosa').waitFor();
    await page
      .getByRole('combobox', { name: /contentType/ })
      .getByText('Expert')
      .waitFor();
    await chooseIn(page.getByRole('combobox', { name: /targetIds/ }), 'Nadia');
    await button('Remove Nadia').waitFor();
    await button('Remove Nadia').press('Enter');
    await button('Remove Nadia').waitFor({ state: 'detached' });
    await page.goto(`${app.url}/admin/content-manager/collection-types/${RULE}`);
    await page
      .getByRole('link', { name: /Create new entry/ })
      .first()
      .press('Enter');
    await chooseIn(page.getByRole('combobox', { name: /targetId/ }), 'Milo');
    await page
      .getByRole('combobox', { name: /contentType/ })
      .getByText('Expert')
      .waitFor();
    await page.getByLabel(/phrase/).fill('directors');
    await button('Save').press('Enter');
    await page.getByText('Saved document').waitFor();
  });

  it('a rebuild that would lose it is blocked', async () => {
    await new ContentManager(app).publish(rosa, { title: 'Locksmith', bio: 'Opens old safes.' }, 'en');
    await app.createExperts(Array.from({ length: 12 }, (_, at) => director(`Director ${at}`)));
    await page.goto(`${app.url}/admin/plugins/index-rebuild`);
    await button('Rebuild index').press('Enter');
    await page.getByText('Code GOLDEN_QUERIES_DROPPED').waitFor();
    expect((await app.status()).searchAvailable).toBe(true);
  });

  it('is promoted with a reason, which the history keeps', async () => {
    await button('Promote anyway…').press('Enter');
    await dialog().getByRole('textbox').fill('She is a locksmith now.');
    await dialog().getByRole('button', { name: 'Promote anyway' }).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    const { run } = await app.status();
    expect(await app.ended(run?.id as string)).toMatchObject({
      ...{ status: 'completed', allowDrop: true, reason: 'She is a locksmith now.' },
    });
  });

  it('and the previous version is restored', async () => {
    await tab('History').click();
    const restore = button(/^Restore/).first();
    await until('the page to know that the rebuild has ended', () => restore.isEnabled());
    await restore.press('Enter');
    await dialog().getByRole('textbox').fill('Rosa again.');
    await dialog().getByRole('button').last().press('Enter');
    await dialog().waitFor({ state: 'detached' });
    const { run } = await app.status();
    expect(await app.ended(run?.id as string)).toMatchObject({
      ...{ kind: 'rollback', status: 'completed', reason: 'Rosa again.', golden: { queries: 1 } },
    });
  });
});
