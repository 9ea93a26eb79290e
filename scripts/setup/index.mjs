// @ts-check
import { ensureBuilt } from '../build.mjs';
import { environment } from './environment.mjs';
import { chromium, openSearch, postgres } from './for-tests.mjs';
import { nodeModules } from './node-modules.mjs';
import { plugin } from './plugin.mjs';
import { sqlite } from './sqlite.mjs';

export { SetupError } from './run.mjs';

/**
 * A step that returns a text could not be done, which is no reason to stop: it says what that means.
 *
 * @typedef {{ name: string, isDone(): boolean | Promise<boolean>, run(): Promise<string | null | void> }} Step
 */

/** What the application needs besides its packages. The plugin's own set-up is part of its server. */
const runtimeSteps = [sqlite, plugin, environment];
const testSteps = [chromium, postgres, openSearch];

const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(0)} s`;

/**
 * Runs the steps that are not done yet, in order, and stops at the first failure.
 *
 * @param {Step[]} steps
 * @param {(line: string) => void} log
 */
const runSteps = async (steps, log) => {
  for (const step of steps) {
    if (await step.isDone()) continue;
    log(`${step.name}: preparing …`);
    const startedAt = performance.now();
    const leftOut = await step.run();
    log(`${step.name}: ${leftOut ?? `ready (${seconds(startedAt)})`}`);
  }
};

/** Installs what is missing. Quick if nothing is. */
export const setUp = async ({ forTests = false, log = console.log } = {}) => {
  await runSteps([nodeModules], log);
  await ensureBuilt({ withAdmin: false, log });
  await runSteps(forTests ? [...runtimeSteps, ...testSteps] : runtimeSteps, log);
};
