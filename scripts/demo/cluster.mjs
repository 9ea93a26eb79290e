// @ts-check
import path from 'node:path';

import { freePort, startNodes } from '../cluster/nodes.mjs';
import { SetupError } from '../setup/run.mjs';

const NODES = 3;

/** Free ones, so that the demo runs beside `npm run cluster`. */
const choosePorts = () =>
  Promise.all(
    Array.from({ length: NODES }, async () => ({ http: await freePort(), transport: await freePort() }))
  );

/**
 * Starts the demo's nodes of OpenSearch over the data that they have kept. They end when the demo does.
 *
 * @param {string} folder Where the demo keeps its data.
 * @returns {Promise<string[]>} Their addresses.
 * @throws {SetupError} when they do not start.
 */
export const startDemoCluster = async (folder) => {
  console.log('Starting three nodes of OpenSearch …');
  try {
    const ports = await choosePorts();
    const { nodes } = await startNodes({ folder: path.join(folder, 'nodes'), ports, keep: true });
    return nodes.map(({ url }) => url);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    throw new SetupError(`OpenSearch could not be started for the demo. ${message}`);
  }
};
