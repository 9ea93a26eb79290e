'use strict';

// Strapi loads this file by name; the server itself is TypeScript, compiled with the app into dist.
module.exports = require('../../../dist/src/plugins/index-rebuild/server/src');
