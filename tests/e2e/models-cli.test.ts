import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { startFileServer, type FileServer } from '../fixtures/file-server';
import { faceNetwork, frameNetwork, weightedNetwork } from '../fixtures/small-network';
import { runFacet } from './run-facet';

// Several whole runs of the program.
jest.setTimeout(240_000);

let folder: string;
let server: FileServer;
const portrait = path.resolve('tests/fixtures/portrait.jpg');
const inFolder = (name: string) => path.join(folder, name);
const run = (...args: string[]) =>
  runFacet(args, { cwd: folder, env: { FACET_DATA: path.join(folder, 'data') } });

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-models-cli-'));
  server = await startFileServer();
  writeFileSync(inFolder('gfpgan.onnx'), faceNetwork());
  writeFileSync(inFolder('negative.onnx'), faceNetwork('Neg'));
  writeFileSync(inFolder('codeformer.onnx'), weightedNetwork());
  writeFileSync(inFolder('esrgan.onnx'), frameNetwork(4));
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function pixels(file: string): Promise<{ data: Buffer; width: number }> {
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width };
}

function meanDifference(a: Buffer, b: Buffer): number {
  return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;
}

test('add, list, enhance with it, remove', async () => {
  for (const name of ['gfpgan', 'negative', 'codeformer', 'esrgan']) {
    const added = await run('models', 'add', `${name}.onnx`, '--licence', 'MIT', '--json');
    expect(added).toMatchObject({ exitCode: 0, stderr: '' });
    expect(added.stdout).toContain('guessed');
  }
  const list = await run('models');
  expect(list.exitCode).toBe(0);
  expect(list.stdout).toMatch(/codeformer +restoration .* you +ok/);
  expect(list.stdout).toMatch(/facet-restorer +restoration .* built in +ok/);

  // An identity network leaves the photo as it was but for the resampling of the crop.
  expect(await run('enhance', portrait, '-o', 'same.png', '--model', 'gfpgan')).toMatchObject({
    exitCode: 0,
  });
  const before = await pixels(portrait);
  const same = await pixels(inFolder('same.png'));
  expect(meanDifference(before.data, same.data)).toBeLessThan(0.3);

  await run('enhance', portrait, '-o', 'negative.png', '--model', 'negative');
  expect(meanDifference(before.data, (await pixels(inFolder('negative.png'))).data)).toBeGreaterThan(1);

  const fidelity = (value: string, output: string) =>
    run('enhance', portrait, '-o', output, '--model', 'codeformer', '--model-parameter', `fidelity=${value}`);
  expect(await fidelity('1', 'one.png')).toMatchObject({ exitCode: 0 });
  await fidelity('0.2', 'fifth.png');
  expect((await pixels(inFolder('one.png'))).data.equals(same.data)).toBe(true); // times one
  expect(meanDifference(same.data, (await pixels(inFolder('fifth.png'))).data)).toBeGreaterThan(0.3);

  const large = [
    'enhance',
    portrait,
    '-o',
    'large.png',
    '--upscaler',
    'esrgan',
    '--scale',
    '2',
    '--faces',
    '1',
  ];
  expect(await run(...large, '--strength', '0')).toMatchObject({ exitCode: 0 });
  // The small network repeats pixels: what it enlarged goes back to the photo exactly.
  const { data, width } = await pixels(inFolder('large.png'));
  expect(width).toBe(2 * before.width);
  const back = before.data.every((value, i) => {
    const [x, y, c] = [Math.floor(i / 3) % before.width, Math.floor(i / 3 / before.width), i % 3];
    return value === data[(2 * y * width + 2 * x) * 3 + c];
  });
  expect(back).toBe(true);

  expect(await run('models', 'remove', 'negative')).toMatchObject({ exitCode: 0 });
  const gone = await run('enhance', portrait, '-o', 'gone.png', '--model', 'negative');
  expect(gone).toMatchObject({ exitCode: 6 });
  expect(gone.stderr).toContain('gfpgan');
});

test.each([
  [['models', 'add', 'nothing.onnx'], 3, 'nothing.onnx'],
  [['models', 'add', 'gfpgan.onnx', '--id', 'facet-restorer'], 2, 'built-in'],
  [['models', 'add', 'gfpgan.onnx', '--id', 'Not An Id'], 2, '--id'],
  [['models', 'add', 'gfpgan.onnx', '--id', 'new', '--adapter', 'codeformr'], 2, 'Did you mean codeformer?'],
  [['models', 'add', 'gfpgan.onnx', '--id', 'new', '--adapter', 'codeformer'], 6, '"weight"'],
  [['models', 'remove', 'facet-restorer'], 2, 'came with the program'],
  [['models', 'fetch', 'gfpgan-1.4'], 2, '--accept-licence'],
  [['models', 'fetch', 'gfpgna'], 2, 'gfpgan-1.4'],
  [['enhance', portrait, '-o', 'x.png', '--model', 'codeformer', '--model-parameter', 'w=1'], 2, 'fidelity'],
  [['enhance', portrait, '-o', 'x.png', '--model-parameter', 'fidelity'], 2, 'fidelity=0.7'],
  [['enhance', portrait, '-o', 'x.png', '--upscaler', 'gfpgan'], 6, 'esrgan'],
])('%j is refused in one line', async (args, exitCode, said) => {
  const refused = await run(...args, '--quiet');
  expect(refused.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(refused.stderr).toContain(said);
  expect(refused.exitCode).toBe(exitCode);
});

test('a download that broke off goes on where it was', async () => {
  const body = frameNetwork(2);
  server.files.set('/net.onnx', { body, etag: '"a"' });
  const models = path.join(folder, 'data', 'models');
  mkdirSync(models, { recursive: true });
  const entry = {
    ...{ id: 'fetched', name: 'Fetched', adapter: 'real-esrgan', licence: 'MIT', bytes: body.length },
    sha256: createHash('sha256').update(body).digest('hex'),
    ...{ source: 'https://example.org/', url: `${server.origin}/net.onnx` },
  };
  writeFileSync(path.join(models, 'catalogue.json'), JSON.stringify({ version: 1, models: [entry] }));
  server.breakAfter.push(99, 0, 0, 0);
  const broken = await run('models', 'fetch', 'fetched', '--accept-licence');
  expect(broken).toMatchObject({ exitCode: 6 });
  expect(broken.stderr).toContain('what has arrived is kept');
  expect(readdirSync(models)).toContain('.fetched.onnx.partial');
  expect((await run('models', 'catalogue')).stdout).toMatch(/fetched .* 99 bytes fetched/);
  server.ranges.length = 0;
  server.breakAfter.length = 0;
  const done = await run('models', 'fetch', 'fetched', '--accept-licence', '--json');
  expect(done).toMatchObject({ exitCode: 0 });
  expect(server.ranges).toEqual(['bytes=99-']);
  expect((await run('models')).stdout).toMatch(/fetched +upscaling .* you +ok/);
});
