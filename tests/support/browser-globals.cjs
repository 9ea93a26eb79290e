'use strict';

// What browsers have and jsdom lacks, and Strapi's admin asks for while it loads.
const { TextDecoder, TextEncoder } = require('node:util');

Object.assign(globalThis, { TextDecoder, TextEncoder });
window.strapi = {
  backendURL: 'http://127.0.0.1',
  isEE: false,
  features: {},
  flags: {},
  future: { isEnabled: () => false },
};
window.matchMedia ??= () => ({
  matches: false,
  addListener() {},
  removeListener() {},
  addEventListener() {},
  removeEventListener() {},
});
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
