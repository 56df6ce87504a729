import type { FileHandle } from 'node:fs/promises';
import { Format, GLB_BUFFER, WebIO, type GLTF } from '@gltf-transform/core';
import { StudioError } from '../errors/studio-error';
import { quaternionOf } from '../geometry/quaternion';
import { vertexNormals } from '../geometry/shape';
import type { Camera } from '../geometry/types';
import { arrayBytes, withAnimation, type AnimationArray, type AnimationChannel } from './animation-json';
import type { ExportMesh } from './export-mesh';
import { FileSection, writeAt } from './file-section';
import type { ClipFace, SeenFace } from './frame-record';
import type { FaceSurvey } from './survey-face';
import { fillAtomically } from './write-atomically';
import { meshDocument, type MeshDocument } from './write-glb';

/** A GLB says its length in 32 bits. */
const largestGlb = 0xffffffff;
/** Smaller changes of a normal are rounding. */
const negligibleTurn = 1e-4;

/** A person's face that moves as in the clip. */
export interface AnimatedFace {
  readonly face: ClipFace;
  /** The neutral face. */
  readonly mesh: ExportMesh;
  readonly survey: FaceSurvey;
  readonly frameWidth: number;
  readonly frameHeight: number;
}

/**
 * Writes a GLB of the neutral face with a morph target for every expression used, and an animation `clip` of its pose
 * and weights, a key a frame, from 0 at the range's first frame. Metres, y up, the face towards +z; the node `camera` at
 * the origin sees it as the frames do. Where the person is not seen, the face has no size. Memory does not grow with
 * the clip.
 * @param frames as many as the survey counted
 * Errors: those of `writeAtomically`; `output-format` past 4 GiB.
 */
export async function writeAnimatedGlb(
  file: string,
  animated: AnimatedFace,
  frames: AsyncIterable<SeenFace>,
): Promise<void> {
  const { survey } = animated;
  const { arrays, channels } = animationOf(survey);
  const { json, bytes } = await staticPart(animated);
  const node = (json.nodes ?? []).findIndex(({ name }) => name === 'face');
  const text = JSON.stringify(withAnimation(json, bytes.length, node, arrays, channels));
  const jsonBytes = Buffer.from(text.padEnd(text.length + ((4 - (Buffer.byteLength(text) % 4)) % 4)), 'utf8');
  const binBytes = arrays.reduce((sum, array) => sum + arrayBytes(array), bytes.length);
  const binAt = 12 + 8 + jsonBytes.length + 8;
  if (binAt + binBytes > largestGlb) {
    throw new StudioError(
      'output-format',
      `${file} would be larger than the 4 GiB that a GLB can have. Choose a shorter range with --from and --to.`,
    );
  }
  await fillAtomically(file, async (handle) => {
    const head = Buffer.alloc(20);
    head.write('glTF', 'latin1');
    [2, binAt + binBytes, jsonBytes.length].forEach((value, i) => head.writeUInt32LE(value, 4 + 4 * i));
    head.write('JSON', 16, 'latin1');
    const binHead = Buffer.alloc(8);
    binHead.writeUInt32LE(binBytes, 0);
    binHead.write('BIN\0', 4, 'latin1');
    await writeAt(handle, Buffer.concat([head, jsonBytes, binHead]), 0);
    await writeAt(handle, bytes, binAt);
    await writeKeys(handle, binAt + bytes.length, arrays, survey, frames);
  });
}

function animationOf(survey: FaceSurvey): { arrays: AnimationArray[]; channels: AnimationChannel[] } {
  const { count, usedModes, visibility, firstSeconds, lastSeconds } = survey;
  const range = [Math.fround(firstSeconds), Math.fround(lastSeconds)] as const;
  const arrays: AnimationArray[] = [
    { name: 'times', type: 'SCALAR', count, range },
    { name: 'rotation', type: 'VEC4', count },
    { name: 'translation', type: 'VEC3', count },
  ];
  const channels: AnimationChannel[] = [
    { path: 'rotation', times: 'times', values: 'rotation', interpolation: 'LINEAR' },
    { path: 'translation', times: 'times', values: 'translation', interpolation: 'LINEAR' },
  ];
  if (usedModes.length > 0) {
    arrays.push({ name: 'weights', type: 'SCALAR', count: count * usedModes.length });
    channels.push({ path: 'weights', times: 'times', values: 'weights', interpolation: 'LINEAR' });
  }
  if (visibility.length > 0) {
    const ends = [visibility[0], visibility[visibility.length - 1]].map(({ seconds }) =>
      Math.fround(seconds),
    );
    arrays.push(
      { name: 'visibleTimes', type: 'SCALAR', count: visibility.length, range: [ends[0], ends[1]] },
      { name: 'scale', type: 'VEC3', count: visibility.length },
    );
    channels.push({ path: 'scale', times: 'visibleTimes', values: 'scale', interpolation: 'STEP' });
  }
  return { arrays, channels };
}

/** Fills the arrays' places in the file, one behind the other from `offset`. */
async function writeKeys(
  file: FileHandle,
  offset: number,
  arrays: readonly AnimationArray[],
  survey: FaceSurvey,
  frames: AsyncIterable<SeenFace>,
): Promise<void> {
  const sections = new Map<string, FileSection>();
  let end = offset;
  for (const array of arrays) {
    sections.set(array.name, new FileSection(file, end, arrayBytes(array)));
    end += arrayBytes(array);
  }
  const append = async (name: AnimationArray['name'], values: readonly number[]): Promise<void> => {
    await sections.get(name)?.append(Float32Array.from(values));
  };
  let last: readonly number[] = [0, 0, 0, 1];
  for await (const { clipSeconds, fit } of frames) {
    const turn = quaternionOf(fit.pose);
    // Both signs are the same rotation; interpolation takes the short way only between like ones.
    const isOpposite = turn.reduce((dot, value, i) => dot + value * last[i], 0) < 0;
    last = isOpposite ? turn.map((value) => -value) : turn;
    await append('times', [clipSeconds]);
    await append('rotation', last);
    await append(
      'translation',
      fit.pose.translation.map((mm) => mm / 1000),
    );
    await append(
      'weights',
      survey.usedModes.map((mode) => fit.expression[mode]),
    );
  }
  for (const { seconds, isSeen } of survey.visibility) {
    await append('visibleTimes', [seconds]);
    await append('scale', isSeen ? [1, 1, 1] : [0, 0, 0]);
  }
  for (const section of sections.values()) await section.finish();
}

/** The glTF of all that does not change, and its buffer. */
async function staticPart(animated: AnimatedFace): Promise<{ json: GLTF.IGLTF; bytes: Uint8Array }> {
  const { face, mesh, survey } = animated;
  const parts = await meshDocument(mesh);
  for (const mode of survey.usedModes) addTarget(parts, animated, mode);
  const names = survey.usedModes.map((mode) => face.model.expressionNames[mode]);
  // Not in the core of glTF, but what Blender and three.js read the names of morph targets from.
  if (names.length > 0) parts.mesh.setWeights(names.map(() => 0)).setExtras({ targetNames: names });
  addCamera(parts, animated.face.camera, animated.frameWidth, animated.frameHeight);
  const { json, resources } = await new WebIO().writeJSON(parts.document, { format: Format.GLB });
  const bytes = resources[GLB_BUFFER];
  const padded = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  padded.set(bytes);
  return { json, bytes: padded };
}

function addTarget(parts: MeshDocument, { face, mesh }: AnimatedFace, mode: number): void {
  const { document, primitive, normals, accessor } = parts;
  const row = mesh.vertices.length;
  const offsets = face.model.expression.subarray(mode * row, (mode + 1) * row);
  const moved = mesh.vertices.map((value, i) => value + offsets[i]);
  const turned = new Float32Array(row);
  vertexNormals(mesh.triangles, moved, turned);
  for (let v = 0; v < row; v += 3) {
    // Vertices of no triangle have no normal that could turn.
    const hasNormal = turned[v] !== 0 || turned[v + 1] !== 0 || turned[v + 2] !== 0;
    for (let i = v; i < v + 3; i++) {
      const change = hasNormal ? turned[i] - normals[i] : 0;
      turned[i] = Math.abs(change) < negligibleTurn ? 0 : change;
    }
  }
  const sparse = (values: Float32Array) => accessor('VEC3', values).setSparse(isSparse(values));
  const name = face.model.expressionNames[mode];
  primitive.addTarget(
    document
      .createPrimitiveTarget(name)
      .setAttribute('POSITION', sparse(offsets.map((mm) => mm / 1000)))
      .setAttribute('NORMAL', sparse(turned)),
  );
}

/** Whether fewer than half of the vertices have anything but zeros; an empty sparse array is not allowed. */
function isSparse(values: Float32Array): boolean {
  let count = 0;
  for (let i = 0; i < values.length; i += 3) {
    if (values[i] !== 0 || values[i + 1] !== 0 || values[i + 2] !== 0) count++;
  }
  return count > 0 && count < values.length / 6;
}

/** The clip's camera; glTF's looks along -z from the origin, as ours does, and has the picture's middle at its centre. */
function addCamera(parts: MeshDocument, camera: Camera, width: number, height: number): void {
  const seen = parts.document
    .createCamera('camera')
    .setType('perspective')
    .setYFov(2 * Math.atan(height / 2 / camera.focalPixels))
    .setAspectRatio(width / height)
    .setZNear(0.01);
  const node = parts.document.createNode('camera').setCamera(seen);
  parts.document.getRoot().getDefaultScene()?.addChild(node);
}
