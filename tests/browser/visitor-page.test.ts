import type { Browser, Page } from 'playwright-core';

import { launchBrowser, openProfile } from '../support/browser';
import { contrast, MIN_CONTRAST } from '../support/contrast';
import { TestApp, temporaryFolder, type Expert } from '../support/test-app';
import { until } from '../support/until';

const PLACES = ['Lima', 'Oslo', 'Accra'];
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3);

/** Twelve who know coral reefs, in three places; two bakers; one whose texts are as long as can be. */
const experts: Expert[] = [
  ...Array.from({ length: 12 }, (_, at) => ({
    name: `Diver ${String.fromCharCode(65 + at)}`,
    ...{ title: 'Reef ecologist', organization: 'Harbour Aquarium', location: PLACES[at % 3] },
    bio: `Maps coral reefs by diver transects, season ${at}. Trains divers to count fish.`,
    tags: at < 4 ? ['coral reefs', 'plankton'] : ['coral reefs'],
  })),
  ...['Ada Ovenden', 'Bea Ovenden'].map((name) => ({
    ...{ name, title: 'Baker', location: 'Lima', tags: ['bread'] },
    bio: 'Bakes sourdough bread in a wood oven. Teaches how long a dough has to rest.',
  })),
  { name: `Lena ${LONG}`, title: LONG, organization: LONG, location: LONG, bio: LONG, tags: [LONG] },
];

describe("the visitor's page", () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  const open = async (options: Parameters<Browser['newPage']>[0] = {}): Promise<Page> => {
    const opened = await (await openProfile(browser, options)).newPage();
    opened.on('console', (message) => {
      // The browser's own line about an answer that the page deals with.
      if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
    });
    opened.on('pageerror', (error) => complaints.push(error.message));
    return opened;
  };

  beforeAll(async () => {
    app = await TestApp.start({ folder: temporaryFolder() });
    await app.call('grantSearchToPublic');
    await app.call('grantToPublic', { action: 'plugin::index-rebuild.search.suggest' });
    await app.createExperts(experts);
    await app.rebuild();
    browser = await launchBrowser();
    page = await open();
    await page.goto(`${app.url}/search/`);
  });

  afterAll(async () => {
    await browser?.close();
    await app?.remove();
  });

  const box = (on = page) => on.getByRole('combobox', { name: 'What do you need an expert for?' });
  const hits = (on = page) => on.getByRole('region', { name: 'Results' }).locator('.hit h2');
  const says = (text: string, on = page) =>
    on.getByRole('status').getByText(text, { exact: true }).waitFor({ state: 'attached' });
  const address = (on = page) => new URL(on.url()).searchParams;
  const location = (name: string, on = page) =>
    on.getByRole('group', { name: 'Location' }).getByRole('checkbox', { name });

  const ask = async (query: string, on = page): Promise<void> => {
    await box(on).fill(query);
    await on.keyboard.press('Enter');
  };

  it('greets visitors with examples and the focus in the box', async () => {
    expect(await box().evaluate((input) => document.activeElement === input)).toBe(true);
    expect(await page.getByRole('link', { name: /coral reefs/ }).count()).toBe(1);
  });

  it('suggests while somebody types, and is steered by the keyboard alone', async () => {
    await box().pressSequentially('div');
    const options = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
    await options.first().waitFor();
    const count = await options.count();
    expect(await box().getAttribute('aria-expanded')).toBe('true');
    await says(`${count} suggestions`);
    await page.keyboard.press('ArrowDown');
    expect(await box().inputValue()).toBe('Diver A');
    const active = await box().getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowUp');
    expect([await box().inputValue(), await box().getAttribute('aria-activedescendant')]).toEqual([
      'div',
      null,
    ]);
    await page.keyboard.press('ArrowUp');
    expect(await box().inputValue()).toBe(await options.nth(count - 1).getAttribute('data-value'));
    await page.keyboard.press('Escape');
    expect([await box().inputValue(), await box().getAttribute('aria-expanded')]).toEqual(['div', 'false']);
    await box().fill('ovend');
    await options.first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await hits().first().waitFor();
    expect(await hits().first().innerText()).toBe('Ada Ovenden');
    expect(address().get('q')).toBe('Ada Ovenden');
  });

  it('shows hits with what fits, page after page, and says how many there are', async () => {
    await ask('coral reefs');
    await page
      .getByText(/^10 of \d+ results$/)
      .first()
      .waitFor();
    expect(await page.title()).toBe('coral reefs – Expert search');
    const first = page.locator('.hit').first();
    await first.getByText('Reef ecologist · Harbour Aquarium', { exact: false }).waitFor();
    expect(await first.locator('mark').allInnerTexts()).toEqual(expect.arrayContaining(['coral', 'reefs']));
    await page.getByRole('button', { name: 'Show more' }).click();
    await until('more than ten hits', async () => (await hits().count()) > 10);
    const eleventh = page.locator('.hit').nth(10);
    expect(await eleventh.evaluate((item) => document.activeElement === item)).toBe(true);
  });

  it('narrows by values with counts, in a link that can be shared, and goes back', async () => {
    await ask('coral reefs diver transects');
    await location('Oslo').check();
    await until('the filter in the address', () => address().getAll('location').includes('Oslo'));
    await until('fewer hits', async () => (await hits().count()) === 4);
    await location('Accra').check();
    await until('hits of either', async () => (await hits().count()) === 8);
    // The check boxes are drawn anew with their counts.
    await page.locator('input[value="Accra"]:focus').waitFor();
    const shared = await open();
    await shared.goto(page.url());
    await until('the same hits', async () => (await hits(shared).count()) === 8);
    expect(await location('Oslo', shared).isChecked()).toBe(true);
    await shared.close();
    await page.goBack();
    await until('hits of one', async () => (await hits().count()) === 4);
    await page.getByRole('button', { name: 'plankton' }).first().click();
    await until('a tag in the address', () => address().getAll('tags').includes('plankton'));
    await page.getByRole('button', { name: 'Clear filters' }).first().click();
    await until('no filter', async () => (await hits().count()) === 10);
  });

  it('takes a second filter before the answer to the first', async () => {
    await ask('coral reefs diver transects');
    await until('hits without filters', async () => (await hits().count()) === 10);
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/api/search?*', async (route) => {
      await held;
      // The first one is not waited for any more.
      await route.continue().catch(() => {});
    });
    await location('Oslo').check();
    await location('Accra').check();
    answer();
    await until('hits of either', async () => (await hits().count()) === 8);
    expect(address().getAll('location').sort()).toEqual(['Accra', 'Oslo']);
    await page.unroute('**/api/search?*');
  });

  it('shows experts similar to one', async () => {
    await ask('sourdough');
    await hits().filter({ hasText: 'Ada Ovenden' }).waitFor();
    await page.getByRole('link', { name: 'Experts similar to Ada Ovenden' }).click();
    await page.getByText('Experts similar to Ada Ovenden', { exact: true }).waitFor();
    await until('the other baker first', async () => (await hits().first().innerText()) === 'Bea Ovenden');
    await page.getByRole('link', { name: 'Back to “sourdough”' }).click();
    await hits().filter({ hasText: 'Ada Ovenden' }).waitFor();
  });

  it('says what it has corrected, and searches for what was typed on request', async () => {
    await ask('corla reefs');
    await page.getByText('Showing results for').waitFor();
    await page.getByRole('link', { name: 'corla reefs' }).click();
    await until('the exact spelling', () => address().get('spelling') === 'exact');
    await page.getByText('Showing results for').waitFor({ state: 'hidden' });
  });

  it('helps on when nothing is found', async () => {
    await page.goto(`${app.url}/search/?q=coral&location=Nowhere`);
    await page.getByRole('heading', { name: 'Nothing found for “coral”' }).waitFor();
    await says('Nothing found for “coral”');
    await page
      .getByRole('region', { name: 'Results' })
      .getByRole('button', { name: 'Clear filters' })
      .click();
    await hits().first().waitFor();
  });

  it('tries again by itself when the search is busy, and on request when it cannot be reached', async () => {
    const refusals = ['SEARCH_OVERLOADED', 'SEARCHER_UNAVAILABLE'];
    await page.route('**/api/search?*', (route) => {
      const code = refusals.shift();
      return code === undefined
        ? route.continue()
        : route.fulfill({
            status: 503,
            headers: { 'retry-after': '1' },
            json: { error: { details: { code } } },
          });
    });
    await ask('bread');
    for (const why of ['Many people are searching.', 'Search is not available now.'])
      await page.getByText(`${why} The next try is in 1 second.`).last().waitFor();
    await hits().first().waitFor();
    await page.unroute('**/api/search?*');
    await page.route('**/api/search?*', (route) => route.abort());
    await ask('dough');
    await page.getByText('The server cannot be reached', { exact: false }).last().waitFor();
    await page.unroute('**/api/search?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await hits().first().waitFor();
  });

  it('goes on searching while a rebuild replaces the index, and tells which one answers', async () => {
    const footer = page.getByRole('contentinfo');
    const generation = async () => (await footer.innerText()).match(/Index version (\S+),/)?.[1];
    await ask('coral reefs');
    await hits().first().waitFor();
    const before = await generation();
    const rebuild = app.rebuild();
    await until('the next version', async () => {
      await page.reload();
      await hits().first().waitFor();
      return (await generation()) !== before;
    });
    expect((await rebuild).status).toBe('completed');
  });

  it.each(['light', 'dark'] as const)('is readable in the %s theme', async (colorScheme) => {
    const themed = await open({ colorScheme });
    await themed.goto(`${app.url}/search/?q=coral+reefs`);
    await hits(themed).first().waitFor();
    const contrasts = await themed
      .locator('h2, .about, .passage, mark, .similar, .tags button, .summary, .count, footer p, .go')
      .evaluateAll((elements) =>
        elements.map((element) => {
          let under: Element | null = element;
          while (under && getComputedStyle(under).backgroundColor === 'rgba(0, 0, 0, 0)')
            under = under.parentElement;
          return [getComputedStyle(element).color, getComputedStyle(under ?? document.body).backgroundColor];
        })
      );
    expect(contrasts.length).toBeGreaterThan(20);
    for (const [text, background] of contrasts)
      expect(contrast(text, background)).toBeGreaterThanOrEqual(MIN_CONTRAST);
    await themed.close();
  });

  it('fits 400 pixels, however long a word is, and has the filters behind a button', async () => {
    const narrow = await open({ viewport: { width: 400, height: 860 } });
    await narrow.goto(`${app.url}/search/?q=Lena`);
    await hits(narrow).first().waitFor();
    await narrow.getByRole('button', { name: 'Filters' }).click();
    await narrow.getByRole('group', { name: 'Location' }).waitFor();
    const { width, shown } = await narrow.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      shown: innerWidth,
    }));
    expect(width).toBe(shown);
    await narrow.close();
  });

  it('names everything that can be used, in one outline, and never complains', async () => {
    await page.goto(`${app.url}/search/?q=coral+reefs`);
    await hits().first().waitFor();
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    const nameless = await page.locator('button, a, input').evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const labels = (element as HTMLInputElement).labels;
          const text = element.getAttribute('aria-label') ?? element.textContent;
          return !(labels?.length ? labels[0].textContent : text)?.trim();
        })
        .map((element) => element.outerHTML)
    );
    expect(nameless).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
