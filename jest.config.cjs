'use strict';

const swc = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
};

const swcReact = {
  jsc: {
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
    target: 'es2022',
  },
  module: { type: 'commonjs' },
};

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: { '^.+\\.(ts|mjs)$': ['@swc/jest', swc] },
  transformIgnorePatterns: ['/node_modules/'],
  moduleFileExtensions: ['ts', 'tsx', 'mjs', 'cjs', 'js', 'json'],
  // dist holds a copy of the plugin's package.json.
  modulePathIgnorePatterns: [
    '<rootDir>/dist',
    '<rootDir>/.tmp',
    '<rootDir>/.cache',
    '<rootDir>/.index-rebuild',
  ],
};

module.exports = {
  // One a core: the tests start servers.
  maxWorkers: 2,
  testSequencer: '<rootDir>/tests/support/longest-first.cjs',
  reporters: ['default', '<rootDir>/tests/support/closing-line.cjs'],
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/tests/unit/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'integration',
      globalSetup: '<rootDir>/tests/support/prepare.ts',
      testMatch: ['<rootDir>/tests/integration/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/tests/support/long-tests.ts'],
    },
    {
      ...shared,
      displayName: 'admin',
      testEnvironment: '<rootDir>/tests/admin/support/jsdom-with-fetch.cjs',
      testMatch: ['<rootDir>/tests/admin/**/*.test.tsx'],
      // The admin's packages are modules that only a bundler takes as they are.
      transform: { '^.+\\.(ts|tsx|mjs|js|jsx)$': ['@swc/jest', swcReact] },
      transformIgnorePatterns: [],
      moduleNameMapper: {
        '\\.(css|less|svg|png|jpg|webp|woff2?)(\\?\\w+)?$': '<rootDir>/tests/support/file-stub.cjs',
      },
      setupFiles: ['<rootDir>/tests/support/browser-globals.cjs'],
      setupFilesAfterEnv: ['@testing-library/jest-dom', '<rootDir>/tests/support/long-tests.ts'],
    },
    {
      ...shared,
      displayName: 'browser',
      globalSetup: '<rootDir>/tests/support/prepare.ts',
      testMatch: ['<rootDir>/tests/browser/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/tests/support/long-tests.ts'],
    },
  ],
};
