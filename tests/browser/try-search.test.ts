import type { Browser, Page } from 'playwright-core';

import { launchBrowser, signIn } from '../support/browser';
import { chooseOption, takeOption } from '../support/keyboard';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const TAB = '/admin/plugins/index-rebuild/try';

/** Long enough to be divided into passages. */
const CORAS_BIO = [
  'Cora repairs steam engines in the workshop of the railway museum, from the boiler to the whistle.',
  'On weekends she sings in the choir of her village, which has won several regional competitions.',
  'Her garden has forty kinds of tomatoes, whose seeds she exchanges with neighbours every spring.',
].join(' ');

describe('the tab Try search', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let earlier: string;

  beforeAll(async () => {
    app = await TestApp.start({ env: { SERVE_ADMIN_PANEL: 'true' } });
    await app.createExperts(sampleExperts(30));
    await app.createExperts([{ name: 'Cora', location: 'Lima', bio: CORAS_BIO }]);
    await app.createExperts([{ name: 'Otto', bio: 'He repairs elevators.' }]);
    earlier = (await app.rebuild()).generation as string;
    await app.createExperts([beekeeper('Bea')]);
    await app.createExperts([beekeeper('Drafty')], { status: 'draft' });
    await app.rebuild();
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  const results = (on = page) => on.getByRole('region', { name: /^(Results|Ergebnisse)$/ });
  const lists = (on = page) =>
    results(on)
      .getByRole('list')
      .filter({ has: on.getByRole('listitem') });
  const why = () => page.getByRole('region', { name: 'Why is this record not found?' });
  const open = (query: string, on = page) => on.goto(`${app.url}${TAB}${query}`);
  const choice = (name: string) => page.getByRole('combobox', { name });

  /** In place of what the picker of records holds. */
  const typeName = async (name: string): Promise<void> => {
    await why().getByRole('combobox', { name: 'Record' }).focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(name);
  };

  const choose = (label: string, option: RegExp | string): Promise<void> =>
    chooseOption(page, choice(label), option);

  it('is not there for somebody without the permission', async () => {
    await app.signInAs('onlooker', ['plugin::index-rebuild.read']);
    const other = await signIn(browser, app, { email: 'onlooker@example.com' });
    await open('', other);
    await other.getByRole('heading', { level: 1, name: 'Search index' }).waitFor();
    await other.getByRole('link', { name: 'History', exact: true }).waitFor();
    expect(await other.getByRole('link', { name: 'Try search' }).count()).toBe(0);
    await other.context().close();
  });

  it('searches by keyboard alone, and keeps the query in its address', async () => {
    await page.goto(`${app.url}/admin/plugins/index-rebuild`);
    await page.getByRole('link', { name: 'Try search' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Search for something as a visitor would.', { exact: false }).waitFor();
    await page.getByRole('searchbox', { name: 'Search for' }).focus();
    await page.keyboard.type('steam engines');
    await page.keyboard.press('Enter');
    const first = lists().first().getByRole('listitem').first();
    await first.getByRole('link', { name: 'Cora' }).waitFor();
    expect(new URL(page.url()).search).toBe('?q=steam+engines');
    expect(await first.locator('mark').allInnerTexts()).toEqual(expect.arrayContaining(['steam', 'engines']));
    expect(await first.locator('dl').innerText()).toMatch(/Best passage\s+0\.\d\d[\s\S]*Words\s+\d+\.\d\d/);
    expect(await results().getByRole('status').innerText()).toMatch(/^\d+ records? found\.$/);
  });

  it('leads to the record in the Content Manager', async () => {
    await lists().getByRole('link', { name: 'Cora' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Cora' }).waitFor();
    await page.goBack();
    await lists().getByRole('link', { name: 'Cora' }).waitFor();
  });

  it('says what was corrected, and that nothing was found', async () => {
    await open('?q=bees+in+swrams');
    await results()
      .getByText('Misspelt words were corrected to: bees in swarms.', { exact: false })
      .waitFor();
    await open('?q=xqzvbn&mode=lexical');
    await results().getByText('Nothing found.').waitFor();
  });

  it('filters', async () => {
    await open('?q=steam+engines');
    await choose('Field', 'location');
    await page.getByRole('textbox', { name: 'Value' }).fill('Oslo');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove the filter: location is Oslo' }).waitFor();
    await until('no Cora', async () => (await lists().getByRole('link', { name: 'Cora' }).count()) === 0);
    await page.getByRole('button', { name: 'Remove the filter: location is Oslo' }).press('Enter');
    await lists().getByRole('link', { name: 'Cora' }).waitFor();
  });

  it('compares with another mode, and marks moved ranks for eyes and ears', async () => {
    await open('?q=garden+tomatoes');
    await choose('Compare with', 'Words');
    await results().getByRole('heading', { name: 'Words · Live version', exact: true }).waitFor();
    await until('two lists', async () => (await lists().count()) === 2);
    expect(new URL(page.url()).searchParams.get('against')).toBe('lexical');
    await lists()
      .first()
      .getByText('Gone: not shown in the second list')
      .first()
      .waitFor({ state: 'attached' });
  });

  it('compares with an earlier version, which was opened from the list of versions', async () => {
    await page.goto(`${app.url}/admin/plugins/index-rebuild/history`);
    await page.getByRole('link', { name: /^Try search with the version of/ }).click();
    expect(new URL(page.url()).searchParams.get('version')).toBe(earlier);
    await page.getByRole('searchbox', { name: 'Search for' }).fill('honey bees');
    await page.keyboard.press('Enter');
    await results()
      .getByRole('heading', { name: /^Meaning and words · Version of/ })
      .waitFor();
    await choose('Compare with', 'Live version');
    const bea = lists().last().getByRole('listitem').filter({ hasText: 'Bea' }).first();
    await bea.getByText('New: not shown in the first list').waitFor({ state: 'attached' });
    expect(await lists().first().getByRole('link', { name: 'Bea', exact: true }).count()).toBe(0);
  });

  it('says why a record is not found, by keyboard alone', async () => {
    await open('?q=honey+bees');
    await typeName('Otto');
    await takeOption(page, page.getByRole('option', { name: 'Otto' }));
    await why().getByText('“Otto” is not found by this query.').waitFor();
    const reasons = await why().getByRole('listitem').allInnerTexts();
    expect(reasons[0]).toBe('It has none of the query’s words.');
    expect(reasons[1]).toMatch(
      /^Its text is not near enough in meaning to the query \(nearness -?0?\.?\d+\)\.$/
    );
  });

  it('says that a draft is not published, and where a record is that is found', async () => {
    await typeName('Draf');
    await page.getByRole('option', { name: 'Drafty' }).click();
    await why().getByText('It is not published in this language.').waitFor();
    await typeName('Bea');
    await page.getByRole('option', { name: 'Bea', exact: true }).click();
    await why()
      .getByText(/^“Bea” is number 1 of \d+\.$/)
      .waitFor();
  });

  it('says when a shared version is gone', async () => {
    await open('?q=honey+bees&version=no-such-version');
    const alert = results().getByRole('alert');
    await alert.getByText('This index version no longer exists. Choose another one from the list.').waitFor();
    await alert.getByText('GENERATION_NOT_FOUND', { exact: false }).waitFor();
  });

  it('fits 400 pixels, one list below the other', async () => {
    await page.setViewportSize({ width: 400, height: 860 });
    await open('?q=garden+tomatoes&against=lexical');
    await until('two lists', async () => (await lists().count()) === 2);
    const [one, two] = await Promise.all([lists().first().boundingBox(), lists().last().boundingBox()]);
    expect(two?.y).toBeGreaterThanOrEqual((one?.y ?? 0) + (one?.height ?? 0));
    for (const box of [one, two]) expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(400);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});
