import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StudioError } from '../../../../main/engine/errors/studio-error';
import type { ExportMesh } from '../../../../main/engine/export/export-mesh';
import type { SeenFace } from '../../../../main/engine/export/frame-record';
import { writeSequence } from '../../../../main/engine/export/write-sequence';
import { toCamera } from '../../../../main/engine/geometry/projection';
import { expressedShape, identityShape } from '../../../../main/engine/geometry/shape';
import { objInThree } from '../../../fixtures/read-with-three';
import { fewFrames, fewFramesFace as face } from './few-frames';

const neutral = identityShape(face.model, face.identity.shape);
const mesh: ExportMesh = {
  vertices: neutral,
  triangles: face.model.triangles,
  colours: new Float32Array(neutral.length).fill(0.5),
  uv: face.model.uv,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-sequence-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* stream(stopAt?: number): AsyncGenerator<SeenFace> {
  for (const [i, frame] of fewFrames.entries()) {
    if (i === stopAt) throw new StudioError('cancelled', 'Cancelled.');
    yield await Promise.resolve(frame);
  }
}

function posed({ fit }: SeenFace): Float32Array {
  const vertices = new Float32Array(neutral.length);
  expressedShape(face.model, neutral, fit.expression, vertices);
  toCamera(fit.pose, vertices, vertices);
  return vertices;
}

test('OBJ: numbered by frame, posed as the camera sees it, the same for three.js', async () => {
  const out = path.join(folder, 'face-obj');
  await writeSequence(out, 'obj', face, mesh, stream());
  expect(await readdir(out)).toEqual(['000004.obj', '000005.obj', '000006.obj', '000010.obj']);
  expect(await readdir(folder)).toEqual(['face-obj']);
  const { places } = await objInThree(path.join(out, '000010.obj'));
  const expected = posed(fewFrames[3]);
  expect(places).toHaveLength(mesh.triangles.length * 3);
  mesh.triangles.forEach((vertex, corner) => {
    for (let c = 0; c < 3; c++) {
      expect(Math.abs(places[corner * 3 + c] - expected[vertex * 3 + c])).toBeLessThan(2e-4);
    }
  });
});

test('PLY: the same places in binary; a sequence of before is replaced', async () => {
  const out = path.join(folder, 'face-ply');
  await mkdir(out);
  await writeFile(path.join(out, '000001.ply'), 'old');
  let frames = 0;
  await writeSequence(out, 'ply', face, mesh, stream(), () => frames++);
  expect(frames).toBe(4);
  expect(await readdir(out)).toEqual(['000004.ply', '000005.ply', '000006.ply', '000010.ply']);
  const bytes = await readFile(path.join(out, '000005.ply'));
  const start = bytes.indexOf('end_header\n') + 'end_header\n'.length;
  const expected = posed(fewFrames[1]);
  for (const v of [0, 100, face.model.vertexCount - 1]) {
    const read = [0, 4, 8].map((offset) => bytes.readFloatLE(start + v * 15 + offset));
    expect(read).toEqual(Array.from(expected.subarray(v * 3, v * 3 + 3)));
  }
});

test('stopped half-way, nothing is left, and what was there stays', async () => {
  const out = path.join(folder, 'face-obj');
  await mkdir(out);
  await writeFile(path.join(out, '000001.obj'), 'old');
  await expect(writeSequence(out, 'obj', face, mesh, stream(2))).rejects.toMatchObject({ code: 'cancelled' });
  expect(await readdir(folder)).toEqual(['face-obj']);
  expect(await readFile(path.join(out, '000001.obj'), 'utf8')).toBe('old');
});

test('a folder that cannot be made is told', async () => {
  const out = path.join(folder, 'nowhere', 'face-obj');
  await expect(writeSequence(out, 'obj', face, mesh, stream())).rejects.toMatchObject({
    code: 'output-folder-missing',
    message: expect.stringContaining('nowhere') as string,
  });
});
