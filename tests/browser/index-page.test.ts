import type { Browser, Page } from 'playwright-core';

import { STAGES } from '../../src/plugins/index-rebuild/shared/contracts';
import { launchBrowser, openIndexPage, openTab, signIn } from '../support/browser';
import { contrast, MIN_CONTRAST } from '../support/contrast';
import { Failpoints } from '../support/failpoints';
import { sampleExperts } from '../support/sample-experts';
import { TestApp, temporaryFolder } from '../support/test-app';

const READ = 'plugin::index-rebuild.read';

describe('the admin page', () => {
  const folder = temporaryFolder();
  const failpoints = new Failpoints(folder);
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await TestApp.start({ folder, env: { ...failpoints.env, SERVE_ADMIN_PANEL: 'true' } });
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    failpoints.clear();
    await browser?.close();
    await app?.remove();
  });

  const card = (on = page) => on.getByRole('region', { name: 'Status' });
  const sentence = (text: string, on = page) => on.getByRole('heading', { level: 2, name: text });
  const badge = (name: string, on = page) => card(on).getByText(name, { exact: true });
  const button = (name: string, on = page) => on.getByRole('button', { name, exact: true });
  const rows = (on = page) => on.getByRole('grid', { name: 'History' }).getByRole('row');

  it('is reached from the menu and says that there is no index yet', async () => {
    await page.getByRole('link', { name: 'Search index', exact: true }).click();
    await badge('Idle').waitFor();
    await sentence('Search is not available: there is no index yet.').waitFor();
    await card().getByText('Run the first rebuild.').waitFor();
    await card().getByText('No runs yet').waitFor();
    expect(await button('Rebuild index').isEnabled()).toBe(true);
  });

  it('shows a refusal with its code and what to do', async () => {
    await button('Rebuild index').click();
    await badge('Failed').waitFor();
    await card().getByText('Publish at least one', { exact: false }).waitFor();
    await card().getByText('SOURCE_EMPTY', { exact: false }).waitFor();
  });

  it('starts a rebuild by keyboard, shows its progress and ends Complete without a reload', async () => {
    await app.createExperts(sampleExperts(300));
    // Nothing is uploaded to a shared folder.
    const stages = STAGES.filter((stage) => stage !== 'upload');
    await button('Rebuild index').focus();
    await page.keyboard.press('Enter');
    await badge('Rebuilding…').waitFor();
    expect(await button('Rebuilding…').isDisabled()).toBe(true);
    expect(await card().getByRole('progressbar').count()).toBe(stages.length + 1);
    await badge('Complete').waitFor();
    await sentence('Search is up to date with your published content.').waitFor();
    const facts = await card().innerText();
    expect(facts).toMatch(/RECORDS AT REBUILD\s+300/i);
    expect(facts).toMatch(/LAST REBUILD[\s\S]*0 searches during the rebuild, 0 failed/i);
    expect(facts).toContain('Ada Admin');
    expect(await button('Rebuild index').isEnabled()).toBe(true);
    await openTab(page, 'History');
    await rows().nth(1).getByText('300 processed, 0 unchanged, 0 failed').waitFor();
    // The heading and the two runs: the refused and the completed.
    expect(await rows().count()).toBe(3);
  });

  it('says that live search is unaffected while a later rebuild runs that somebody else started', async () => {
    await app.createExperts(sampleExperts(200).map((expert) => ({ ...expert, location: 'Quito' })));
    const id = await failpoints.startRunUntil(app, 'embed');
    await openIndexPage(page, app);
    await card().getByText('Search is not affected', { exact: false }).waitFor();
    failpoints.clear();
    expect(await app.ended(id)).toMatchObject({ status: 'completed', error: null });
    await badge('Complete').waitFor();
  });

  it('opens the details of a run and closes them with Escape', async () => {
    await openTab(page, 'History');
    await page
      .getByRole('button', { name: /^Details of the run/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Every record was indexed.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('shows in a second page within 3 s what was started in the first', async () => {
    const second = await page.context().newPage();
    await openIndexPage(second, app);
    await badge('Complete', second).waitFor();
    const id = await failpoints.startRunUntil(app, 'embed');
    const at = Date.now();
    // Two pages of one window: neither gets the focus.
    await badge('Rebuilding…', second).waitFor();
    expect(Date.now() - at).toBeLessThan(3_500);
    failpoints.clear();
    expect(await app.ended(id)).toMatchObject({ status: 'completed', error: null });
    const ended = Date.now();
    await badge('Complete', second).waitFor();
    expect(Date.now() - ended).toBeLessThan(3_500);
    await second.close();
  });

  it('lets a reader see everything and start nothing, and hides the page from others', async () => {
    await app.signInAs('reader', [READ]);
    const reader = await signIn(browser, app, { email: 'reader@example.com' });
    await openIndexPage(reader, app);
    await badge('Complete', reader).waitFor();
    expect(await button('Rebuild index', reader).count()).toBe(0);
    await app.signInAs('stranger', []);
    const stranger = await signIn(browser, app, { email: 'stranger@example.com' });
    expect(await stranger.getByRole('link', { name: 'Search index', exact: true }).count()).toBe(0);
  });

  it('is readable in the dark theme', async () => {
    const dark = await signIn(browser, app, { theme: 'dark' });
    await openIndexPage(dark, app);
    await badge('Complete', dark).waitFor();
    const colours = await badge('Complete', dark).evaluate((element) => {
      const background = (node: Element | null): string => {
        for (let at = node; at; at = at.parentElement) {
          const colour = getComputedStyle(at).backgroundColor;
          if (colour !== 'rgba(0, 0, 0, 0)') return colour;
        }
        return 'rgb(255, 255, 255)';
      };
      return { text: getComputedStyle(element).color, background: background(element) };
    });
    expect(contrast(colours.text, colours.background)).toBeGreaterThanOrEqual(MIN_CONTRAST);
  });
});
