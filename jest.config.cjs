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
  globalSetup: '<rootDir>/tests/before-all.cjs',
  globalTeardown: '<rootDir>/tests/after-all.cjs',
  maxWorkers: 2,
  testTimeout: 60_000,
};
