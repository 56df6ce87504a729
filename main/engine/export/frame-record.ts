import { surfacePositions } from '../geometry/shape';
import { neutralFace } from '../geometry/vertex-correction';
import { projectModelPoints } from '../geometry/projection';
import type { Camera, FaceFit, FaceIdentity, FaceModel, Similarity } from '../geometry/types';
import { coefficients257 } from './coefficients';

/** What one person's records have in common. */
export interface ClipFace {
  readonly model: FaceModel;
  readonly identity: FaceIdentity;
  readonly camera: Camera;
}

/** A person in one frame, as the analysis found them. */
export interface SeenFace {
  /** Index in the analysed range. */
  readonly frame: number;
  /** From the start of the source. */
  readonly seconds: number;
  /** From the first frame of the analysed range. */
  readonly clipSeconds: number;
  /** The same of the frame after it; undefined for the range's last. */
  readonly nextClipSeconds: number | undefined;
  /** 0..1 */
  readonly confidence: number;
  readonly fit: FaceFit;
  /** To the canonical crop of `workingCropSize`. */
  readonly cropFromFrame: Similarity;
  /** 5 x (x, y), frame pixels. */
  readonly fivePoints?: Float32Array;
  /** [257] what a network of another project said of the face, where one was asked; see `deep3d-coefficients.ts`. */
  readonly network?: Float32Array;
  /** [478,3] frame pixels, as the network saw them; z grows away from the viewer. */
  readonly landmarks478: Float32Array;
}

/** All numbers of a person in one frame. */
export interface FrameRecord extends SeenFace {
  /** [68,2] frame pixels, of the fitted mesh. */
  readonly landmarks68: Float32Array;
  /** [257] see `coefficients257`. */
  readonly deep3d: Float32Array;
}

/** Completes what the analysis found by what follows from it. */
export function frameRecorder(face: ClipFace): (seen: SeenFace) => FrameRecord {
  const { model, identity, camera } = face;
  // Points on the surface are linear in its vertices, so that every frame costs 68 points and not the whole mesh.
  const { triangles, landmarks68: points, vertexCount, expressionNames } = model;
  const neutral = surfacePositions(triangles, points, neutralFace(model, identity));
  const modes = expressionNames.map((_, mode) =>
    surfacePositions(triangles, points, model.expression, undefined, mode * vertexCount * 3),
  );
  return (seen) => {
    const places = neutral.slice();
    modes.forEach((mode, e) => {
      const weight = seen.fit.expression[e];
      for (let i = 0; i < places.length; i++) places[i] += weight * mode[i];
    });
    return {
      ...seen,
      landmarks68: projectModelPoints(camera, seen.fit.pose, places),
      deep3d: coefficients257({ ...seen, ...face }),
    };
  };
}

/** pitch, yaw, roll (radians), x, y, z (mm): the order of every table. */
export function poseNumbers({ pose }: FaceFit): number[] {
  return [pose.pitchRadians, pose.yawRadians, pose.rollRadians, ...pose.translation];
}
