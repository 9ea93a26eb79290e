'use strict';

/*
 * Loaded with --require into the command line's processes, which a test cannot reach otherwise: every
 * run that they execute waits at the failpoints.
 */
const path = require('node:path');

const { failpoint } = require('./failpoint.cjs');

const runs = require(
  path.resolve(__dirname, '../../dist/src/plugins/index-rebuild/server/src/services/runs/index.js')
);

const { createRuns } = runs;
runs.createRuns = (...ports) => {
  const service = createRuns(...ports);
  service.addStageGate(failpoint);
  return service;
};
