import type { Browser, Page } from 'playwright-core';

import { launchBrowser, signIn } from '../support/browser';
import { ContentManager } from '../support/content-manager';
import { beekeeper, sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

const BEES = { ...beekeeper('Bea Honeywell'), title: 'Apiarist' };

/** A team's afternoon: from a query that fails its visitors to a search that cannot forget it. */
describe('steering search from the admin', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let bees: string;
  /** The record that is put first. */
  let pinned: string;

  beforeAll(async () => {
    app = await TestApp.start({ env: { SERVE_ADMIN_PANEL: 'true' } });
    await app.createExperts(sampleExperts(40));
    [bees] = await app.createExperts([BEES]);
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
  const hits = () => page.getByRole('region', { name: /^Meaning and words/ }).getByRole('listitem');

  const trySearch = (query: string) =>
    page.goto(`${app.url}/admin/plugins/index-rebuild/try?q=${encodeURIComponent(query)}`);

  it('a synonym lets an unknown word find a record', async () => {
    await trySearch('zorblax');
    await button('Add synonym…').click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByLabel('Also called').fill('honey bees, hives');
    await dialog.getByRole('button', { name: 'Add synonym' }).press('Enter');
    await page.getByText('Also searched:', { exact: false }).waitFor();
    await hits().first().getByText('Bea Honeywell').waitFor();
  });

  it('a record is put first, and hidden', async () => {
    await trySearch('coral reefs');
    const first = hits().first();
    await first.waitFor();
    const name = await first.getByRole('link').first().innerText();
    await page.getByRole('button', { name: `Hide “${name}” for this query` }).press('Enter');
    await page.getByText('1 record is hidden.', { exact: false }).waitFor();
    expect(await hits().getByRole('link', { name, exact: true }).count()).toBe(0);
    const second = await hits().nth(1).getByRole('link').first().innerText();
    await page.getByRole('button', { name: `Put first for this query: “${second}”` }).press('Enter');
    await page.getByText('1 record is put first', { exact: false }).waitFor();
    expect(await hits().first().getByRole('link').first().innerText()).toBe(second);
    pinned = second;
  });

  it('the list of rules names the records, and not their ids', async () => {
    await page.goto(`${app.url}/admin/content-manager/collection-types/plugin::index-rebuild.search-rule`);
    await page.getByRole('gridcell', { name: pinned }).first().waitFor();
    const { headers, cells } = await page.getByRole('grid').evaluate((grid) => ({
      headers: [...grid.querySelectorAll('th')].map(({ textContent }) => textContent ?? ''),
      cells: [...grid.querySelectorAll('tbody tr')].map((row) =>
        [...row.querySelectorAll('td')].map(({ textContent }) => textContent ?? '')
      ),
    }));
    const at = headers.findIndex((header) => /target/i.test(header));
    expect(cells.map((row) => row[at])).toContain(pinned);
    expect(cells.flat().some((text) => /^[a-z0-9]{24}$/.test(text))).toBe(false);
  });

  it('a golden query is made with one click, and stops the rebuild that would break it', async () => {
    await trySearch('honey bees and hives');
    await page
      .getByRole('button', { name: 'Always expect it for this query: “Bea Honeywell”' })
      .press('Enter');
    await page.getByText('Every rebuild is checked', { exact: false }).waitFor();
    await new ContentManager(app).publish(bees, { title: 'Locksmith', bio: 'Opens old safes.' }, 'en');
    await app.createExperts(
      Array.from({ length: 12 }, (_, at) => ({ ...BEES, name: `Keeper ${at}`, title: 'Keeper' }))
    );
    await tab('Overview').click();
    await button('Rebuild index').press('Enter');
    await page.getByText('Code GOLDEN_QUERIES_DROPPED').waitFor();
    expect((await app.status()).searchAvailable).toBe(true);
  });

  it('is promoted with a reason, which the history keeps', async () => {
    await button('Promote anyway…').press('Enter');
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Promote anyway' }).press('Enter');
    await dialog.getByText('Enter a reason.').waitFor();
    await dialog.getByRole('textbox').fill('She is a locksmith now.');
    await dialog.getByRole('button', { name: 'Promote anyway' }).press('Enter');
    // It closes once the server has accepted.
    await dialog.waitFor({ state: 'detached' });
    const { run } = await app.status();
    expect(await app.ended(run?.id as string)).toMatchObject({ status: 'completed', allowDrop: true });
    await tab('History').click();
    await page
      .getByRole('button', { name: /^Details of the run/ })
      .first()
      .press('Enter');
    const details = page.getByRole('dialog');
    await details.getByText('She is a locksmith now.').waitFor();
    await details.getByText('no longer among the first 10', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });

  it('and an earlier version can be restored', async () => {
    const restore = button(/^Restore/).first();
    await until('the page to know that the rebuild has ended', () => restore.isEnabled());
    await restore.press('Enter');
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('textbox').fill('Bees again.');
    await dialog.getByRole('button').last().press('Enter');
    // It closes once the server has accepted.
    await dialog.waitFor({ state: 'detached' });
    const { run } = await app.status();
    expect(await app.ended(run?.id as string)).toMatchObject({
      ...{ kind: 'rollback', status: 'completed', reason: 'Bees again.' },
      golden: { queries: 1 },
    });
  });
});
