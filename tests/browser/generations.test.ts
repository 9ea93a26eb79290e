import type { Browser, Page } from 'playwright-core';

import { launchBrowser, openIndexPage, openTab, signIn } from '../support/browser';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';
import { until } from '../support/until';

describe('index versions on the admin page', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let experts: string[];

  beforeAll(async () => {
    app = await TestApp.start({ env: { SERVE_ADMIN_PANEL: 'true' } });
    browser = await launchBrowser();
    page = await signIn(browser, app);
    await openIndexPage(page, app, 'history');
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  const badge = (name: string) =>
    page.getByRole('region', { name: 'Status' }).getByText(name, { exact: true });
  const table = (name: string, on = page) => on.getByRole('grid', { name });
  const row = (nth: number, on = page) => table('Index versions', on).getByRole('row').nth(nth);
  const restore = (on = page) => table('Index versions', on).getByRole('button', { name: /^Restore/ });
  const dialog = () => page.getByRole('alertdialog');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);

  it('says that there are none before the first rebuild', async () => {
    await page.getByText('There is no index yet. The first rebuild creates one.').waitFor();
  });

  it('lists what each rebuild created, newest first, without a reload', async () => {
    experts = await app.createExperts(sampleExperts(30));
    await page.getByRole('button', { name: 'Rebuild index' }).click();
    await row(1).getByText('Live', { exact: true }).waitFor();
    expect(await restore().count()).toBe(0);
    await app.createExperts(sampleExperts(3).map((expert) => ({ ...expert, location: 'Quito' })));
    await page.getByRole('button', { name: 'Rebuild index' }).click();
    await row(2).waitFor();
    await row(1).getByText('Live', { exact: true }).waitFor();
    expect(await row(1).innerText()).toMatch(/\b33\b[\s\S]*\d kB|\b33\b[\s\S]*\d MB/);
    expect(await row(2).innerText()).toMatch(/\b30\b/);
    expect(await restore().count()).toBe(1);
  });

  it('opens the run that created a version', async () => {
    await row(2)
      .getByRole('button', { name: /^Show run/ })
      .click();
    await page.getByRole('dialog').getByText('Every record was indexed.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('asks for confirmation, keeps the focus in the dialog and returns it', async () => {
    await restore().focus();
    await page.keyboard.press('Enter');
    await dialog().getByText('Records edited since then are searched beside it', { exact: false }).waitFor();
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('Tab');
      expect(await dialog().locator(':focus').count()).toBe(1);
    }
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    // The focus comes back once the dialog has faded out.
    await until('the focus on the button', async () => (await focused()) === 'Restore…');
  });

  it('restores an earlier one, with the reason in the history', async () => {
    const earlier = (await app.generations())[1].id;
    await restore().click();
    const reason = page.getByLabel('Reason');
    await reason.focus();
    await page.keyboard.type('The import lost the place.');
    // The dialog belongs to a cell of a table, whose arrow keys lead to other cells.
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('s');
    expect(await reason.inputValue()).toBe('The import lost the places.');
    await dialog().getByRole('button', { name: 'Restore', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await focused()).toMatch(/^Search works; another index version is being restored\.$|^Search is/);
    await page.getByText('Search uses the index version you chose.').waitFor();
    await row(2).getByText('Live', { exact: true }).waitFor();
    expect((await app.status()).generation).toBe(earlier);
    const history = table('History').getByRole('row').nth(1);
    await history.getByText('Restore').waitFor();
    await history.getByRole('button', { name: /^Details/ }).click();
    const details = page.getByRole('dialog');
    await details.getByText('The import lost the places.').waitFor();
    expect(await details.locator('dl').innerText()).toMatch(/SEARCHES DURING THIS RUN\s+\d+\s/i);
    expect(await details.getByText('Records that could not be indexed').count()).toBe(0);
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });

  it('says in the dialog why the server refuses', async () => {
    const refusal = {
      status: 503,
      name: 'ServiceUnavailableError',
      message: 'ENOENT: no such file or directory',
      details: { code: 'GENERATION_MISSING' },
    };
    await page.route('**/restore', (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/json',
        body: JSON.stringify({ data: null, error: refusal }),
      })
    );
    await restore().click();
    await page.getByLabel('Reason').fill('Once more.');
    await dialog().getByRole('button', { name: 'Restore', exact: true }).click();
    await dialog()
      .getByRole('alert')
      .getByText('The index files are missing from the server.', { exact: false })
      .waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('Once more.');
    await page.keyboard.press('Escape');
    await page.unroute('**/restore');
  });

  it('stops a rebuild that would lose most records, and continues once that is confirmed', async () => {
    for (const documentId of experts.slice(2)) await app.call('unpublishExpert', { documentId });
    await openTab(page, 'Overview');
    await page.getByRole('button', { name: 'Rebuild index' }).click();
    await badge('Failed').waitFor();
    await page.getByText('Code SOURCE_SHRUNK').waitFor();
    await page.getByRole('button', { name: 'Rebuild anyway…' }).click();
    await dialog().getByText('the current index has 30', { exact: false }).waitFor();
    await dialog().getByRole('button', { name: 'Rebuild anyway', exact: true }).click();
    await badge('Complete').waitFor();
    await openTab(page, 'History');
    await row(1).getByText('Live', { exact: true }).waitFor();
    await table('History')
      .getByRole('row')
      .nth(1)
      .getByRole('button', { name: /^Details/ })
      .click();
    await page.getByRole('dialog').getByText('Smaller index allowed').waitFor();
    await page.keyboard.press('Escape');
  });

  it('pages through the records that could not be indexed', async () => {
    const nameless = Array.from({ length: 13 }, (_, index) => ({ name: `Only A. Name ${index}` }));
    await app.createExperts(nameless);
    await app.createExperts(sampleExperts(300));
    await page.getByRole('button', { name: 'Rebuild index' }).click();
    const history = table('History').getByRole('row').nth(1);
    await history.getByText('Completed with warnings').waitFor();
    await history.getByRole('button', { name: /^Details/ }).click();
    const details = page.getByRole('dialog');
    await details.getByText('1–10 of 13').waitFor();
    expect(await details.getByRole('button', { name: 'Previous page' }).isDisabled()).toBe(true);
    await details.getByRole('button', { name: 'Next page' }).click();
    await details.getByText('11–13 of 13').waitFor();
    expect(await details.getByRole('grid').getByRole('row').count()).toBe(4);
    expect(await details.getByRole('button', { name: 'Next page' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
  });

  it('lets a reader see them but restore none', async () => {
    await app.signInAs('reader', ['plugin::index-rebuild.read']);
    const reader = await signIn(browser, app, { email: 'reader@example.com' });
    await openIndexPage(reader, app, 'history');
    await row(1, reader).getByText('Live', { exact: true }).waitFor();
    expect(await row(2, reader).count()).toBe(1);
    expect(await restore(reader).count()).toBe(0);
  });
});
