// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';
import sharp from 'sharp';

import { ensureBuilt } from './build.mjs';
import { SCENES } from './screenshots/scenes.mjs';
import { openSite } from './screenshots/site.mjs';
import { setUp } from './setup/index.mjs';
import { fromRoot } from './setup/paths.mjs';

/*
 * npm run screenshots [-- --only NAME,…] [--out FOLDER] [--theme light,dark] [--width 1280,400] [--whole]:
 * takes the pictures of the guides from the real application, so that they stay true. With the other options
 * it is for looking at the page: in other themes, on other widths, and the whole of what can be scrolled.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    out: { type: 'string', default: fromRoot('docs', 'images') },
    theme: { type: 'string', default: 'light' },
    width: { type: 'string', default: '1280' },
    whole: { type: 'boolean', default: false },
  },
});
const HEIGHT = 800;
const COLOURS = 256;

/** As small as its few colours allow. @param {Buffer} picture */
const shrink = (picture) =>
  sharp(picture).png({ palette: true, colours: COLOURS, effort: 10, compressionLevel: 9 }).toBuffer();

/** @param {import('playwright-core').Browser} browser @param {import('./screenshots/site.mjs').Site} site */
const signIn = async (browser, { base, admin }) => {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' });
  context.setDefaultTimeout(60_000);
  // The theme is the browser's, which can change while a page is open.
  await context.addInitScript(
    "localStorage.setItem('STRAPI_THEME', 'system'); localStorage.setItem('GUIDED_TOUR_SKIPPED', 'true');"
  );
  const page = await context.newPage();
  await page.goto(`${base}/admin/auth/login`);
  await page.getByLabel('Email').fill(admin.email);
  await page.getByLabel('Password', { exact: false }).first().fill(admin.password);
  await page.getByRole('button', { name: 'Login' }).click();
  await page.getByRole('navigation').first().waitFor();
  // What Strapi has to say about itself is no part of the pictures.
  await page.getByRole('button', { name: 'Close the banner' }).first().click();
  return page;
};

const THEMES = /** @type {('light' | 'dark')[]} */ (values.theme.split(','));
const WIDTHS = values.width.split(',').map(Number);
const LOOKS = THEMES.flatMap((theme) => WIDTHS.map((width) => ({ theme, width })));

/** Of a picture; which look it shows is in it where there are several. @param {string} name @param {typeof LOOKS[number]} look */
const fileOf = (name, { theme, width }) =>
  path.join(values.out, LOOKS.length === 1 ? `${name}.png` : `${name}-${theme}-${width}.png`);

/**
 * @param {import('playwright-core').Page} page
 * @param {import('./screenshots/site.mjs').Site} site
 * @param {import('./screenshots/scenes.mjs').Scene} scene
 */
const take = async (page, site, { file, reach, leave, part, height = HEIGHT }) => {
  const sizeOf = (/** @type {number} */ width) => ({ width, height: values.whole ? 2600 : height });
  await page.setViewportSize(sizeOf(WIDTHS[0]));
  await reach(page, site);
  for (const look of LOOKS) {
    await page.setViewportSize(sizeOf(look.width));
    await page.emulateMedia({ colorScheme: look.theme });
    const target = part ? part(page) : page;
    const picture = await shrink(await target.screenshot({ animations: 'disabled', caret: 'hide' }));
    writeFileSync(fileOf(file, look), picture);
    console.log(`${path.basename(fileOf(file, look))}  ${Math.round(picture.length / 1024)} kB`);
  }
  await leave?.(page, site);
};

await setUp();
await ensureBuilt();
mkdirSync(values.out, { recursive: true });
const wanted = values.only?.split(',') ?? SCENES.map(({ file }) => file);
const site = await openSite();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const page = await signIn(browser, site);
  for (const scene of SCENES.filter(({ file }) => wanted.includes(file))) await take(page, site, scene);
} finally {
  await browser.close();
  await site.close();
}
process.exit();
