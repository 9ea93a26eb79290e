import type { Browser, Page } from 'playwright-core';

import { launchBrowser, signIn } from '../support/browser';
import { chooseOption } from '../support/keyboard';
import { sampleExperts } from '../support/sample-experts';
import { TestApp } from '../support/test-app';

const UID = 'api::expert.expert';
const GOLDEN = '/content-manager/collection-types/plugin::index-rebuild.golden-query';
const QUERY = 'glacier lantern';

/** By words and by meaning, somebody else comes first. */
const EXPERTS = [
  { name: 'Tilda', title: 'Teacher', bio: 'Glacier lantern. Glacier lantern. Teaches how bread rises.' },
  {
    name: 'Theo',
    title: 'Guide',
    bio: 'Leads walks over the ice at night with a lamp. He knows each glacier.',
  },
];

describe('weights in the admin', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    app = await TestApp.start({ env: { SERVE_ADMIN_PANEL: 'true' } });
    await app.call('grantSearchToPublic');
    await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.explain' });
    await app.createExperts(sampleExperts(20));
    const [tilda] = await app.createExperts(EXPERTS);
    expect(await app.rebuild()).toMatchObject({ status: 'completed' });
    const body = { query: QUERY, contentType: UID, targetIds: tilda, first: 3 };
    expect((await app.request('POST', GOLDEN, { body })).status).toBe(201);
    browser = await launchBrowser();
    page = await signIn(browser, app);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const form = () => page.getByRole('region', { name: 'Other weights', exact: true });
  const other = () => page.getByRole('region', { name: /^Meaning and words · .* · Other weights$/ });

  it('are tried beside those of visitors, by keyboard', async () => {
    await page.goto(`${app.url}/admin/plugins/index-rebuild/try?q=${encodeURIComponent(QUERY)}`);
    await chooseOption(page, page.getByRole('combobox', { name: 'Compare with' }), 'Other weights');
    const slider = page.getByRole('slider', { name: 'Words or meaning' });
    await slider.waitFor();
    await slider.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toBe('Words do not count');
    for (let step = 0; step < 8; step += 1) await slider.press('ArrowRight');
    expect(await slider.getAttribute('aria-valuetext')).toBe('Words × 2');
    await form().getByRole('textbox', { name: 'name' }).fill('0.5');
    await button('Compare on this query').press('Enter');
    await other().getByRole('listitem').first().waitFor();
    await other().getByText('Ranked with other weights than tuned: Words × 2 and name × 0.5').waitFor();
    await other().getByText('Words × 2', { exact: true }).first().waitFor();
    expect((await app.search(QUERY, '&explain=true')).body.meta).not.toHaveProperty('weights');
  });

  it('are previewed on golden queries', async () => {
    await button('Preview on golden queries').press('Enter');
    const row = form().getByRole('row').filter({ hasText: QUERY });
    await row.waitFor();
    await form().getByRole('status').filter({ hasText: '0 worse' }).waitFor();
    expect(await row.innerText()).toMatch(/Expected among the first 3/);
    expect((await app.search(QUERY, '&explain=true')).body.meta).not.toHaveProperty('weights');
  });

  it('become those of all searches when that is confirmed', async () => {
    await button('Use for all searches…').press('Enter');
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Use these weights' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const { body } = await app.search(QUERY, '&explain=true');
    expect(body.meta.weights).toEqual({ words: 2, fields: { [UID]: { name: 0.5 } } });
    await page.reload();
    const first = page.getByRole('region', { name: /^Meaning and words · Live version$/ });
    await first.getByText('Ranked with other weights than tuned: Words × 2 and name × 0.5').waitFor();
  });

  it('fit a phone', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await form().waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
