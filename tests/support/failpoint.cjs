'use strict';

const { readFileSync } = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');

const LOOK_EVERY_MS = 20;

const isSet = (file, stage) => {
  try {
    return readFileSync(file, 'utf8').split('\n').includes(stage);
  } catch {
    return false;
  }
};

/**
 * A gate for the stages of a run: it stays closed while the file that TEST_FAILPOINT_FILE names has a
 * line with the stage, so that something can fail at an exact place. An abort opens it.
 */
const failpoint = async (stage, signal) => {
  const file = process.env.TEST_FAILPOINT_FILE;
  if (!file) return;
  while (!signal.aborted && isSet(file, stage)) await pause(LOOK_EVERY_MS);
};

module.exports = { failpoint };
