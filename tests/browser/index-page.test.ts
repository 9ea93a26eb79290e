import type { Browser, Page } from 'playwright-core';

import { STAGES } from '../../src/plugins/index-rebuild/shared/contracts';
import { launchBrowser, openIndexPage, signIn } from '../support/browser';
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
  const badge = (name: string, on = page) => card(on).getByText(name, { exact: true });
  const button = (name: string, on = page) => on.getByRole('button', { name, exact: true });
  const rows = (on = page) => on.getByRole('grid', { name: 'History' }).getByRole('row');

  it('is reached from the menu and says that there is no index yet', async () => {
    await page.getByRole('link', { name: 'Search index', exact: true }).click();
    await badge('Idle').waitFor();
    await card().getByText('Run the first rebuild', { exact: false }).waitFor();
    await page.getByText('No runs yet', { exact: false }).waitFor();
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
    await button('Rebuild index').focus();
    await page.keyboard.press('Enter');
    await badge('Rebuilding…').waitFor();
    expect(await button('Rebuilding…').isDisabled()).toBe(true);
    expect(await card().getByRole('progressbar').count()).toBe(STAGES.length);
    await badge('Complete').waitFor();
    const facts = await card().locator('dl').innerText();
    expect(facts).toMatch(/RECORDS AT REBUILD\s+300/i);
    expect(facts).toContain('Ada Admin');
    expect(await button('Rebuild index').isEnabled()).toBe(true);
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
    await app.ended(id);
    await badge('Complete').waitFor();
  });

  it('opens the details of a run and closes them with Escape', async () => {
    await page
      .getByRole('button', { name: /^Details of the run/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Every record was indexed.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('polls while a run is active and only then', async () => {
    const asked: number[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/index-rebuild/status')) asked.push(Date.now());
    });
    await app.createExperts(sampleExperts(150).map((expert) => ({ ...expert, location: 'Lagos' })));
    await button('Rebuild index').click();
    await badge('Rebuilding…').waitFor();
    await app.ended((await app.status()).run?.id as string);
    await badge('Complete').waitFor();
    const during = asked.length;
    expect(during).toBeGreaterThanOrEqual(2);
    // Longer than the interval: the clock is the page's own.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 4_000)));
    expect(asked.length).toBe(during);
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
