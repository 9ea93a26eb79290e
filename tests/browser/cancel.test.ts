import type { Browser, Page } from 'playwright-core';

import { launchBrowser, openIndexPage, openTab, signIn } from '../support/browser';
import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { TestApp, temporaryFolder } from '../support/test-app';
import { until } from '../support/until';

describe('cancelling on the admin page', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);

  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: { ...failpoints.env, SERVE_ADMIN_PANEL: 'true' } });
    browser = await launchBrowser();
    page = await signIn(browser, app);
    await app.createExperts(sampleExperts(40));
    await openIndexPage(page, app);
  });

  afterAll(async () => {
    failpoints.clear();
    await browser?.close();
    await app?.remove();
  });

  const button = (name: string, on = page) => on.getByRole('button', { name, exact: true });
  /** By keyboard: a notification may lie over the button, and stays as long as the pointer is on it. */
  const press = async (name: string): Promise<void> => {
    await button(name).focus();
    await page.keyboard.press('Enter');
  };
  const badge = (name: string, on = page) =>
    on.getByRole('region', { name: 'Status' }).getByText(name, { exact: true });
  const sentence = (text: string) => page.getByRole('heading', { level: 2, name: text }).waitFor();
  const said = (text: string) => page.getByText(text, { exact: false }).first().waitFor();
  const firstRow = () => page.getByRole('grid', { name: 'History' }).getByRole('row').nth(1);

  it('offers nothing to cancel while no run is active', async () => {
    await badge('Idle').waitFor();
    expect(await button('Cancel rebuild').count()).toBe(0);
  });

  it('ends a first rebuild by keyboard, says what that means for search and who did it', async () => {
    failpoints.set('embed');
    await press('Rebuild index');
    await press('Cancel rebuild');
    await said('The rebuild was cancelled. Search will not work until a rebuild completes.');
    await badge('Cancelled').waitFor();
    await sentence('Search is not available: there is no index yet.');
    expect(await button('Cancel rebuild').count()).toBe(0);
    expect(await button('Rebuild index').isEnabled()).toBe(true);
    await openTab(page, 'History');
    await firstRow().getByText('Cancelled', { exact: true }).waitFor();
    await firstRow().getByText('by Ada Admin').waitFor();
    await openTab(page, 'Overview');
  });

  it('says "Cancelling…" and takes no second click until the run has ended', async () => {
    failpoints.set('embed');
    await press('Rebuild index');
    let letGo = (): void => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/cancel', async (route) => {
      await held;
      await route.continue();
    });
    await press('Cancel rebuild');
    await button('Cancelling…').waitFor();
    expect(await button('Cancelling…').isDisabled()).toBe(true);
    letGo();
    await badge('Cancelled').waitFor();
    await page.unroute('**/cancel');
  });

  it('leaves the previous index in place', async () => {
    failpoints.clear();
    await press('Rebuild index');
    await badge('Complete').waitFor();
    failpoints.set('embed');
    await app.createExperts(sampleExperts(5).map((expert) => ({ ...expert, location: 'Oslo' })));
    await press('Rebuild index');
    await press('Cancel rebuild');
    await said('The rebuild was cancelled. Search keeps using the previous index.');
    await badge('Cancelled').waitFor();
    const index = page.getByRole('group', { name: 'What search uses' });
    expect(await index.innerText()).toMatch(/RECORDS AT REBUILD\s+40\b/i);
    expect(await index.getByText('Cancelled').count()).toBe(0);
    const run = page.getByRole('group', { name: 'Latest run' });
    expect(await run.innerText()).toMatch(/CANCELLED BY\s+Ada Admin/i);
  });

  it('says that it is too late when the run is already switching over', async () => {
    failpoints.set('embed');
    await press('Rebuild index');
    await button('Cancel rebuild').waitFor();
    const { run } = await app.status();
    await page.route('**/cancel', async (route) => {
      failpoints.set('swap');
      await until('the swap', async () => (await app.run(run?.id ?? '')).status === 'promoting');
      await route.continue();
    });
    await press('Cancel rebuild');
    await said('It is too late to cancel');
    await button('Cancel rebuild').waitFor({ state: 'detached' });
    failpoints.clear();
    await badge('Complete').waitFor();
    await page.unroute('**/cancel');
  });

  it('shows in the details where a cancelled run stopped', async () => {
    await openTab(page, 'History');
    const cancelled = page.getByRole('row').filter({ hasText: 'by Ada Admin' }).first();
    await cancelled.getByRole('button', { name: /^Details of the run/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Not reached').first().waitFor();
    expect(await dialog.locator('dl').innerText()).toMatch(/CANCELLED BY\s+Ada Admin/i);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('is not offered to readers', async () => {
    await app.signInAs('reader', ['plugin::index-rebuild.read']);
    const reader = await signIn(browser, app, { email: 'reader@example.com' });
    failpoints.set('embed');
    const { body } = await app.startRun();
    await openIndexPage(reader, app);
    await badge('Rebuilding…', reader).waitFor();
    expect(await button('Cancel rebuild', reader).count()).toBe(0);
    await app.cancel(body.data.id);
    await badge('Cancelled', reader).waitFor();
  });
});
