import type { Browser } from 'playwright-core';

import de from '../../src/plugins/index-rebuild/admin/src/translations/de.json';
import es from '../../src/plugins/index-rebuild/admin/src/translations/es.json';
import fr from '../../src/plugins/index-rebuild/admin/src/translations/fr.json';
import { chooseLanguage, launchBrowser, signIn } from '../support/browser';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';

const READ = 'plugin::index-rebuild.read';

describe('the admin page in the language of its reader', () => {
  let app: TestApp;
  let browser: Browser;

  beforeAll(async () => {
    app = await TestApp.start({ env: { SERVE_ADMIN_PANEL: 'true' } });
    expect((await app.rebuild()).error?.code).toBe('SOURCE_EMPTY');
    await app.createExperts(sampleExperts(20));
    expect((await app.rebuild()).status).toBe('completed');
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  it.each([
    ['de', 'Deutsch', de, /\d\d\.\d\d\.20\d\d, \d\d:\d\d:\d\d/, '20 verarbeitet, 0 unverändert'],
    ['es', 'Español', es, /\d{1,2} [a-z]{3,4} 20\d\d, \d{1,2}:\d\d:\d\d/, '20 procesadas, 0 sin cambios'],
    ['fr', 'Français', fr, /\d{1,2} \S+ 20\d\d, \d\d:\d\d:\d\d/, '20 traitées, 0 inchangée'],
  ])('%s: is chosen in the profile', async (code, name, texts, date, counts) => {
    await app.signInAs(`reader-${code}`, [READ]);
    const page = await signIn(browser, app, { email: `reader-${code}@example.com` });
    await chooseLanguage(page, app, code, name);
    await page.getByRole('link', { name: texts.title, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: texts.title }).waitFor();
    await page.getByRole('heading', { level: 2, name: texts['overview.upToDate'] }).waitFor();
    const card = page.getByRole('region', { name: texts['status.heading'], exact: true });
    expect(await card.innerText()).toMatch(date);
    await page.getByRole('link', { name: texts['tab.history'], exact: true }).click();
    const history = page.getByRole('grid', { name: texts['history.heading'] });
    await history.getByText(counts, { exact: false }).waitFor();
    // The server's own message about the refused run is in English.
    await history.getByText(texts['errorCode.SOURCE_EMPTY']).waitFor();
  });
});
