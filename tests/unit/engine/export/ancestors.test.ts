import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AncestorsWriter } from '../../../../main/engine/export/ancestors';
import type { AncestorFace } from '../../../../main/engine/export/ancestors';
import { formatFivePoints, formatPoints } from '../../../../main/engine/export/landmark-files';
import { checker } from './small-mesh';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-ancestors-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function face(personId: number, frameIndex: number): AncestorFace {
  const coefficients = new Float32Array(257);
  coefficients[0] = 1.25;
  coefficients[81] = -1e-7;
  coefficients[256] = frameIndex;
  return {
    personId,
    frameIndex,
    box: { left: 10.4, top: 20.6, right: 110.5, bottom: 140.2 },
    fivePoints: Float32Array.of(30.5, 50.5, 70.75, 50.5, 50.5, 70.5, 36, 90, 64, 90.25),
    coefficients,
    render: checker,
  };
}

test('one person: the exact files, sorted by frame', async () => {
  const writer = new AncestorsWriter(folder, [1]);
  await writer.add(face(1, 11));
  await writer.add(face(1, 0));
  expect(await writer.finish()).toEqual([folder]);
  expect(await readFile(path.join(folder, 'bbox.txt'), 'utf8')).toBe(
    'image/00001.png 10 111 21 140\nimage/00012.png 10 111 21 140\n',
  );
  expect(await readFile(path.join(folder, 'face', '00012.txt'), 'utf8')).toBe(
    '30.000 50.000\n70.250 50.000\n50.000 70.000\n35.500 89.500\n63.500 89.750\n',
  );
  expect((await readdir(path.join(folder, 'render'))).sort()).toEqual(['00001.png', '00012.png']);
  const line = await readFile(path.join(folder, 'coefficients', '00012.txt'), 'utf8');
  const numbers = line.trimEnd().split(' ').map(Number);
  expect(line.endsWith('\n')).toBe(true);
  expect(numbers).toHaveLength(257);
  expect([numbers[0], numbers[1], numbers[256]]).toEqual([1.25, 0, 11]);
  expect(numbers[81]).toBeCloseTo(-1e-7, 12);
});

test('the .npy is what NumPy calls float32 (1, 257)', async () => {
  const writer = new AncestorsWriter(folder, [1]);
  await writer.add(face(1, 3));
  const bytes = await readFile(path.join(folder, 'coefficients', '00004.npy'));
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]));
  const start = 10 + bytes.readUInt16LE(8);
  expect(start % 64).toBe(0);
  expect(bytes.subarray(10, start).toString('latin1')).toMatch(
    /^\{'descr': '<f4', 'fortran_order': False, 'shape': \(1, 257\), \} *\n$/,
  );
  expect(bytes.length).toBe(start + 257 * 4);
  expect(bytes.readFloatLE(start)).toBe(1.25);
  expect(bytes.readFloatLE(start + 256 * 4)).toBe(3);
});

test('several people get folders of their own', async () => {
  const writer = new AncestorsWriter(folder, [1, 2]);
  await writer.add(face(1, 0));
  await writer.add(face(2, 4));
  expect(await writer.finish()).toEqual([path.join(folder, 'person-1'), path.join(folder, 'person-2')]);
  expect(await readFile(path.join(folder, 'person-2', 'bbox.txt'), 'utf8')).toMatch(/^image\/00005\.png /);
  expect((await readdir(folder)).sort()).toEqual(['person-1', 'person-2']);
});

test('landmark text keeps three decimals and refuses anything but five points', () => {
  expect(formatPoints([1, 2.0004, 3], 3)).toBe('1.000 2.000 3.000\n');
  expect(() => formatFivePoints([1, 2, 3])).toThrow(RangeError);
});
