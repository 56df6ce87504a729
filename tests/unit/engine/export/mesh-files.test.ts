import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebIO } from '@gltf-transform/core';
import { validateBytes } from 'gltf-validator';
import sharp from 'sharp';
import { encodeGlb, writeGlb } from '../../../../main/engine/export/write-glb';
import { formatObj, writeObj } from '../../../../main/engine/export/write-obj';
import { encodePly } from '../../../../main/engine/export/write-ply';
import { objInThree } from '../../../fixtures/read-with-three';
import { checker, smallMesh } from './small-mesh';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-mesh-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Reads OBJ by the letter of the format, knowing nothing of the writer. */
function readObj(text: string): {
  v: number[][];
  vt: number[][];
  f: string[][];
  material: string | undefined;
} {
  const result = {
    v: [] as number[][],
    vt: [] as number[][],
    f: [] as string[][],
    material: undefined as string | undefined,
  };
  for (const line of text.split('\n')) {
    const [key, ...rest] = line.trim().split(/\s+/);
    if (key === 'v') result.v.push(rest.map(Number));
    if (key === 'vt') result.vt.push(rest.map(Number));
    if (key === 'f') result.f.push(rest);
    if (key === 'mtllib') result.material = rest[0];
  }
  return result;
}

test('OBJ: vertices with colours, 1-based triangles, as the ancestors wrote', () => {
  const { v, vt, f } = readObj(formatObj(smallMesh));
  expect(v).toHaveLength(4);
  expect(v[0]).toEqual([-50, -40.5, 0, 1, 0, 0]);
  expect(v[3]).toEqual([0, 0, 33.125, 0.5, 0.25, 0.75]);
  expect(vt).toEqual([]);
  expect(f).toEqual([
    ['1', '2', '4'],
    ['2', '3', '4'],
    ['3', '1', '4'],
  ]);
});

test('OBJ with texture: material and picture lie beside it', async () => {
  const files = await writeObj(path.join(folder, 'face.obj'), { ...smallMesh, texture: checker });
  expect(files.map((file) => path.basename(file))).toEqual(['face.obj', 'face.mtl', 'face.png']);
  const obj = readObj(await readFile(files[0], 'utf8'));
  expect(obj.material).toBe('face.mtl');
  expect(obj.vt[3]).toEqual([0.5, 0.375]);
  expect(obj.f[2]).toEqual(['3/3', '1/1', '4/4']);
  expect(await readFile(files[1], 'utf8')).toContain('map_Kd face.png');
  const { data } = await sharp(files[2]).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect(new Uint8Array(data)).toEqual(checker.data);
  expect((await readdir(folder)).filter((name) => name.startsWith('face.'))).toHaveLength(3);
});

test('three.js reads the OBJ as our own reader does', async () => {
  const [file] = await writeObj(path.join(folder, 'three.obj'), { ...smallMesh, texture: checker });
  const { v, f } = readObj(await readFile(file, 'utf8'));
  const { places, material, colour, hasUv } = await objInThree(file);
  const corners = f.flat().flatMap((corner) => v[Number(corner.split('/')[0]) - 1].slice(0, 3));
  expect([...places]).toEqual(corners.map(Math.fround));
  expect({ material, hasUv }).toEqual({ material: 'skin', hasUv: true });
  // three.js works in linear light; red and black are the same there.
  expect(colour).toEqual([1, 0, 0]);
});

test('PLY: binary little-endian, colours rounded to bytes', () => {
  const bytes = Buffer.from(encodePly(smallMesh));
  const end = bytes.indexOf('end_header\n') + 'end_header\n'.length;
  const header = bytes.subarray(0, end).toString('ascii');
  expect(header).toMatch(/^ply\nformat binary_little_endian 1\.0\n/);
  expect(header).toContain('element vertex 4\n');
  expect(header).toContain('element face 3\n');
  expect(bytes.length).toBe(end + 4 * 15 + 3 * 13);
  const last = end + 3 * 15;
  expect([0, 4, 8].map((offset) => bytes.readFloatLE(last + offset))).toEqual([0, 0, 33.125]);
  expect(Array.from(bytes.subarray(last + 12, last + 15))).toEqual([128, 64, 191]);
  const face = end + 4 * 15 + 13;
  expect(bytes.readUInt8(face)).toBe(3);
  expect([1, 5, 9].map((offset) => bytes.readInt32LE(face + offset))).toEqual([1, 2, 3]);
});

test.each([
  ['vertex colours', smallMesh],
  ['texture', { ...smallMesh, texture: checker }],
])('GLB with %s passes the Khronos validator and reads back', async (_, mesh) => {
  const file = path.join(folder, 'face.glb');
  await writeGlb(file, mesh);
  const bytes = await readFile(file);
  const report = await validateBytes(new Uint8Array(bytes));
  expect(report.issues.messages.filter((message) => message.severity <= 1)).toEqual([]);
  expect(report.info.totalTriangleCount).toBe(3);

  const document = await new WebIO().readBinary(new Uint8Array(bytes));
  const [primitive] = document.getRoot().listMeshes()[0].listPrimitives();
  expect(primitive.getAttribute('POSITION')?.getElement(3, [])).toEqual([0, 0, expect.closeTo(0.033125, 7)]);
  expect(primitive.getAttribute('TEXCOORD_0')?.getElement(3, [])).toEqual([0.5, 0.625]);
  const indices = primitive.getIndices();
  expect(Array.from({ length: 9 }, (__, i) => indices?.getScalar(i))).toEqual(Array.from(mesh.triangles));
  const texture = document.getRoot().listTextures()[0]?.getImage();
  expect(texture === undefined).toBe(!('texture' in mesh));
});

test('GLB of the same mesh is the same file', async () => {
  expect(await encodeGlb(smallMesh)).toEqual(await encodeGlb(smallMesh));
});
