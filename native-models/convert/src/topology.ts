/**
 * Writes facemesh-attention/canonical-face.json: the rest shape, triangles and
 * texture coordinates of the 468 mesh points, out of the geometry metadata that
 * Google ships in npm @mediapipe/face_mesh (Apache-2.0).
 *
 * The metadata is a protocol buffer, GeometryPipelineMetadata (mediapipe
 * modules/face_geometry/protos). Only three of its fields are needed, so they
 * are read here by number.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelsFolder, packageFile, readPinned } from './paths';
import protobuf from 'protobufjs/minimal.js';

const PACKED_ASSETS = packageFile('@mediapipe/face_mesh', 'face_mesh_solution_packed_assets.data');
const PACKED_ASSETS_SHA256 = 'dbe5905c582c0462cdaea17e7e6ecea92edaa8cccc515c5e2e7291f2cbb5fb99';
/** Byte range of geometry_pipeline_metadata_landmarks.binarypb, from the package's own asset loader. */
const METADATA_RANGE = [3737848, 3757224] as const;
/** x y z u v */
const FLOATS_PER_VERTEX = 5;

type Reader = protobuf.Reader;

/** Calls `visit` for each field of one message; fields it does not read are skipped. */
function eachField(reader: Reader, end: number, visit: (field: number, wireType: number) => boolean): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (!visit(tag >>> 3, tag & 7)) reader.skipType(tag & 7);
  }
}

function readMesh(reader: Reader, end: number): { vertexBuffer: number[]; indexBuffer: number[] } {
  const vertexBuffer: number[] = [];
  const indexBuffer: number[] = [];
  eachField(reader, end, (field) => {
    if (field === 3) vertexBuffer.push(reader.float());
    else if (field === 4) indexBuffer.push(reader.uint32());
    else return false;
    return true;
  });
  return { vertexBuffer, indexBuffer };
}

function readWeightedPoint(reader: Reader, end: number): { index: number; weight: number } {
  const point = { index: 0, weight: 0 };
  eachField(reader, end, (field) => {
    if (field === 1) point.index = reader.uint32();
    else if (field === 2) point.weight = reader.float();
    else return false;
    return true;
  });
  return point;
}

/** Shortest decimal that is the same float32: keeps the file small and exact. */
function shortFloat(value: number): number {
  for (let digits = 1; digits < 10; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return value;
}

function groups(values: readonly number[], size: number, from: number, to: number): number[][] {
  const rows: number[][] = [];
  for (let start = 0; start < values.length; start += size) {
    rows.push(values.slice(start + from, start + to).map(shortFloat));
  }
  return rows;
}

const metadata = readPinned(PACKED_ASSETS, PACKED_ASSETS_SHA256).subarray(...METADATA_RANGE);
const reader = protobuf.Reader.create(metadata);
let mesh: ReturnType<typeof readMesh> | undefined;
const poseBasis: { index: number; weight: number }[] = [];
eachField(reader, metadata.length, (field) => {
  if (field === 1) mesh = readMesh(reader, reader.uint32() + reader.pos);
  else if (field === 2) poseBasis.push(readWeightedPoint(reader, reader.uint32() + reader.pos));
  else return false;
  return true;
});
if (!mesh) throw new Error('the geometry metadata holds no mesh');

const vertices = groups(mesh.vertexBuffer, FLOATS_PER_VERTEX, 0, 3);
const uv = groups(mesh.vertexBuffer, FLOATS_PER_VERTEX, 3, 5);
const triangles = groups(mesh.indexBuffer, 3, 0, 3);

const rows = (name: string, list: readonly unknown[]) =>
  `  "${name}": [\n${list.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}\n  ]`;
const about = {
  about: 'Rest shape of the 468 face mesh points. Index = landmark index of facemesh-attention.',
  source: 'npm @mediapipe/face_mesh 0.4.1657299874, geometry_pipeline_metadata_landmarks.binarypb',
  licence: 'Apache-2.0',
  units: "centimetres; x to the viewer's right, y up, z towards the viewer",
  uvOrigin: 'top left: u to the right, v down, 0..1',
  winding: 'counter-clockwise seen from the viewer',
};
const head = JSON.stringify(about, null, 2).slice(0, -2);
const path = join(modelsFolder, 'facemesh-attention', 'canonical-face.json');
writeFileSync(
  path,
  `${head},\n${[
    rows('vertices', vertices),
    rows('uv', uv),
    rows('triangles', triangles),
    rows(
      'poseBasis',
      poseBasis.map(({ index, weight }) => ({ index, weight: shortFloat(weight) })),
    ),
  ].join(',\n')}\n}\n`,
);
console.log(
  `${vertices.length} vertices, ${triangles.length} triangles, ${poseBasis.length} pose points -> facemesh-attention/canonical-face.json`,
);
