// jest cannot require a package that is only an ES module, though Node itself can since 20.19. This compiles it for tests.
const path = require('node:path');
const { buildSync } = require('esbuild');

const source = path.join(__dirname, '..', 'node_modules', 'property-graph', 'dist', 'index.mjs');
const [file] = buildSync({ entryPoints: [source], format: 'cjs', write: false }).outputFiles;
new Function('module', 'exports', file.text)(module, exports);
