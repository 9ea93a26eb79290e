// @ts-check
import { parseArgs } from 'node:util';

import { chromium } from 'playwright-core';

import { inventExperts } from '../scripts/experts/index.mjs';
import { ensureBuilt } from '../scripts/build.mjs';
import { BenchApp } from './lib/app.mjs';
import { WITHOUT_PASSAGES } from './lib/expert-source.mjs';
import { startInstantEmbedder } from './lib/instant-embedder.mjs';
import { quantile, round } from './lib/numbers.mjs';

/*
 * npm run bench:map [-- --records 20000] [--seconds 5] [--ratios 1,2]: how long the map of so many records takes when it is
 * first opened and once it is kept, how large the answer is, the longest that Strapi's event loop stood still
 * meanwhile, and frames and drawings a second while the map is dragged in a real Chromium, for each number of
 * a screen's pixels to one of CSS. Vectors come from a provider that costs nothing.
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '5' },
    ratios: { type: 'string', default: '1,2' },
  },
});
const records = Number(values.records);
const MB = 1024 * 1024;

const tell = (/** @type {object} */ result) =>
  console.log(JSON.stringify({ bench: 'map', records, ...result }));

/** @param {BenchApp} app */
const ready = async (app) => {
  for (;;) {
    const startedAt = performance.now();
    const { body } = await app.request('GET', '/index-rebuild/map');
    if (body.data?.state === 'ready') return { map: body.data, askMs: performance.now() - startedAt };
    if (body.error) throw new Error(body.error.message);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

/** @param {BenchApp} app */
const measureServer = async (app) => {
  await app.call('eventLoopDelay');
  const startedAt = performance.now();
  const { map } = await ready(app);
  const seconds = round((performance.now() - startedAt) / 1000, 1);
  const eventLoopMs = round(await app.call('eventLoopDelay'), 0);
  const again = await ready(app);
  tell({
    ...{ seconds, eventLoopMs, againMs: round(again.askMs, 0) },
    megabytes: round(JSON.stringify(map).length / MB),
    points: map.points.x.length,
    duplicates: map.duplicates.length,
  });
};

/** Runs in the page before its own code: counts how often the map is drawn, since a frame may show the one before. */
const COUNT_DRAWINGS = `(() => {
  window.drawings_ = 0;
  const { putImageData } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.putImageData = function (...args) {
    window.drawings_ += 1;
    return putImageData.apply(this, args);
  };
})()`;

/** Runs in the page: notes how long each frame was. */
const WATCH_FRAMES = `(() => {
  window.frames_ = [];
  window.drawings_ = 0;
  let before = performance.now();
  const onFrame = (now) => {
    window.frames_.push(now - before);
    before = now;
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
})()`;

/** Lengths of the frames while `work` goes on, in milliseconds. @param {import('playwright-core').Page} page @param {() => Promise<void>} work */
const framesDuring = async (page, work) => {
  await page.evaluate(WATCH_FRAMES);
  await work();
  return /** @type {number[]} */ (await page.evaluate('window.frames_.slice(2)'));
};

/** @param {import('playwright-core').Page} page @param {{ x: number, y: number }} centre */
const drag = async (page, { x, y }) => {
  await page.mouse.move(x, y);
  await page.mouse.down();
  const until = performance.now() + Number(values.seconds) * 1000;
  for (let step = 0; performance.now() < until; step += 1)
    await page.mouse.move(x + 120 * Math.sin(step / 9), y + 80 * Math.cos(step / 7));
  await page.mouse.up();
};

/** @param {BenchApp} app @param {number} ratio */
const measureBrowser = async (app, ratio) => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, deviceScaleFactor: ratio });
    page.setDefaultTimeout(120_000);
    await page.addInitScript(COUNT_DRAWINGS);
    await page.addInitScript("localStorage.setItem('GUIDED_TOUR_SKIPPED', 'true')");
    await page.goto(`${app.url}/admin/auth/login`);
    await page.getByLabel('Email').fill('bench@example.com');
    await page.getByLabel('Password', { exact: false }).first().fill('Bench-mark-1');
    await page.getByRole('button', { name: 'Login' }).click();
    await page.getByRole('navigation').first().waitFor();
    await page.goto(`${app.url}/admin/plugins/index-rebuild/map`);
    const canvas = page.getByRole('img', { name: /^Map of/ });
    await canvas.waitFor();
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (!box) throw new Error('The map is not on the screen.');
    const frames = await framesDuring(page, () =>
      drag(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 })
    );
    const total = frames.reduce((sum, ms) => sum + ms, 0);
    const drawings = Number(await page.evaluate('window.drawings_'));
    tell({
      ratio,
      framesPerSecond: round((frames.length / total) * 1000, 1),
      drawingsPerSecond: round((drawings / total) * 1000, 1),
      frameP95Ms: round(quantile(frames, 0.95), 1),
      longestFrameMs: round(Math.max(...frames), 1),
      frames: frames.length,
    });
  } finally {
    await browser.close();
  }
};

await ensureBuilt({ withAdmin: true, log: console.error });
const instant = await startInstantEmbedder();
const app = await BenchApp.start({
  SERVE_ADMIN_PANEL: 'true',
  INDEX_REBUILD_SETTINGS: JSON.stringify({ ...WITHOUT_PASSAGES, embedder: instant.settings, tags: null }),
});
try {
  await app.publish(inventExperts(records).map(({ name, title, bio }) => ({ name, title, bio })));
  const run = await app.rebuild();
  if (run.status !== 'completed') throw new Error(`the rebuild ${run.status}: ${run.error?.message}`);
  await app.logIn();
  await measureServer(app);
  for (const ratio of values.ratios.split(',').map(Number)) await measureBrowser(app, ratio);
} finally {
  await app.stop();
  instant.close();
}
