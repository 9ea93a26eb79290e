#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const path = require('node:path');

// The command line is TypeScript, compiled with the app into dist; it works on the app around it.
const main = path.resolve(__dirname, '../../../../dist/src/plugins/index-rebuild/server/src/cli/main.js');

if (existsSync(main)) {
  require(main).main(process.argv.slice(2));
} else {
  console.error('The application is not built yet. Run "npm run build" in its folder, then try again.');
  process.exitCode = 1;
}
