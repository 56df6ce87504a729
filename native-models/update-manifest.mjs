/**
 * Keeps manifest.json: one entry a model, sorted by id. Needs nothing but Node.
 *
 *   node native-models/update-manifest.mjs                   hash every listed file again
 *   node native-models/update-manifest.mjs <entry.json>...   add or replace entries, then hash
 *   node native-models/update-manifest.mjs --check           exit 1 when the manifest is stale
 *
 * An entry file holds one entry without `bytes` and `sha256`; `file` is relative to native-models.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const JOBS = [
  'detection',
  'landmarks',
  'iris',
  'identity',
  'coefficients',
  'shape',
  'restoration',
  'vivid-weights',
  'int8-weights',
  'comparison',
  'volume',
  'morphable-model',
];
const modelsFolder = dirname(fileURLToPath(import.meta.url));
const manifestPath = join(modelsFolder, 'manifest.json');

function withHash(entry) {
  const { id, job, version, file, licence, source, tasks, vivid, int8, inputs, outputs, adapter } = entry;
  for (const [key, value] of Object.entries({ id, version, file, licence, source })) {
    if (!value) throw new Error(`entry ${id ?? '?'} has no ${key}`);
  }
  if (!JOBS.includes(job)) throw new Error(`entry ${id} has job ${job}; known jobs: ${JOBS.join(', ')}`);
  const content = readFileSync(join(modelsFolder, file));
  const sha256 = createHash('sha256').update(content).digest('hex');
  return {
    ...{ id, job, version, file, bytes: content.length, sha256, licence, source },
    tasks,
    vivid,
    int8,
    inputs,
    outputs,
    adapter,
  };
}

const args = process.argv.slice(2);
const before = existsSync(manifestPath) ? readFileSync(manifestPath, 'utf8') : '{ "models": [] }';
const entries = new Map(JSON.parse(before).models.map((entry) => [entry.id, entry]));
for (const path of args.filter((arg) => arg !== '--check')) {
  const entry = JSON.parse(readFileSync(path, 'utf8'));
  entries.set(entry.id, entry);
}
const models = [...entries.values()].map(withHash).sort((a, b) => (a.id < b.id ? -1 : 1));
const after = `${JSON.stringify({ version: 1, models }, null, 2)}\n`;
for (const { id, bytes, sha256 } of models)
  console.log(`${id.padEnd(20)} ${String(bytes).padStart(9)} bytes  ${sha256}`);
if (args.includes('--check')) {
  if (after !== before) {
    console.error('manifest.json is stale: run `node native-models/update-manifest.mjs`');
    process.exitCode = 1;
  }
} else {
  writeFileSync(manifestPath, after);
}
