import { alignPoints, movePoints, type SpaceSimilarity } from './align-points';
import type { ForeignFace } from './foreign-face';
import { surfacePositions, vertexNormals } from './shape';
import type { FaceModel, PublishedAxes } from './types';

/** The size of a foreign face over ours, beyond which its unit must be another than was thought. */
const likelyScale = [0.75, 1.35] as const;
/** Our face's front lies before this, mm from between the ears. */
const frontFrom = 60;

/** With where the axes of its file, centred at the mean of its vertices, went. */
export interface TurnedFace extends ForeignFace {
  readonly publishedAxes: PublishedAxes;
}

/**
 * A foreign face turned and shifted, not scaled, to where ours is; its triangles look outwards.
 * @throws RangeError where the 68 landmarks do not form a face of a person's size
 */
export function intoOurAxes(foreign: ForeignFace, own: FaceModel): TurnedFace {
  const own68 = surfacePositions(own.triangles, own.landmarks68, own.mean);
  const { weight } = own.landmarks68;
  const { scale } = alignPoints(foreign.landmarks68, own68, weight);
  if (!(scale > 1 / likelyScale[1] && scale < 1 / likelyScale[0])) {
    throw new RangeError(`its face is ${(1 / scale).toPrecision(3)} times the size of ours`);
  }
  const rigid = alignPoints(foreign.landmarks68, own68, weight, 'kept');
  const turn: SpaceSimilarity = { ...rigid, translation: [0, 0, 0] };
  const through = (points: Float32Array, motion: SpaceSimilarity): Float32Array => {
    const copy = points.slice();
    movePoints(motion, copy);
    return copy;
  };
  const mean = through(foreign.mean, rigid);
  return {
    ...foreign,
    publishedAxes: { rotation: [...rigid.rotation], translation: meanOf(mean) },
    mean,
    triangles: lookingOutwards(foreign.triangles, mean, foreign.partOf),
    identity: foreign.identity.map((mode) => through(mode, turn)),
    expressions: foreign.expressions.map((expression) => ({
      ...expression,
      offsets: through(expression.offsets, turn),
    })),
    landmarks68: through(foreign.landmarks68, rigid),
  };
}

/** Of [n,3]: where the middle of the turned vertices is, the middle of the published ones is. */
function meanOf(points: Float32Array): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < points.length; i++) sum[i % 3] += points[i];
  const count = points.length / 3;
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}

/** A face's skin looks towards the viewer on the whole. */
function lookingOutwards(
  triangles: Uint32Array,
  mean: Float32Array,
  partOf: ForeignFace['partOf'],
): Uint32Array {
  const normals = new Float32Array(mean.length);
  vertexNormals(triangles, mean, normals);
  let towardsViewer = 0;
  for (let v = 0; 3 * v < mean.length; v++) {
    if (partOf(v) === undefined && mean[3 * v + 2] > frontFrom) towardsViewer += normals[3 * v + 2];
  }
  if (towardsViewer >= 0) return triangles;
  const turned = triangles.slice();
  for (let t = 0; t < turned.length; t += 3) [turned[t + 1], turned[t + 2]] = [turned[t + 2], turned[t + 1]];
  return turned;
}
