import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { forkEngine } from '../../main/hosts/engine-link/fork-engine';
import { superviseEngine } from '../../main/hosts/engine-link/engine-link';
import { readFuses, writeFakeDistribution } from './fake-electron-distribution';

const root = path.join(__dirname, '..', '..');
const work = mkdtempSync(path.join(os.tmpdir(), 'facet-package-'));
const staged = path.join(work, 'packages', 'linux-unpacked');
const resources = path.join(staged, 'resources');
const unpacked = path.join(resources, 'app.asar.unpacked');
const asar = () =>
  jest.requireActual<{ listPackage(file: string, options: { isPack: boolean }): string[] }>('@electron/asar');

/** What electron-builder stages, with a stand-in for Electron's own files; everything else is as in a real package. */
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [path.join(root, 'scripts', 'build.mjs'), '--renderer'], {
    cwd: root,
  });
  const distribution = path.join(work, 'electron');
  writeFakeDistribution(distribution);
  await promisify(execFile)(
    process.execPath,
    [
      path.join(root, 'node_modules', 'electron-builder', 'cli.js'),
      ...['--linux', 'dir', '--x64', '--publish', 'never'],
      `-c.electronDist=${distribution}`,
      `-c.directories.output=${path.join(work, 'packages')}`,
    ],
    { cwd: root, maxBuffer: 1 << 26 },
  );
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

function bytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

test('the archive holds the desktop half, and no sources, tests or training code', () => {
  const files = asar().listPackage(path.join(resources, 'app.asar'), { isPack: false });
  for (const file of [
    '/package.json',
    '/dist/electron-main.js',
    '/dist/preload.js',
    '/dist/renderer/index.html',
  ]) {
    expect(files).toContain(file);
  }
  const foreign =
    /^\/(?:main|preload|renderer|tests|docs|scripts)\b|\.(?:ts|tsx|map|py|npz)$|training|\/convert\//;
  expect(files.filter((file) => foreign.test(file))).toEqual([]);
  // What the pages are made of is in their bundle; what makes packages is not needed in one.
  for (const name of ['react', 'three', 'vite', 'electron', 'electron-builder', 'typescript', 'jest']) {
    expect(files).not.toContain(`/node_modules/${name}`);
  }
});

test('the engine half lies beside it: models, native modules, ffmpeg', () => {
  for (const file of [
    'package.json',
    'dist/engine-process.js',
    'dist/engine-worker.js',
    'dist/lab-worker.js',
    'dist/device-probe.js',
    'native-models/manifest.json',
    'native-models/facet-restorer/facet-restorer.onnx',
    'native-models/facet-face/facet-face.ffm',
    'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node',
    'node_modules/onnxruntime-common/package.json',
    'node_modules/sharp/package.json',
    'assets/samples/talking-head.mp4',
  ]) {
    expect([file, existsSync(path.join(unpacked, file))]).toEqual([file, true]);
  }
});

test('every file of the model manifest is there', () => {
  const { models } = JSON.parse(
    readFileSync(path.join(unpacked, 'native-models', 'manifest.json'), 'utf8'),
  ) as {
    models: { id: string; file?: string; files?: { path: string }[] }[];
  };
  expect(models.length).toBeGreaterThan(3);
  const paths = models.flatMap(({ file, files }) => [
    ...(file === undefined ? [] : [file]),
    ...(files ?? []).map((item) => item.path),
  ]);
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((file) => !existsSync(path.join(unpacked, 'native-models', file)))).toEqual([]);
});

test('other systems’ parts are gone', () => {
  const onnx = path.join(unpacked, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
  expect(readdirSync(onnx)).toEqual(['linux']);
  expect(readdirSync(path.join(onnx, 'linux'))).toEqual(['x64']);
  for (const scope of ['@ffmpeg-installer', '@ffprobe-installer', '@img']) {
    const foreign = readdirSync(path.join(unpacked, 'node_modules', scope)).filter((name) =>
      /darwin|win32|arm64/.test(name),
    );
    expect(foreign).toEqual([]);
  }
});

test('the size stays in bounds: 6 MB of desktop, 300 MB of engine, of which 65 MB models', () => {
  expect(statSync(path.join(resources, 'app.asar')).size).toBeLessThan(6e6);
  expect(bytesOf(unpacked)).toBeLessThan(300e6);
  expect(bytesOf(path.join(unpacked, 'native-models'))).toBeLessThan(65e6);
});

test('no update server is named, languages are pruned, fuses are set', () => {
  expect(existsSync(path.join(resources, 'app-update.yml'))).toBe(false);
  expect(readdirSync(path.join(staged, 'locales')).some((name) => name.startsWith('fr'))).toBe(false);
  // RunAsNode on, cookies encrypted, NODE_OPTIONS and --inspect off, …, only the archive is loaded.
  expect(readFuses(readFileSync(path.join(staged, 'facet-studio'))).slice(0, 6)).toBe('110001');
});

test('the staged engine starts from where it lies and takes in the sample', async () => {
  const engine = superviseEngine({
    launch: () => forkEngine(path.join(unpacked, 'dist', 'engine-process.js')),
    start: { engine: {}, dataFolder: path.join(work, 'data') },
    onState: () => undefined,
  });
  try {
    await expect(engine.call('media.addSample', {})).resolves.toMatchObject({
      mediaId: expect.any(String) as string,
    });
    const probed = new Promise<void>((resolve) => {
      engine.subscribe('project', (value) => {
        const { media } = value as { media: { info?: unknown; error?: unknown }[] };
        if (media[0]?.info !== undefined || media[0]?.error !== undefined) {
          expect(media[0].error).toBeUndefined();
          resolve();
        }
      });
    });
    await probed;
  } finally {
    await engine.dispose();
  }
}, 60_000);
