import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { faceWishSchema } from '../../../../../preload/contract/studio/face-files';
import { StudioError, throwIfCancelled } from '../../../../../main/engine/errors/studio-error';
import { FaceWriting, type FaceWritingDeps } from '../../../../../main/engine/studio/faces/face-writing';
import type { StudioClip } from '../../../../../main/engine/studio/studio-clips';

const clip = {
  input: '/clips/Interview one.mp4',
  project: { people: [{ id: 1, name: 'Person 1' }] },
  people: [{ id: 1, name: 'Zoë' }],
} as unknown as StudioClip;
const wish = faceWishSchema.parse({ formats: ['frontal'] });
const request = { mediaId: 'm', personId: 1, wish, download: false };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'facet-faces-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function writing(write: FaceWritingDeps['write']): FaceWriting {
  return new FaceWriting({
    clips: { clip: (id) => (id === 'm' ? clip : undefined) },
    write,
    destination: () => Promise.resolve(folder),
    shelve: async (name, make) => {
      await make(path.join(folder, name));
      return `downloads/token/${name}`;
    },
    onChange: () => undefined,
    onFailure: () => undefined,
  });
}

async function ended(faces: FaceWriting): Promise<unknown> {
  while (faces.snapshot().latest?.status.state === 'running') await new Promise(setImmediate);
  return faces.snapshot().latest?.status;
}

const twoBytes: FaceWritingDeps['write'] = (_clip, _person, _wish, base) =>
  writeFile(`${base}-frontal.png`, 'ab');

test('files lie in a folder of their own, and a second one is numbered', async () => {
  const faces = writing(twoBytes);
  const { id } = faces.start(request);
  expect(await ended(faces)).toEqual({
    state: 'done',
    folderName: 'Interview-one-Zoe-face',
    files: 1,
    bytes: 2,
  });
  expect(faces.folderOf(id)).toBe(path.join(folder, 'Interview-one-Zoe-face'));
  expect(await readdir(faces.folderOf(id))).toEqual(['Interview-one-Zoe-frontal.png']);
  faces.start(request);
  expect(await ended(faces)).toMatchObject({ folderName: 'Interview-one-Zoe-face-2' });
  expect(() => faces.folderOf(id)).toThrow('no folder');
});

test('a download is one archive, with nothing beside it', async () => {
  const faces = writing(twoBytes);
  faces.start({ ...request, download: true });
  expect(await ended(faces)).toMatchObject({
    files: 1,
    download: {
      path: 'downloads/token/Interview-one-Zoe-face.zip',
      name: 'Interview-one-Zoe-face.zip',
    },
  });
  expect(await readdir(folder)).toEqual(['Interview-one-Zoe-face.zip']);
  const zip = await readFile(path.join(folder, 'Interview-one-Zoe-face.zip'), 'latin1');
  expect(zip).toMatch(/^PK\u0003\u0004[^]*Interview-one-Zoe-frontal\.pngab/);
});

test('one at a time; what is stopped leaves nothing', async () => {
  const faces = writing(async (_clip, _person, _wish, base, { signal }) => {
    await writeFile(`${base}-frontal.png`, 'ab');
    while (signal?.aborted === false) await new Promise(setImmediate);
    throwIfCancelled(signal);
  });
  const { id } = faces.start(request);
  expect(() => faces.start(request)).toThrow('being written');
  faces.cancel('another');
  expect(faces.snapshot().latest?.status.state).toBe('running');
  faces.cancel(id);
  expect(await ended(faces)).toEqual({ state: 'cancelled' });
  expect(await readdir(folder)).toEqual([]);
});

test('a failure says why, and the next wish is heard', async () => {
  let fails = true;
  const faces = writing((...all) =>
    fails ? Promise.reject(new StudioError('output-disk-full', 'no ink')) : twoBytes(...all),
  );
  faces.start(request);
  expect(await ended(faces)).toEqual({
    state: 'failed',
    error: { code: 'output-disk-full', message: 'no ink' },
  });
  fails = false;
  faces.start(request);
  expect(await ended(faces)).toMatchObject({ state: 'done' });
});

test('nobody, or nothing, is refused', () => {
  const faces = writing(twoBytes);
  expect(() => faces.start({ ...request, personId: 2 })).toThrow('no such person');
  expect(() => faceWishSchema.parse({ formats: [] })).toThrow('something is to be written');
});
