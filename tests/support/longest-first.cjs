'use strict';

const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * Files that take more than a minute, the longest first. Jest learns how long a file takes, but in a new clone it goes
 * by size, and one that starts last keeps a single core busy until it ends.
 */
const LONGEST = [
  'integration/opensearch-replicas',
  'integration/replicas-stores',
  'browser/accessibility',
  'integration/installed',
  'integration/postgres-failover',
  'integration/opensearch-shared',
  'integration/faults',
  'integration/drift-random',
  'integration/opensearch-cluster',
  'integration/insights',
  'integration/crashes',
  'integration/cli',
  'integration/shutdown',
  'integration/filters',
  'browser/roles',
];

/** @param {string} path */
const rank = (path) => {
  const at = LONGEST.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return at < 0 ? LONGEST.length : at;
};

/** The longest files first, and the others as Jest would have them. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => rank(a.path) - rank(b.path));
  }
};
