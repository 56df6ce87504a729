import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import {
  curveColumns,
  resourcePaths,
  type FaceModelInfo,
  type FrameFaces,
  type PersonFit,
} from '../../../../../preload/contract/studio/resources';
import { readNpz } from '../../export/read-npz';
import { ask, bytesOf, sampleFile, SampleStudio, table } from './sample-studio';

// The analysis takes some ten seconds of a free machine.
jest.setTimeout(240_000);

const studio = new SampleStudio();
beforeAll(() => studio.add('sample', sampleFile, true));
afterAll(() => studio.dispose());

async function json<T>(path: string): Promise<T> {
  return JSON.parse((await bytesOf(studio.resources(), path)).toString('utf8')) as T;
}

test('faces of a frame: where they are, whose, and why one is left alone', async () => {
  const found = await json<FrameFaces>(resourcePaths.faces('sample', 10));
  expect(found.frame).toBe(10);
  expect(found.seconds).toBeCloseTo(0.4, 3);
  const [face] = found.faces;
  expect(found.faces).toHaveLength(1);
  expect(face).toMatchObject({ personId: 1 });
  expect(face).not.toHaveProperty('skipped');
  expect(face.landmarks).toHaveLength(956);
  expect(face.fivePoints).toHaveLength(10);
  // The five points lie in the box, eyes above mouth.
  for (let i = 0; i < 10; i += 2) {
    expect(face.fivePoints[i]).toBeGreaterThan(face.box.left);
    expect(face.fivePoints[i]).toBeLessThan(face.box.right);
  }
  expect(face.fivePoints[1]).toBeLessThan(face.fivePoints[7]);
  const { people } = studio.clips.get('sample')!;
  studio.change('sample', { people: people.map((person) => ({ ...person, enabled: false })) });
  const off = await json<FrameFaces>(resourcePaths.faces('sample', 10));
  studio.change('sample', { people });
  expect(off.faces[0].skipped).toBe('notChosen');
  expect((await ask(studio.resources(), resourcePaths.faces('sample', 48))).status).toBe(404);
});

test('curves: a row a frame, or means over equal shares of them', async () => {
  const resources = studio.resources();
  const fine = table(await bytesOf(resources, resourcePaths.curves('sample', 1, 1000)));
  expect([fine.rows, fine.columns]).toEqual([48, curveColumns.length]);
  const yaw = curveColumns.indexOf('yawRadians');
  const faces = await json<FrameFaces>(resourcePaths.faces('sample', 30));
  expect(fine.at(30, yaw)).toBeCloseTo(faces.faces[0].yawRadians, 3);
  const coarse = table(await bytesOf(resources, resourcePaths.curves('sample', 1, 12)));
  expect(coarse.rows).toBe(12);
  const share = [20, 21, 22, 23].map((row) => fine.at(row, yaw));
  expect(coarse.at(5, yaw)).toBeCloseTo(share.reduce((sum, value) => sum + value) / 4, 5);
  expect((await ask(resources, resourcePaths.curves('sample', 2, 12))).status).toBe(404);
});

test('a person is NaN where another track shows someone else', async () => {
  const clip = studio.clips.get('sample')!;
  const [person] = clip.project!.people;
  studio.change('sample', {
    project: { ...clip.project!, people: [{ ...person, tracks: [9999] }] },
  });
  const gone = table(await bytesOf(studio.resources(), resourcePaths.curves('sample', 1, 1000)));
  studio.change('sample', { project: clip.project! });
  expect(gone.rows).toBe(48);
  expect(gone.at(10, 0)).toBeNaN();
});

test('expressions: a column each, weights 0 to 1', async () => {
  const info = await json<FaceModelInfo>(resourcePaths.faceModel());
  const values = table(await bytesOf(studio.resources(), resourcePaths.expressions('sample', 1, 1000)));
  expect([values.rows, values.columns]).toEqual([48, info.expressionNames.length]);
  let largest = 0;
  for (let row = 0; row < 48; row++) {
    for (let column = 0; column < values.columns; column++) {
      expect(values.at(row, column)).toBeGreaterThanOrEqual(0);
      expect(values.at(row, column)).toBeLessThanOrEqual(1);
      largest = Math.max(largest, values.at(row, column));
    }
  }
  expect(largest).toBeGreaterThan(0.2); // someone talks
});

test('the mesh of a frame projects onto its face', async () => {
  const resources = studio.resources();
  const mesh = table(await bytesOf(resources, resourcePaths.mesh('sample', 1, 20)));
  const info = await json<FaceModelInfo>(resourcePaths.faceModel());
  expect([mesh.rows, mesh.columns]).toEqual([info.vertexCount, 3]);
  const { camera } = await json<PersonFit>(resourcePaths.fit('sample', 1));
  const { faces } = await json<FrameFaces>(resourcePaths.faces('sample', 20));
  const { box, fivePoints } = faces[0];
  let [sumX, sumY] = [0, 0];
  for (let v = 0; v < mesh.rows; v++) {
    sumX += camera.centreX - (camera.focalPixels * mesh.at(v, 0)) / mesh.at(v, 2);
    sumY += camera.centreY + (camera.focalPixels * mesh.at(v, 1)) / mesh.at(v, 2);
  }
  const middle = [sumX / mesh.rows, sumY / mesh.rows];
  expect(Math.abs(middle[0] - fivePoints[4])).toBeLessThan(box.right - box.left);
  expect(middle[1]).toBeGreaterThan(box.top);
  expect(middle[1]).toBeLessThan(box.bottom);
  const neutral = table(await bytesOf(resources, resourcePaths.neutralMesh('sample', 1)));
  expect(neutral.rows).toBe(info.vertexCount);
  const triangles = await bytesOf(resources, resourcePaths.triangles());
  expect(triangles).toHaveLength(info.triangleCount * 6);
  for (let i = 0; i < triangles.length; i += 2) {
    expect(triangles.readUInt16LE(i)).toBeLessThan(info.vertexCount);
  }
  expect(await bytesOf(resources, resourcePaths.uv())).toHaveLength(info.vertexCount * 8);
});

test('texture: square, seen in the middle of the face and not behind the head; the frontal view shows skin', async () => {
  const resources = studio.resources();
  const png = await bytesOf(resources, resourcePaths.texture('sample', 1));
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([1024, 1024, 4]);
  let seen = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i] > 128) seen++;
  expect(seen / (1024 * 1024)).toBeGreaterThan(0.1);
  expect(seen / (1024 * 1024)).toBeLessThan(0.95);
  const frontal = await sharp(await bytesOf(resources, resourcePaths.frontal('sample', 1, 256)))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([frontal.info.width, frontal.info.height]).toEqual([256, 256]);
  const cheek = (150 * 256 + 100) * 3;
  expect(frontal.data[cheek]).toBeGreaterThan(frontal.data[cheek + 2] + 15); // skin is redder than blue
});

test('pictures for lists', async () => {
  const resources = studio.resources();
  const size = async (path: string) => {
    const { width, height, format } = await sharp(await bytesOf(resources, path)).metadata();
    return { width, height, format };
  };
  expect(await size(resourcePaths.poster('sample', 160))).toEqual({
    width: 160,
    height: 160,
    format: 'jpeg',
  });
  expect(await size(resourcePaths.thumbnail('sample', 30))).toEqual({
    width: 72,
    height: 72,
    format: 'jpeg',
  });
  const avatar = await size(resourcePaths.avatar('sample', 1));
  expect(avatar.width).toBe(avatar.height);
  expect((await ask(resources, resourcePaths.avatar('sample', 7))).status).toBe(404);
});

test('thumbnails follow the clip', async () => {
  const resources = studio.resources();
  const pixels = async (frame: number) =>
    sharp(await bytesOf(resources, resourcePaths.thumbnail('sample', frame)))
      .raw()
      .toBuffer();
  const [first, last] = [await pixels(0), await pixels(40)];
  let sum = 0;
  for (let i = 0; i < first.length; i++) sum += Math.abs(first[i] - last[i]);
  expect(sum / first.length).toBeGreaterThan(1);
});

test.each([
  ['animated-glb', 'talking-head-Person 1.animated.glb', (bytes: Buffer) => hasMorphTargets(bytes)],
  ['coefficients-csv', 'talking-head-Person 1-frames.csv', (bytes: Buffer) => linesOf(bytes) === 1 + 48],
  [
    'coefficients-npz',
    'talking-head-Person 1-frames.npz',
    (bytes: Buffer) => readNpz(bytes).get('deep3d')?.shape.join() === '48,257',
  ],
] as const)('exports %s of the whole clip', async (format, name, isRight) => {
  const resources = studio.resources();
  const made = await resources.exportFace({ mediaId: 'sample', personId: 1, frame: 20, format });
  expect(made.name).toBe(name);
  const { body } = await ask(resources, made.path);
  if (body instanceof Uint8Array) throw new Error('not a file');
  expect(isRight(await readFile(body.file))).toBe(true);
});

test('exports the face at rest: the same in every frame', async () => {
  const resources = studio.resources();
  const objOf = async (frame: number, look: { expression?: 'neutral' }): Promise<string> => {
    const request = { mediaId: 'sample', personId: 1, frame, format: 'obj' } as const;
    const made = await resources.exportFace({ ...request, ...look });
    expect(made.name.endsWith('-neutral.obj')).toBe('expression' in look);
    const { body } = await ask(resources, made.path);
    if (body instanceof Uint8Array) throw new Error('not a file');
    return readFile(body.file, 'utf8');
  };
  const atRest = await objOf(10, { expression: 'neutral' });
  expect(await objOf(30, { expression: 'neutral' })).toBe(atRest);
  expect(await objOf(10, {})).not.toBe(atRest);
});

function hasMorphTargets(glb: Buffer): boolean {
  const json = JSON.parse(glb.toString('utf8', 20, 20 + glb.readUInt32LE(12))) as {
    meshes: { primitives: { targets: unknown[] }[]; extras: { targetNames: string[] } }[];
    animations: { channels: unknown[] }[];
  };
  const [{ primitives, extras }] = json.meshes;
  return (
    primitives[0].targets.length === extras.targetNames.length && json.animations[0].channels.length === 3
  );
}

function linesOf(csv: Buffer): number {
  return csv.toString().trimEnd().split('\r\n').length;
}

test('an export that nobody waits for any more stops', async () => {
  const resources = studio.resources();
  const request = { mediaId: 'sample', personId: 1, frame: 20, format: 'coefficients-npz' } as const;
  await expect(resources.exportFace(request, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  });
});

test.each([
  ['glb', (bytes: Buffer) => bytes.toString('ascii', 0, 4) === 'glTF'],
  ['obj', (bytes: Buffer) => /^v -?[\d.]+ -?[\d.]+ -?[\d.]+ [\d.]+ /m.test(bytes.toString())],
  ['ply', (bytes: Buffer) => bytes.toString('ascii', 0, 3) === 'ply'],
  ['frontal-png', (bytes: Buffer) => bytes.toString('latin1', 1, 4) === 'PNG'],
  ['texture-png', (bytes: Buffer) => bytes.toString('latin1', 1, 4) === 'PNG'],
  [
    'coefficients-json',
    (bytes: Buffer) => (JSON.parse(bytes.toString()) as { deep3d: number[] }).deep3d.length === 257,
  ],
] as const)('exports %s, to be fetched under its name', async (format, isRight) => {
  const resources = studio.resources();
  const { path, name } = await resources.exportFace({ mediaId: 'sample', personId: 1, frame: 20, format });
  expect(name).toMatch(/^talking-head-Person 1-20/);
  const answer = await ask(resources, path);
  expect(answer.status).toBe(200);
  if (answer.body instanceof Uint8Array) throw new Error('not a file');
  const { readFileSync } = await import('node:fs');
  const bytes = readFileSync(answer.body.file);
  expect(bytes).toHaveLength(answer.body.size);
  expect(isRight(bytes)).toBe(true);
  expect((await ask(resources, `${path}x`)).status).toBe(404);
  expect((await ask(resources, path.replace(/downloads\/..../, 'downloads/AAAA'))).status).toBe(404);
});
