import { findIrises } from '../faces/find-irises';
import type { TrackedFace } from '../faces/types';
import { estimateLight } from '../geometry/estimate-light';
import { isOfModel, packPoseReading, poseReadingLength } from '../geometry/face-reading';
import { fitFace } from '../geometry/fit-face';
import { packSeenShape, seenShapeLength, type SeenShape } from '../geometry/seen-shape';
import { identityShape } from '../geometry/shape';
import { sampleSkin, type SkinSamples } from '../geometry/skin-samples';
import type { Camera, FaceFit, FaceModel } from '../geometry/types';
import type { StageClock } from '../jobs/stage-clock';
import { viewScore } from '../people/best-frames';
import { packFit, type FitLayout } from '../people/fit-row';
import type { RgbImage, VideoFrame } from '../pixels/image';
import { faceColumns, tables } from '../project/project-format';
import type { ObservationTables } from './observation-tables';

/**
 * A track is fitted and its skin and shape looked at this often; in between, light and turn are taken to stay. Light is averaged
 * over a second anyway, and the final fit of every frame comes later, with the person's own identity.
 */
const lookEverySeconds = 0.32;
/** A view must be this much better than the one the track's provisional identity came from to replace it. */
const betterView = 1.3;
/** Views per track whose skin is kept for the albedo. */
const keptViews = 4;
/** Tracks that ended this many frames ago keep only their best view's skin: crowds must not fill the memory. */
const forgetEveryFrames = 250;

export interface ObservedFrame {
  readonly frame: VideoFrame;
  readonly faces: readonly TrackedFace[];
}

/** Skin of one view with the light found under the model's mean albedo. */
export interface SkinView {
  readonly score: number;
  readonly samples: SkinSamples;
  readonly light: Float32Array;
}

export interface Observation {
  readonly frames: number;
  readonly faces: number;
  /** By track: the views whose skin was best seen. */
  readonly skin: ReadonlyMap<number, readonly SkinView[]>;
}

/** What is remembered of a track between its frames. */
export interface TrackFit {
  frame: number;
  fit: FaceFit;
  shape: Float32Array;
  neutral: Float32Array;
  shapeScore: number;
  light: Float32Array;
  lookedMicros: number;
  skin: SkinView[];
}

/** The same as plain data; the neutral face follows from the shape. */
export type SavedTrackFit = Readonly<Omit<TrackFit, 'neutral'>>;

export function saveFits(fits: ReadonlyMap<number, TrackFit>): Map<number, SavedTrackFit> {
  return new Map([...fits].map(([track, { neutral: _neutral, ...saved }]) => [track, saved]));
}

export function restoreFits(
  saved: ReadonlyMap<number, SavedTrackFit>,
  model: FaceModel,
): Map<number, TrackFit> {
  return new Map(
    [...saved].map(([track, fit]) => [track, { ...fit, neutral: identityShape(model, fit.shape) }]),
  );
}

/**
 * The pass over the pixels: everything that must be read off a frame is read once and written to the tables. Fits are
 * provisional (each track has a guess of its identity); what they are good for is light, yaw and the choice of views.
 * @param tracks by track id: empty, or where an interrupted run stood; changed with every frame
 * @param onFrame called when a frame is in the tables; the next is taken when it is through
 * @param ask a network of another project about one face, where one reads them
 * @param see the shape network about one face, where its shapes are the model's
 */
export async function observeClip<Frame extends ObservedFrame>(
  observed: AsyncIterable<Frame>,
  table: ObservationTables,
  tracks: Map<number, TrackFit>,
  layout: FitLayout,
  model: FaceModel,
  camera: Camera,
  clock: StageClock,
  onFrame: (observed: Frame) => Promise<void>,
  ask?: (image: RgbImage, fivePoints: Float32Array) => Promise<Float32Array>,
  see?: (image: RgbImage, landmarks: Float32Array) => Promise<SeenShape | undefined>,
): Promise<Observation> {
  const faceRow = new Float32Array(tables.faces.columns);
  const fitRow = new Float32Array(layout.columns);
  const readingRow = new Float32Array(2 * poseReadingLength(layout.expressionModes));
  const seenRow = new Float32Array(seenShapeLength(model.identityModes));
  for await (const item of observed) {
    const { frame, faces } = item;
    await table.addFrame(frame.timestampMicros, faces.length);
    const said =
      ask === undefined
        ? []
        : await clock.time('face network', () =>
            Promise.all(faces.map(({ fivePoints }) => ask(frame.image, fivePoints))),
          );
    for (const [i, face] of faces.entries()) {
      clock.timeSync('irises', () => findIrises(frame.image, face.landmarks.points));
      const state = clock.timeSync('fit', () => follow(tracks, face, frame, model, camera));
      fillFaceRow(faceRow, frame.index, face);
      packFit(layout, { ...state.fit, light: state.light }, face.fivePoints, fitRow);
      fillReadingRow(readingRow, face, model);
      const isLookedAt = state.lookedMicros === frame.timestampMicros;
      const seen = isLookedAt
        ? await clock.time('shape', async () => see?.(frame.image, face.landmarks.points))
        : undefined;
      packSeenShape(seen, seenRow);
      await table.addFace(faceRow, face.landmarks.points, fitRow, readingRow, seenRow, said.at(i));
    }
    if (frame.index % forgetEveryFrames === 0) forgetPassersBy(tracks, frame.index);
    await onFrame(item);
  }
  return {
    frames: table.frames,
    faces: table.faces,
    skin: new Map([...tracks].map(([track, state]) => [track, state.skin])),
  };
}

function follow(
  tracks: Map<number, TrackFit>,
  face: TrackedFace,
  frame: VideoFrame,
  model: FaceModel,
  camera: Camera,
): TrackFit {
  const before = tracks.get(face.trackId);
  const { points } = face.landmarks;
  const interOcularPixels = Math.hypot(
    face.fivePoints[2] - face.fivePoints[0],
    face.fivePoints[3] - face.fivePoints[1],
  );
  if (before !== undefined && frame.timestampMicros - before.lookedMicros < lookEverySeconds * 1e6) {
    before.frame = frame.index;
    return before;
  }
  const fit = fitFace(model, points, camera, before === undefined ? {} : { identity: before.shape });
  const score = viewScore({
    sharpness: face.sharpness,
    interOcularPixels,
    yawRadians: fit.pose.yawRadians,
    confidence: face.landmarks.confidence,
  });
  if (before === undefined) {
    const state: TrackFit = {
      frame: frame.index,
      fit,
      shape: fit.shape,
      neutral: identityShape(model, fit.shape),
      shapeScore: score,
      light: new Float32Array(27),
      lookedMicros: -Infinity,
      skin: [],
    };
    tracks.set(face.trackId, state);
    lookAtSkin(state, score, frame, model, camera);
    return state;
  }
  before.frame = frame.index;
  before.fit = fit;
  if (score > betterView * before.shapeScore) {
    before.shape = fitFace(model, points, camera).shape;
    before.neutral = identityShape(model, before.shape, before.neutral);
    before.shapeScore = score;
  }
  lookAtSkin(before, score, frame, model, camera);
  return before;
}

function lookAtSkin(
  state: TrackFit,
  score: number,
  frame: VideoFrame,
  model: FaceModel,
  camera: Camera,
): void {
  const samples = sampleSkin(model, state.neutral, state.fit, camera, frame.image);
  state.light = estimateLight(model, samples, model.albedoMean);
  state.lookedMicros = frame.timestampMicros;
  if (samples.count === 0) return;
  const worst = state.skin.at(-1);
  if (state.skin.length < keptViews || (worst !== undefined && score > worst.score)) {
    state.skin.push({ score, samples, light: state.light });
    state.skin.sort((a, b) => b.score - a.score);
    state.skin.length = Math.min(state.skin.length, keptViews);
  }
}

function forgetPassersBy(tracks: ReadonlyMap<number, TrackFit>, frame: number): void {
  for (const state of tracks.values()) {
    if (frame - state.frame > forgetEveryFrames) state.skin.length = Math.min(1, state.skin.length);
  }
}

function fillReadingRow(row: Float32Array, { reading }: TrackedFace, model: FaceModel): void {
  if (reading !== undefined && isOfModel(reading, model)) packPoseReading(model, reading, row);
  else row.fill(NaN);
}

function fillFaceRow(row: Float32Array, frame: number, face: TrackedFace): void {
  row[faceColumns.frame] = frame;
  row[faceColumns.track] = face.trackId;
  row[faceColumns.left] = face.box.left;
  row[faceColumns.top] = face.box.top;
  row[faceColumns.right] = face.box.right;
  row[faceColumns.bottom] = face.box.bottom;
  row[faceColumns.confidence] = face.landmarks.confidence;
  row[faceColumns.sharpness] = face.sharpness;
  row.set(face.fivePoints, faceColumns.fivePoints);
}
