import {
  frameRecorder,
  type ClipFace,
  type FrameRecord,
  type SeenFace,
} from '../../../../main/engine/export/frame-record';
import { syntheticExpressionNames, syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

/** A person of the synthetic model. */
export const fewFramesFace: ClipFace = {
  model: syntheticFaceModel(),
  identity: {
    shape: Float32Array.of(0.5, -1, 0.25, 0, 0, 0, 0, 0, 0, 1),
    correction: new Float32Array(0),
    albedo: Float32Array.of(0.3, -0.2),
  },
  camera: { focalPixels: 900, centreX: 320, centreY: 180 },
};

/** Frames 3, 4, 5 and, after a gap, 9 of a clip at 25 frames a second that starts 2 seconds into its source. */
export const fewFrames: readonly SeenFace[] = [3, 4, 5, 9].map((frame, i) => ({
  frame,
  seconds: 2 + frame / 25,
  clipSeconds: frame / 25,
  nextClipSeconds: (frame + 1) / 25,
  confidence: 0.9 - i / 100,
  fit: {
    pose: {
      pitchRadians: 0.05 * i,
      yawRadians: 0.4 - 0.3 * i,
      rollRadians: -0.1 * i,
      translation: [10 * i, -4, -700 - 5 * i] as const,
    },
    expression: Float32Array.from(syntheticExpressionNames, (_, e) => (e < 3 ? (0.2 * i + 0.1 * e) % 1 : 0)),
    light: Float32Array.from({ length: 27 }, (_, l) => l / 100 + i),
    reprojectionError: 0.01 + i / 1000,
  },
  cropFromFrame: { a: 0.9, b: 0.1, tx: -150 + i, ty: -90 },
  landmarks478: Float32Array.from({ length: 478 * 3 }, (_, p) => p / 4 + i),
}));

/** Their records, as they come from an analysis. */
export async function* fewRecords(): AsyncGenerator<FrameRecord> {
  const record = frameRecorder(fewFramesFace);
  for (const seen of fewFrames) yield await Promise.resolve(record(seen));
}
