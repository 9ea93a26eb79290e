import type { Locator, Page } from 'playwright-core';

import { until } from './until';

type Stop = { place: number; name: string; isVisible: boolean };

/** Runs in the page: numbers what Tab should reach within `main`, in the order of the document. */
const numberStops = (): string[] => {
  const inMain = [
    ...document.querySelectorAll<HTMLElement>('main a[href], main button, main input, main [tabindex]'),
  ];
  const stops = inMain.filter(
    (element) =>
      element.tabIndex >= 0 &&
      !(element as HTMLButtonElement).disabled &&
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest('[inert], [aria-hidden="true"]') === null
  );
  stops.forEach((element, place) => element.setAttribute('data-stop', String(place)));
  document.querySelector<HTMLElement>('main')?.focus();
  return stops.map((element) => element.getAttribute('aria-label') || element.textContent || element.tagName);
};

/** Runs in the page: what has the focus, and where that is; null when the focus has left `main`. */
const focusedStop = () => {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element.closest('main') === null) return null;
  const { x, y, width, height } = element.getBoundingClientRect();
  return {
    place: Number(element.getAttribute('data-stop') ?? -1),
    name: element.getAttribute('aria-label') || element.textContent || element.tagName,
    box: { x, y, width, height },
  };
};

type Focused = NonNullable<ReturnType<typeof focusedStop>>;

const MARGIN = 16;

/** The pixels of a place on the screen and a little around it. */
const pixelsAround = (page: Page, { x, y, width, height }: Focused['box']): Promise<Buffer> => {
  const screen = page.viewportSize() ?? { width: 0, height: 0 };
  const left = Math.max(0, x - MARGIN);
  const top = Math.max(0, y - MARGIN);
  const clip = {
    ...{ x: left, y: top },
    width: Math.max(1, Math.min(screen.width, x + width + MARGIN) - left),
    height: Math.max(1, Math.min(screen.height, y + height + MARGIN) - top),
  };
  return page.screenshot({ clip, animations: 'disabled' });
};

/** Runs in the page: whether an outline, a border or a shadow of what has the focus, or around it, is due to that. */
const isOutlined = (): boolean => {
  const element = document.activeElement as HTMLElement;
  const around = [element, element.parentElement, element.parentElement?.parentElement].filter(
    (one): one is HTMLElement => one instanceof HTMLElement
  );
  const looks = (): string =>
    around
      .flatMap((one) => [null, '::before', '::after'].map((part) => getComputedStyle(one, part)))
      .map(({ outline, border, boxShadow }) => [outline, border, boxShadow].join())
      .join();
  const focused = looks();
  element.blur();
  const blurred = looks();
  element.focus({ preventScroll: true });
  return focused !== blurred;
};

/** Whether somebody who looks at the screen sees where the focus is: without it, it looks different. */
const looksFocused = async (page: Page, { box }: Focused): Promise<boolean> => {
  if (await page.evaluate(isOutlined)) return true;
  const focused = await pixelsAround(page, box);
  const element = await page.evaluateHandle(() => document.activeElement as HTMLElement);
  await element.evaluate((node) => node.blur());
  const blurred = await pixelsAround(page, box);
  await element.evaluate((node) => node.focus({ preventScroll: true }));
  await element.dispose();
  return !focused.equals(blurred);
};

const MOST = 200;

/** Presses Tab from the start of `main` to its end. @returns What should be reached, and what was. */
export const walkByTab = async (page: Page): Promise<{ wanted: string[]; stops: Stop[] }> => {
  const wanted = await page.evaluate(numberStops);
  const stops: Stop[] = [];
  while (stops.length < MOST) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(focusedStop);
    if (!focused) break;
    const { place, name } = focused;
    stops.push({ place, name, isVisible: await looksFocused(page, focused) });
  }
  return { wanted, stops };
};

/** Presses Tab until the element has the focus. */
export const tabTo = async (page: Page, wanted: Locator): Promise<void> => {
  await wanted.waitFor();
  for (let step = 0; step < MOST; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${wanted}.`);
};

/** One look at a list that may be replaced meanwhile. */
const LOOK_MS = 1_000;

/**
 * Takes an option of the open list of a combobox by arrows and Enter. A list that is replaced, because of what was
 * typed last, has lost which of its options was highlighted: the arrows begin anew then.
 */
export const takeOption = async (page: Page, option: Locator): Promise<void> => {
  await option.waitFor();
  const isHighlighted = async (): Promise<boolean> =>
    (await option.getAttribute('data-highlighted', { timeout: LOOK_MS }).catch(() => null)) !== null;
  await until('an option to be taken', async () => {
    await page.keyboard.press('ArrowDown');
    if (!(await isHighlighted())) return false;
    await page.keyboard.press('Enter');
    return option.waitFor({ state: 'detached', timeout: LOOK_MS }).then(
      () => true,
      () => false
    );
  });
};

/** Opens a select by keyboard and takes an option by arrows, once that has the focus. */
export const chooseOption = async (page: Page, select: Locator, name: RegExp | string): Promise<void> => {
  await select.press('Enter');
  const option = page.getByRole('option', { name });
  await option.waitFor();
  await until('the option to have the focus', async () => {
    if (await option.evaluate((element) => element === document.activeElement)) return true;
    await page.keyboard.press('ArrowDown');
    return false;
  });
  await page.keyboard.press('Enter');
  await option.waitFor({ state: 'detached' });
};
