// @ts-check
import { environment } from './environment.mjs';
import { faissBinding } from './faiss-binding.mjs';
import { chromium, postgres } from './for-tests.mjs';
import { model } from './model.mjs';
import { nodeModules } from './node-modules.mjs';
import { platform } from './platform.mjs';
import { sqlite } from './sqlite.mjs';

export { SetupError } from './run.mjs';

/** @typedef {{ name: string, isDone(): boolean, run(): Promise<void> }} Step */

/** What the application needs, in order: the packages bring what later steps use. */
export const runtimeSteps = [platform, nodeModules, sqlite, faissBinding, model, environment];
export const testSteps = [chromium, postgres];

const seconds = (/** @type {number} */ since) => `${((performance.now() - since) / 1000).toFixed(0)} s`;

/**
 * Runs the steps that are not done yet, in order, and stops at the first failure.
 *
 * @param {Step[]} steps
 * @param {(line: string) => void} log
 */
export const runSteps = async (steps, log) => {
  for (const step of steps) {
    if (step.isDone()) continue;
    log(`${step.name}: preparing …`);
    const startedAt = performance.now();
    await step.run();
    log(`${step.name}: ready (${seconds(startedAt)})`);
  }
};

/** Installs what is missing. Quick if nothing is. */
export const setUp = ({ forTests = false, log = console.log } = {}) =>
  runSteps(forTests ? [...runtimeSteps, ...testSteps] : runtimeSteps, log);
