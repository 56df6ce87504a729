const { execFileSync } = require('node:child_process');
const { mkdtempSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');

module.exports = () => {
  // Workers and the CLI run from dist/, so the build is refreshed once before any test.
  execFileSync(process.execPath, [path.join(__dirname, '..', 'scripts', 'build.mjs'), '--renderer'], {
    stdio: 'inherit',
  });
  // What tests leave there, and engines that they end by force, goes with it: after-all.cjs.
  process.env.TMPDIR = mkdtempSync(path.join(os.tmpdir(), 'facet-test-'));
};
