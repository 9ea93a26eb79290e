// @ts-check
import { ensureBuilt } from '../build.mjs';
import { environment } from './environment.mjs';
import { chromium, postgres } from './for-tests.mjs';
import { nodeModules } from './node-modules.mjs';
import { plugin } from './plugin.mjs';
import { sqlite } from './sqlite.mjs';

export { SetupError } from './run.mjs';

/** @typedef {{ name: string, isDone(): boolean | Promise<boolean>, run(): Promise<void> }} Step */

/** What the application needs besides its packages. The plugin's own set-up is part of its server. */
const runtimeSteps = [sqlite, plugin, environment];
const testSteps = [chromium, postgres];

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
    await step.run();
    log(`${step.name}: ready (${seconds(startedAt)})`);
  }
};

/** Installs what is missing. Quick if nothing is. */
export const setUp = async ({ forTests = false, log = console.log } = {}) => {
  await runSteps([nodeModules], log);
  await ensureBuilt({ withAdmin: false, log });
  await runSteps(forTests ? [...runtimeSteps, ...testSteps] : runtimeSteps, log);
};
