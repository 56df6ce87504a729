import { mkdtemp, open, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { coefficients257 } from '../../../../main/engine/export/coefficients';
import { coefficientsCsv, landmarksCsv } from '../../../../main/engine/export/frame-tables';
import { framesJson } from '../../../../main/engine/export/frames-json';
import { writeFramesNpz } from '../../../../main/engine/export/frames-npz';
import { writeStoredZip } from '../../../../main/engine/export/stored-zip';
import { writeText } from '../../../../main/engine/export/text-file';
import { npyHeader } from '../../../../main/engine/export/encode-npy';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { expressedShape, identityShape, surfacePositions } from '../../../../main/engine/geometry/shape';
import { fewFrames, fewFramesFace, fewRecords } from './few-frames';
import { npyNumbers, npyTexts, readNpz } from './read-npz';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-tables-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const about = (value: number): unknown => expect.closeTo(value, 5);

/** The rows of a CSV without quoted fields. */
async function rowsOf(pieces: AsyncIterable<string>): Promise<{ names: string[]; rows: string[][] }> {
  const file = path.join(folder, 'table.csv');
  await writeText(file, pieces);
  const lines = (await readFile(file, 'utf8')).split('\r\n');
  expect(lines.pop()).toBe('');
  const [names, ...rows] = lines.map((line) => line.split(','));
  return { names, rows };
}

test('CSV: one line a frame, every column named, the 257 numbers among them', async () => {
  const { model } = fewFramesFace;
  const { names, rows } = await rowsOf(coefficientsCsv(model.expressionNames, fewRecords()));
  expect(new Set(names).size).toBe(names.length);
  expect(rows.map((row) => row.length)).toEqual(fewFrames.map(() => names.length));
  const column = (name: string) => rows.map((row) => Number(row[names.indexOf(name)]));
  expect(column('frame')).toEqual([3, 4, 5, 9]);
  expect(column('seconds')).toEqual([2.12, 2.16, 2.2, 2.36]);
  expect(column('yaw_radians')).toEqual(fewFrames.map(({ fit }) => about(fit.pose.yawRadians)));
  expect(column('z_mm')).toEqual([-700, -705, -710, -715]);
  expect(column('expression_mouthSmileLeft')).toEqual(fewFrames.map(({ fit }) => about(fit.expression[1])));
  const last = fewFrames[3];
  const numbers = coefficients257({ ...fewFramesFace, ...last });
  for (const i of [0, 80, 143, 144, 224, 226, 227, 253, 254, 256]) {
    expect(column(`deep3d_${i}`)[3]).toBeCloseTo(numbers[i], 5);
  }
  expect(names.at(-1)).toBe('deep3d_256');
});

test('CSV of landmarks: 68 of the mesh where the whole mesh has them, 478 as the network saw them', async () => {
  const { names, rows } = await rowsOf(landmarksCsv(fewRecords()));
  expect(names).toHaveLength(2 + 68 * 2 + 478 * 3);
  const { model, identity, camera } = fewFramesFace;
  const { fit } = fewFrames[2];
  const vertices = identityShape(model, identity.shape);
  expressedShape(model, vertices, fit.expression, vertices);
  const points = surfacePositions(model.triangles, model.landmarks68, vertices);
  const places = projectModelPoints(camera, fit.pose, points);
  rows[2].slice(2, 2 + 68 * 2).forEach((text, i) => {
    expect(Math.abs(Number(text) - places[i])).toBeLessThan(2e-3);
  });
  expect(Number(rows[3][names.indexOf('face478_477_z')])).toBe((478 * 3 - 1) / 4 + 3);
});

test('JSON: what is the person’s once, then every frame', async () => {
  const file = path.join(folder, 'frames.json');
  await writeText(file, framesJson(fewFramesFace, fewRecords()));
  const content = JSON.parse(await readFile(file, 'utf8')) as {
    expressionNames: string[];
    shape: number[];
    frames: {
      seconds: number;
      pose: unknown;
      deep3d: number[];
      landmarks68: number[];
      landmarks478: number[];
    }[];
  };
  expect(content.expressionNames).toEqual(fewFramesFace.model.expressionNames);
  expect(content.shape).toEqual([0.5, -1, 0.25, 0, 0, 0, 0, 0, 0, 1]);
  expect(content.frames).toHaveLength(4);
  expect(content.frames[3]).toMatchObject({ frame: 9, seconds: 2.36, pose: fewFrames[3].fit.pose });
  expect(content.frames.map(({ deep3d }) => deep3d.length)).toEqual([257, 257, 257, 257]);
  expect(content.frames[0].landmarks68).toHaveLength(136);
  expect(content.frames[1].landmarks478[4]).toBe(2);
});

test('JSON of nobody is JSON still', async () => {
  const none = (async function* () {
    yield* await Promise.resolve([]);
  })();
  let text = '';
  for await (const piece of framesJson(fewFramesFace, none)) text += piece;
  expect(JSON.parse(text)).toMatchObject({ format: 'facet-frames', frames: [] });
});

test('NPZ: named arrays with their types and shapes', async () => {
  const file = path.join(folder, 'frames.npz');
  await writeFramesNpz(file, fewFramesFace, fewFrames.length, fewRecords());
  const arrays = readNpz(await readFile(file));
  const array = (name: string) => {
    const found = arrays.get(name);
    if (found === undefined) throw new Error(`no array ${name}`);
    return found;
  };
  const shapes = Object.fromEntries([...arrays].map(([name, { descr, shape }]) => [name, [descr, ...shape]]));
  expect(shapes).toEqual({
    frame: ['<i4', 4],
    seconds: ['<f8', 4],
    confidence: ['<f4', 4],
    reprojection_error: ['<f4', 4],
    pose: ['<f4', 4, 6],
    expression: ['<f4', 4, 10],
    light: ['<f4', 4, 27],
    deep3d: ['<f4', 4, 257],
    landmarks68: ['<f4', 4, 68, 2],
    landmarks478: ['<f4', 4, 478, 3],
    crop_from_frame: ['<f4', 4, 4],
    expression_names: ['<U15', 10],
    shape: ['<f4', 10],
    correction: ['<f4', 0, 3],
    albedo: ['<f4', 2],
    camera: ['<f8', 3],
  });
  expect(npyNumbers(array('frame'))).toEqual([3, 4, 5, 9]);
  expect(npyNumbers(array('seconds'))).toEqual(fewFrames.map(({ seconds }) => seconds));
  expect(npyTexts(array('expression_names'))).toEqual(fewFramesFace.model.expressionNames);
  expect(npyNumbers(array('pose')).slice(6, 12)).toEqual([0.05, 0.1, -0.1, 10, -4, -705].map(about));
  const deep3d = npyNumbers(array('deep3d'));
  fewFrames.forEach((seen, row) => {
    expect(deep3d.slice(row * 257, row * 257 + 257)).toEqual([
      ...coefficients257({ ...fewFramesFace, ...seen }),
    ]);
  });
  expect(npyNumbers(array('landmarks478')).slice(-3)).toEqual([...fewFrames[3].landmarks478.slice(-3)]);
});

test.each([3, 5])('NPZ announced for %i frames but given 4 is refused and leaves nothing', async (count) => {
  const before = await readdir(folder);
  const file = path.join(folder, 'wrong.npz');
  await expect(writeFramesNpz(file, fewFramesFace, count, fewRecords())).rejects.toThrow(RangeError);
  expect(await readdir(folder)).toEqual(before);
});

test('an archive past the classic limits has ZIP64 fields', async () => {
  const file = path.join(folder, 'large.npz');
  const values = Float32Array.from({ length: 40_000 }, (_, i) => i);
  const header = npyHeader('<f4', [values.length]);
  const handle = await open(file, 'w');
  try {
    const bytes = header.length + values.byteLength;
    const entries = ['one.npy', 'two.npy'].map((name) => ({ name, bytes }));
    await writeStoredZip(
      handle,
      entries,
      async (sections) => {
        for (const section of sections.values()) {
          await section.append(header);
          await section.append(values);
        }
      },
      1000,
    );
  } finally {
    await handle.close();
  }
  const content = await readFile(file);
  expect(content.includes(Buffer.from('PK\x06\x06', 'latin1'))).toBe(true);
  const arrays = readNpz(content);
  expect([...arrays.keys()]).toEqual(['one', 'two']);
  for (const array of arrays.values()) expect(npyNumbers(array)).toEqual([...values]);
});
