'use strict';

/*
 * Loaded with --require into the command line's processes, which a test cannot reach otherwise: every
 * run that they execute waits at the failpoints. Other programs on the way, such as npx, are left alone.
 */
const { existsSync } = require('node:fs');
const path = require('node:path');

const { failpoint } = require('./failpoint.cjs');

const file = path.resolve('node_modules/strapi-plugin-index-rebuild/dist/server/src/services/runs/index.js');

if (process.env.TEST_FAILPOINT_FILE && existsSync(file)) {
  const runs = require(file);
  const { createRuns } = runs;
  runs.createRuns = (...ports) => {
    const service = createRuns(...ports);
    service.addStageGate(failpoint);
    return service;
  };
}
