import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { fitIdentity } from '../../../../main/engine/geometry/fit-identity';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { projectModelPoints, toCamera } from '../../../../main/engine/geometry/projection';
import { expressedShape, identityShape, surfacePositions } from '../../../../main/engine/geometry/shape';
import type { Camera, FaceFit, FaceModel, Pose } from '../../../../main/engine/geometry/types';

interface Truth {
  readonly modelVersion: string;
  readonly camera: Camera;
  readonly shape: number[];
  readonly frames: {
    readonly pose: Pose;
    readonly expression: Record<string, number>;
    readonly light: number[];
  }[];
}

const degree = Math.PI / 180;
let model: FaceModel;
let truth: Truth;

beforeAll(async () => {
  model = await loadFaceModel(path.resolve('native-models/facet-face/facet-face.ffm'));
  truth = JSON.parse(await readFile(path.resolve('assets/samples/talking-head.json'), 'utf8')) as Truth;
});

/** Exact landmarks of a frame, with the depth the landmark network would give (pixels, smaller = nearer). */
function landmarksOf(index: number): Float32Array {
  const frame = truth.frames[index];
  const vertices = identityShape(model, truth.shape);
  const weights = model.expressionNames.map((name) => frame.expression[name] ?? 0);
  expressedShape(model, vertices, weights, vertices);
  const points = surfacePositions(model.triangles, model.landmarks478, vertices);
  const places = projectModelPoints(truth.camera, frame.pose, points);
  const inCamera = new Float32Array(points.length);
  toCamera(frame.pose, points, inCamera);
  const scale = truth.camera.focalPixels / -frame.pose.translation[2];
  const landmarks = new Float32Array(478 * 3);
  for (let p = 0; p < 478; p++) {
    landmarks.set([places[2 * p], places[2 * p + 1], -inCamera[3 * p + 2] * scale], 3 * p);
  }
  return landmarks;
}

function worstAngleDegrees(fit: FaceFit, pose: Pose): number {
  return (
    Math.max(
      Math.abs(fit.pose.pitchRadians - pose.pitchRadians),
      Math.abs(fit.pose.yawRadians - pose.yawRadians),
      Math.abs(fit.pose.rollRadians - pose.rollRadians),
    ) / degree
  );
}

describe('the sample clip with the built-in model', () => {
  it('belongs to the face model that is shipped', () => {
    expect(truth.modelVersion).toBe(model.version);
    expect(truth.shape).toHaveLength(model.identityModes);
    expect(truth.frames).toHaveLength(48);
  });

  it('gives back pose, jaw and blinks from exact landmarks of a known person', () => {
    const identity = Float32Array.from(truth.shape);
    const jaw = model.expressionNames.indexOf('jawOpen');
    const blink = model.expressionNames.indexOf('eyeBlinkLeft');
    for (const index of [0, 12, 18, 36]) {
      const fit = fitFace(model, landmarksOf(index), truth.camera, { identity });
      const { pose, expression } = truth.frames[index];
      expect(worstAngleDegrees(fit, pose)).toBeLessThan(0.5);
      expect(Math.abs(fit.expression[jaw] - (expression.jawOpen ?? 0))).toBeLessThan(0.1);
      expect(Math.abs(fit.expression[blink] - (expression.eyeBlinkLeft ?? 0))).toBeLessThan(0.2);
    }
  });

  it('gives back pose within 1.5 degrees when the person must be found from four frames first', () => {
    const frames = [0, 12, 24, 36];
    const identity = fitIdentity(
      model,
      frames.map((index) => ({ landmarks: landmarksOf(index), camera: truth.camera, weight: 1 })),
    );
    for (const index of frames) {
      const fit = fitFace(model, landmarksOf(index), truth.camera, { identity });
      expect(worstAngleDegrees(fit, truth.frames[index].pose)).toBeLessThan(1.5);
      expect(fit.reprojectionError).toBeLessThan(0.01);
    }
  });
});
