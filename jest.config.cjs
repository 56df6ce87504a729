/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/tests'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  moduleNameMapper: { '^property-graph$': '<rootDir>/tests/esm-packages.cjs' },
  // Workers and the CLI run from dist/, so the build is refreshed once before any test.
  globalSetup: '<rootDir>/tests/build-once.cjs',
  maxWorkers: 2,
  testTimeout: 60_000,
};
