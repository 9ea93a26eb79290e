'use strict';

// By the package's name alone Jest would take knex.mjs, which it cannot load.
/** @type {typeof import('knex')} */
const knex = require('knex/knex.js');

module.exports = knex;
