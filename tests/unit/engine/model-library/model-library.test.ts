import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { UserModelLibrary } from '../../../../main/engine/model-library/model-library';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { startFileServer, type FileServer } from '../../../fixtures/file-server';
import {
  faceNetwork,
  frameNetwork,
  smallNetwork,
  volumeNetwork,
  weightedNetwork,
} from '../../../fixtures/small-network';

let pool: InferencePool;
let folder: string;
let store: ModelStore;
let library: UserModelLibrary;
const words = { licence: 'MIT', source: 'a test' };

beforeAll(() => {
  pool = new InferencePool({ models: new ModelStore(), workers: 1 });
});
afterAll(() => pool.close());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-library-'));
  store = new ModelStore(undefined, path.join(folder, 'models'));
  library = new UserModelLibrary(store, () => Promise.resolve(pool));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: Uint8Array | string): Promise<string> {
  const at = path.join(folder, name);
  await writeFile(at, content);
  return at;
}

test.each([
  ['GFPGANv1.4.onnx', faceNetwork(), 'gfpgan', 'name', { scope: 'face', size: 512, template: 'ffhq' }],
  ['RestoreFormer_PP.onnx', faceNetwork(), 'restoreformer++', 'name', { scope: 'face' }],
  ['GPEN-BFR-256.onnx', faceNetwork('Identity', [1, 3, 256, 256]), 'gpen', 'name', { size: 256 }],
  ['sparnethd.onnx', faceNetwork(), 'sparnet-hd', 'name', { size: 512 }],
  ['unknown.onnx', faceNetwork(), 'gfpgan', 'tensors', { size: 512 }],
  ['unknown.onnx', weightedNetwork('w'), 'codeformer', 'tensors', { size: 512 }],
  ['net.onnx', frameNetwork(4), 'real-esrgan', 'tensors', { scope: 'frame', factor: 4, tile: 256 }],
  ['net.onnx', frameNetwork(2, 64), 'real-esrgan', 'tensors', { scope: 'frame', factor: 2, tile: 64 }],
  ['net.onnx', volumeNetwork(), 'vrn', 'tensors', { scope: 'volume', size: 192, template: 'vrn' }],
])('%s is guessed', async (name, content, preset, guessedBy, adapter) => {
  const proposal = await library.propose(await file(name, content));
  expect(proposal).toMatchObject({ guessedBy, adapter });
  expect(proposal.fitting[0]).toBe(preset);
});

test('a model is copied in, hashed, listed and found by other processes', async () => {
  const content = faceNetwork();
  const added = await library.add(await file('GFPGANv1.4.onnx', content), words);
  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(added).toMatchObject({ id: 'gfpganv1.4', bytes: content.length, sha256, preset: 'gfpgan' });
  expect(added.notices[0]).toContain('guessed');
  const other = new ModelStore(undefined, store.userFolder);
  const { entry, path: weights } = await other.resolve('gfpganv1.4');
  expect(entry).toMatchObject({ licence: 'MIT', job: 'restoration', source: { origin: 'a test' } });
  expect(await readFile(weights)).toEqual(Buffer.from(content));
  expect((await other.list()).at(-1)).toMatchObject({ builtIn: false, state: 'ok' });
  expect((await readdir(store.userFolder ?? '')).sort()).toEqual(['gfpganv1.4', 'manifest.json']);
  // A job is never done by it unasked.
  expect((await store.resolve('restoration')).entry.id).not.toBe('gfpganv1.4');
  await library.remove('gfpganv1.4');
  expect(await other.has('gfpganv1.4')).toBe(false);
  expect(existsSync(weights)).toBe(false);
});

test('a VRN is listed for volumes, and no job is done by it unasked', async () => {
  const added = await library.add(await file('vrn.onnx', volumeNetwork()), { ...words, adapter: 'vrn' });
  expect(added.adapter).toMatchObject({
    input: { range: '0..255', colour: 'RGB' },
    output: { name: 'volume', nearest: 'last', slicesPerPixel: 2, iso: 10 / 255 },
  });
  expect((await store.resolve('vrn')).entry.job).toBe('volume');
  expect((await store.resolve('volume')).entry.id).toBe('facet-volume');
});

test('the parameter of a CodeFormer is known by its name, whatever the file calls its input', async () => {
  const at = await file('net.onnx', weightedNetwork('w'));
  const { adapter } = await library.add(at, { ...words, adapter: 'codeformer' });
  expect(adapter?.parameters).toEqual([
    { input: 'w', name: 'fidelity', default: 0.5, min: 0, max: 1, shape: [1] },
  ]);
});

test.each([
  ['text', 'no network at all', undefined, /cannot be opened/],
  ['a preset of another signature', weightedNetwork(), 'gfpgan', /gives nothing for "weight"/],
  ['a picture where a volume is wanted', faceNetwork(), 'vrn', /no output that can be a float32 volume/],
  ['a volume of another side', volumeNetwork(128), { scope: 'volume', size: 192 }, /192 pixels.*128/],
  ['a size that the file has not', faceNetwork(), { scope: 'face', size: 256 }, /256 pixels.*512/],
  ['an input that the file has not', faceNetwork(), { scope: 'face', input: { name: 'x' } }, /"x".*"input"/],
  ['another layout', faceNetwork(), { scope: 'face', input: { layout: 'NHWC' } }, /NHWC/],
  ['another factor', frameNetwork(2), { scope: 'frame', factor: 4 }, /came back as \[1, 3, 512, 512\]/],
  [
    'half precision',
    smallNetwork({
      inputs: [{ name: 'input', shape: [1, 3, 512, 512], type: 'float16' }],
      outputs: [{ name: 'output', shape: [1, 3, 512, 512], type: 'float16' }],
      nodes: [{ op: 'Identity', inputs: ['input'], output: 'output' }],
    }),
    'gfpgan',
    /float16/,
  ],
] as const)('%s is refused with a reason, and nothing stays', async (_what, content, adapter, why) => {
  const adding = library.add(await file('net.onnx', content), { ...words, ...(adapter && { adapter }) });
  await expect(adding).rejects.toMatchObject({ code: 'model-unsuitable' });
  await expect(adding).rejects.toThrow(why);
  expect(await readdir(store.userFolder ?? '')).toEqual([]);
});

test('an id that is taken is refused, a built-in one too', async () => {
  const at = await file('a.onnx', faceNetwork());
  await library.add(at, { ...words, id: 'mine' });
  await expect(library.add(at, { ...words, id: 'mine' })).rejects.toThrow(/already/);
  await expect(library.add(at, { ...words, id: 'facet-restorer' })).rejects.toThrow(/built-in/);
  await expect(library.remove('facet-restorer')).rejects.toThrow(/came with the program/);
  await expect(library.remove('nobody')).rejects.toMatchObject({ code: 'model-missing' });
});

test('a damaged list costs the user’s models, not the program, and is set aside before it is written', async () => {
  await mkdir(store.userFolder ?? '', { recursive: true });
  await writeFile(path.join(store.userFolder ?? '', 'manifest.json'), '{');
  expect((await store.entries()).length).toBeGreaterThan(3);
  expect(await store.problems()).toMatchObject([expect.stringContaining('manifest.json')]);
  const { notices } = await library.add(await file('a.onnx', faceNetwork()), words);
  expect(notices.join(' ')).toContain('manifest.damaged-');
  expect(await store.has('a')).toBe(true);
});

test('entries that make no sense, shadow a built-in model or lie outside are left out and kept', async () => {
  await library.add(await file('a.onnx', faceNetwork()), words);
  const list = path.join(store.userFolder ?? '', 'manifest.json');
  const { models } = JSON.parse(await readFile(list, 'utf8')) as { models: object[] };
  const odd = [
    { ...models[0], id: 'facet-restorer' },
    { ...models[0], id: 'far', file: '../../etc/passwd' },
    { id: 'x' },
  ];
  await writeFile(list, JSON.stringify({ version: 1, models: [...models, ...odd] }));
  expect((await store.resolve('facet-restorer')).path).toContain('native-models');
  expect(await store.problems()).toHaveLength(3);
  expect(await store.has('a')).toBe(true);
  expect(await store.has('far')).toBe(false);
  await library.add(await file('b.onnx', faceNetwork()), words);
  expect((JSON.parse(await readFile(list, 'utf8')) as { models: object[] }).models).toHaveLength(5);
});

describe('the catalogue', () => {
  let server: FileServer;
  const content = frameNetwork(2);
  const sha256 = createHash('sha256').update(content).digest('hex');
  beforeEach(async () => {
    server = await startFileServer();
    server.files.set('/net.onnx', { body: content, etag: '"a"' });
    await mkdir(store.userFolder ?? '', { recursive: true });
  });
  afterEach(() => server.close());

  async function offer(changes: object = {}): Promise<void> {
    const entry = {
      ...{ id: 'ours', name: 'Ours', adapter: 'real-esrgan', licence: 'MIT', sha256, bytes: content.length },
      source: 'https://example.org/ours',
      url: `${server.origin}/net.onnx`,
      ...changes,
    };
    const list = JSON.stringify({ version: 1, models: [entry] });
    await writeFile(path.join(store.userFolder ?? '', 'catalogue.json'), list);
  }
  const consent = { id: 'ours', acceptLicence: true, acceptUnverified: false };

  test('what comes with the program has a page, a licence and a hash for every model', async () => {
    const items = await library.catalogue();
    expect(items.length).toBeGreaterThan(3);
    for (const item of items) expect(item).toMatchObject({ installed: false, partialBytes: 0, sha256: /^/ });
    for (const { url, source, licence } of items) {
      expect([url, source].every((address) => address.startsWith('https://'))).toBe(true);
      expect(licence).not.toBe('');
    }
  });

  test('a model is fetched, checked, tried and added', async () => {
    await offer();
    const added = await library.fetch(consent);
    expect(added).toMatchObject({ id: 'ours', sha256, adapter: { scope: 'frame', factor: 2 } });
    expect((await library.catalogue()).at(-1)).toMatchObject({ id: 'ours', installed: true, scope: 'frame' });
    expect((await readdir(store.userFolder ?? '')).sort()).toEqual([
      'catalogue.json',
      'manifest.json',
      'ours',
    ]);
  });

  test('without consent to the licence nothing is asked of the server', async () => {
    await offer();
    await expect(library.fetch({ ...consent, acceptLicence: false })).rejects.toThrow(/under MIT/);
    expect(server.ranges).toEqual([]);
  });

  test('a hash that nobody knows needs a consent of its own', async () => {
    await offer({ sha256: undefined });
    await expect(library.fetch(consent)).rejects.toThrow(/cannot be checked/);
    expect(await library.fetch({ ...consent, acceptUnverified: true })).toMatchObject({ sha256 });
  });

  test('another file than was promised is refused', async () => {
    await offer({ sha256: 'b'.repeat(64) });
    await expect(library.fetch(consent)).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(await store.has('ours')).toBe(false);
  });

  test('an address that is neither encrypted nor on this machine is refused', async () => {
    await offer({ url: 'http://example.org/net.onnx' });
    await expect(library.catalogue()).rejects.toThrow(/neither https/);
  });
});
