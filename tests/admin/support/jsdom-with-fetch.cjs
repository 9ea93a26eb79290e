'use strict';

const { TestEnvironment } = require('jest-environment-jsdom');

/** jsdom has no fetch; Node's takes only its own signals. */
const FETCH = { fetch, Headers, Request, Response, AbortController, AbortSignal };

module.exports = class JsdomWithFetch extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, FETCH);
  }
};
