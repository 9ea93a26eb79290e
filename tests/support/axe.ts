import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What WCAG 2.2 asks on the levels A and AA, and what axe itself calls good practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Less than this is advice. */
const FAILS = ['serious', 'critical'];

type Looked = { rules: readonly string[]; within: readonly string[] };

/** Runs in the page. */
const look = async ({ rules, within }: Looked) => {
  const { axe: engine } = globalThis as unknown as { axe: typeof axe };
  const include = within.filter((selector) => document.querySelector(selector) !== null);
  if (include.length === 0) throw new Error(`The page has none of: ${within.join(', ')}`);
  const context = { include: include.map((selector) => [selector]) };
  const { violations } = await engine.run(context, {
    runOnly: { type: rules.length === 1 ? 'rule' : 'tag', values: [...rules] },
    resultTypes: ['violations'],
  });
  return violations.map(({ id, impact, help, nodes }) => ({
    ...{ id, impact, help },
    places: nodes.map(({ target, html, any }) => `${target} ${any[0]?.message ?? ''}\n      ${html}`),
  }));
};

/** Until nothing fades or slides any more: axe reads the colours of that moment. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });

type Options = {
  /** Selectors of what is looked at. */
  within: readonly string[];
  /** Only the contrasts: the rest of a page is the same in every theme. */
  contrastOnly?: boolean;
};

/** The serious and critical faults that axe finds, each with its rule and where it is. */
export const faultsIn = async (page: Page, { within, contrastOnly = false }: Options): Promise<string[]> => {
  await settled(page);
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const found = await page.evaluate(look, { within, rules: contrastOnly ? ['color-contrast'] : RULES });
  return found
    .filter(({ impact }) => FAILS.includes(impact ?? ''))
    .map(({ id, help, places }) => `${id}: ${help}\n    ${places.slice(0, 5).join('\n    ')}`);
};

const SIZES = { wide: { width: 1280, height: 900 }, narrow: { width: 400, height: 800 } };

/**
 * The faults of what is on the page now, in both themes, on a wide and on a narrow screen. The page has
 * to follow the system's theme.
 */
export const faultsInEveryLook = async (page: Page, within: readonly string[]): Promise<string[]> => {
  const faults: string[] = [];
  for (const [name, size] of Object.entries(SIZES)) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const found = await faultsIn(page, { within, contrastOnly: colorScheme === 'dark' });
      faults.push(...found.map((fault) => `${name}, ${colorScheme}: ${fault}`));
    }
  }
  await page.setViewportSize(SIZES.wide);
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
};
