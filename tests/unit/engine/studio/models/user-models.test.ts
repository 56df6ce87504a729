import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ModelOffer } from '../../../../../preload/contract/studio/machine';
import type { Studio } from '../../../../../main/engine/studio/studio';
import { startFileServer, type FileServer } from '../../../../fixtures/file-server';
import { faceNetwork, frameNetwork, weightedNetwork } from '../../../../fixtures/small-network';
import { otherFace } from '../../../../fixtures/other-models/other-face';
import { writeGnm } from '../../../../fixtures/other-models/write-gnm';
import { now, openStudio, temporaryFolder, until } from '../studio-fixture';

let place: Awaited<ReturnType<typeof temporaryFolder>>;
let server: FileServer;
let studio: Studio;
const body = frameNetwork(2);
const words = { licence: 'MIT', source: 'a test' };

beforeEach(async () => {
  place = await temporaryFolder();
  server = await startFileServer();
  server.files.set('/net.onnx', { body, etag: '"a"' });
});
afterEach(async () => {
  await studio.dispose();
  await server.close();
  await place.remove();
});

async function start(catalogue: object[] = []): Promise<void> {
  const folder = path.join(place.folder, 'data', 'models');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'catalogue.json'), JSON.stringify({ version: 1, models: catalogue }));
  studio = await openStudio(path.join(place.folder, 'data'), { settings: { workers: 1 } });
}

async function offer(
  name: string,
  content: Uint8Array,
  uploaded = false,
): Promise<ModelOffer & { file: string }> {
  const folder = path.join(place.folder, `given-${name}`);
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  await writeFile(file, content);
  const offered = (await studio.call('host.offerModel', { path: file, uploaded })) as ModelOffer;
  return { ...offered, file };
}

const line = (changes: object = {}) => ({
  ...{ id: 'ours', name: 'Ours', adapter: 'real-esrgan', licence: 'MIT', bytes: body.length },
  sha256: createHash('sha256').update(body).digest('hex'),
  source: 'https://example.org/ours',
  url: `${server.origin}/net.onnx`,
  ...changes,
});

test('a file on offer becomes a model that the window shows with its parameters', async () => {
  await start();
  const { offerId, proposal, file } = await offer('codeformer.onnx', weightedNetwork(), true);
  expect(proposal).toMatchObject({ fitting: ['codeformer'], guessedBy: 'name' });
  expect(JSON.stringify(proposal)).not.toContain(place.folder);
  await studio.call('models.add', { offerId, adapter: 'codeformer', name: 'Mine', ...words });
  const model = now(studio, 'machine').models.find(({ id }) => id === 'codeformer');
  expect(model).toMatchObject({
    ...{ name: 'Mine', builtIn: false, state: 'ok', source: 'a test', job: 'restoration' },
    parameters: [{ name: 'fidelity', default: 0.5, min: 0, max: 1 }],
  });
  expect(existsSync(file)).toBe(false); // it was the studio's own
  await studio.call('models.remove', { id: 'codeformer' });
  expect(now(studio, 'machine').models.some(({ id }) => id === 'codeformer')).toBe(false);
});

test('a face model that was sent as several files is offered with its makers’ words, and becomes one of the program’s', async () => {
  await start();
  const face = await otherFace();
  const home = path.join(place.folder, 'sent');
  const parts = path.join(place.folder, 'gnm');
  await mkdir(home);
  await writeGnm(parts, face, 12, face.own.expressionNames);
  const sent = path.join(home, 'gnm_head.files.tar');
  execFileSync('tar', ['--format=ustar', '-cf', sent, '-C', parts, ...readdirSync(parts)]);
  const { offerId, proposal } = (await studio.call('host.offerModel', {
    ...{ path: sent, uploaded: true },
  })) as ModelOffer;
  expect(proposal).toMatchObject({
    ...{ id: 'gnm-head', fitting: [] },
    faceModel: { kind: 'GNM Head', licence: 'Apache-2.0' },
  });
  await studio.call('models.add', { offerId, id: 'gnm', ...words });
  expect(now(studio, 'machine').models.find(({ id }) => id === 'gnm')).toMatchObject({
    ...{ job: 'morphable-model', builtIn: false, state: 'ok' },
  });
  expect(existsSync(home)).toBe(false);
});

test('a folder that is no face model is refused, with what is understood', async () => {
  await start();
  const offering = studio.call('host.offerModel', { path: place.folder, uploaded: false });
  await expect(offering).rejects.toMatchObject({ code: 'model-unsuitable' });
});

test('an offer is good once; turned down, what was sent for it is gone and a file of the user stays', async () => {
  await start();
  const own = await offer('a.onnx', faceNetwork());
  const sent = await offer('b.onnx', faceNetwork(), true);
  for (const { offerId } of [own, sent]) await studio.call('models.discard', { offerId });
  expect([own, sent].map(({ file }) => existsSync(file))).toEqual([true, false]);
  const adding = studio.call('models.add', { offerId: own.offerId, ...words });
  await expect(adding).rejects.toMatchObject({ code: 'usage' });
});

test('what is no network is refused, and what was sent is removed', async () => {
  await start();
  await expect(offer('text.onnx', Buffer.from('text'), true)).rejects.toMatchObject({
    code: 'model-unsuitable',
  });
  expect(existsSync(path.join(place.folder, 'given-text.onnx'))).toBe(false);
});

test('a model of the catalogue is fetched while the window watches', async () => {
  await start([line()]);
  expect(now(studio, 'machine').catalogue?.at(-1)).toMatchObject({ id: 'ours', installed: false });
  await expect(studio.call('models.fetch', { id: 'ours', acceptLicence: false })).rejects.toThrow(/MIT/);
  expect(server.ranges).toEqual([]);
  await studio.call('models.fetch', { id: 'ours', acceptLicence: true });
  await until(studio, 'machine', ({ catalogue }) => catalogue?.at(-1)?.installed === true);
  expect(now(studio, 'machine').models.at(-1)).toMatchObject({ id: 'ours', job: 'upscaling', state: 'ok' });
});

test('a download that breaks says so, is kept, and goes on', async () => {
  await start([line()]);
  server.breakAfter.push(100, 0, 0, 0);
  await studio.call('models.fetch', { id: 'ours', acceptLicence: true });
  const broken = await until(
    studio,
    'machine',
    ({ catalogue }) => catalogue?.at(-1)?.download?.state === 'failed',
  );
  expect(broken.catalogue?.at(-1)).toMatchObject({ partialBytes: 100, installed: false });
  server.ranges.length = 0;
  server.breakAfter.length = 0;
  await studio.call('models.fetch', { id: 'ours', acceptLicence: true });
  await until(studio, 'machine', ({ catalogue }) => catalogue?.at(-1)?.installed === true);
  expect(server.ranges).toEqual(['bytes=100-']);
});

test('a wrong hash is told and nothing is added', async () => {
  await start([line({ sha256: 'c'.repeat(64) })]);
  await studio.call('models.fetch', { id: 'ours', acceptLicence: true }).catch(() => undefined);
  const { catalogue, models } = await until(studio, 'machine', (machine) => {
    const download = machine.catalogue?.at(-1)?.download;
    return download?.state === 'failed';
  });
  expect(catalogue?.at(-1)?.download).toMatchObject({ error: { code: 'model-corrupt' } });
  expect(models.some(({ id }) => id === 'ours')).toBe(false);
});
