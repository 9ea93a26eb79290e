// @ts-check
import { createRequire } from 'node:module';

import { fromRoot, root } from './paths.mjs';
import { SetupError } from './run.mjs';

/** The plugin's compiled server: the one place that knows where it is. */
const SERVER = fromRoot('node_modules', 'strapi-plugin-index-rebuild', 'dist', 'server', 'src');

const load = createRequire(import.meta.url);

/** The plugin's own set-up, which `index-rebuild setup` calls too. */
const pluginSetup = () => load(`${SERVER}/setup`);

const commands = () => new (pluginSetup().Commands)(fromRoot('.tmp', 'setup'));

/** Lets a failure of the plugin's set-up end this one. @param {() => Promise<unknown>} work */
const orSetupError = async (work) => {
  try {
    await work();
  } catch (error) {
    const { code, message } = /** @type {{ code?: string, message: string }} */ (error);
    if (code === 'SETUP_FAILED' || code === 'PLATFORM_UNSUPPORTED') throw new SetupError(message);
    throw error;
  }
};

/**
 * Installs missing Debian packages, if this user is allowed to.
 *
 * @param {string[]} names
 * @param {string} purpose Completes the sentence "… is needed for".
 * @throws {SetupError} with the command to run by hand.
 */
export const ensureDebianPackages = (names, purpose) =>
  orSetupError(() =>
    pluginSetup().ensureDebianPackages(names, { commands: commands(), cwd: root, purpose, install: true })
  );

const items = () =>
  pluginSetup().setupItems({ appDir: root, environment: process.env, installPackages: true });

/** What the plugin needs in every application: the FAISS binding and the model. */
export const plugin = {
  name: 'Plugin',
  isDone: async () =>
    (await pluginSetup().checkSetup(items())).every((/** @type {{ ready: boolean }} */ { ready }) => ready),
  run: () => orSetupError(() => pluginSetup().prepareSetup(items(), console.log)),
};
