import type { VolumeAdapter } from '../../../preload/contract/model-adapter';
import { parameterFeeds, pictureFeed } from '../enhance/adapted-tensors';
import { StudioError } from '../errors/studio-error';
import { cropFromFrameOf } from '../geometry/align-crop';
import { apply } from '../geometry/similarity';
import type { Camera, Similarity } from '../geometry/types';
import { warpImage } from '../geometry/warp-image';
import type { InferencePool } from '../inference/inference-pool';
import type { ModelEntry } from '../models/manifest';
import { createRgbImage, type RgbImage } from '../pixels/image';
import type { Volume } from './marching-cubes';
import { eyeDepth, volumeSide, type VolumeSpace } from './volume-space';
import { vrnCropFromFrame } from './vrn-crop';

/** The network that gives volumes, and how it is used. */
export interface VolumeNetwork {
  /** Id in the manifest. */
  readonly id: string;
  readonly adapter: VolumeAdapter;
}

/** How our own is used. */
const ownAdapter: VolumeAdapter = {
  scope: 'volume',
  size: volumeSide,
  template: 'facet',
  input: { name: 'faceNchw', layout: 'NCHW', range: '0..1', colour: 'RGB' },
  output: { name: 'volumeNdhw', nearest: 'first', slicesPerPixel: 1, iso: 0.5, eyeSlice: eyeDepth },
  parameters: [],
};

/** @throws StudioError `model-missing` where none of that id, or none at all, gives volumes */
export function chooseVolumeNetwork(entries: readonly ModelEntry[], id?: string): VolumeNetwork {
  const networks = entries.filter(({ job }) => job === 'volume');
  const entry = networks.find((one) => (id === undefined ? one.adapter === undefined : one.id === id));
  if (entry === undefined) {
    const installed = networks.map((one) => one.id).join(', ') || 'none';
    throw new StudioError(
      'model-missing',
      id === undefined
        ? 'The network of the volumetric reconstruction is not installed. Reinstall the program, or choose --reconstruction morphable.'
        : `There is no model "${id}" that gives the volume of a face. Installed: ${installed}. Choose another one.`,
    );
  }
  const { adapter } = entry;
  return { id: entry.id, adapter: adapter?.scope === 'volume' ? adapter : ownAdapter };
}

/** A face in a frame, as the analysis knows it. */
export interface FaceToRegress {
  readonly image: RgbImage;
  readonly camera: Camera;
  /** 5 x (x, y), frame pixels. */
  readonly fivePoints: ArrayLike<number>;
  /** 68 x (x, y), frame pixels. */
  readonly points68: ArrayLike<number>;
  /** Distance of the middle between the pupils along the camera's axis, mm. */
  readonly eyeDistance: number;
}

/** A volume, its first slice nearest to the viewer, and where it is. */
export interface FaceVolume {
  readonly volume: Volume;
  /** Value of the surface. */
  readonly iso: number;
  readonly space: VolumeSpace;
}

/** The crop that a network of this adapter is given. */
export function volumeCropOf({ size, template }: VolumeAdapter, face: FaceToRegress): Similarity {
  return template === 'vrn'
    ? vrnCropFromFrame(face.points68, size)
    : cropFromFrameOf(face.fivePoints, size, template);
}

/**
 * Regresses the volume of one face (Jackson et al. 2017).
 * Errors: those of the pool; `inference-failed` where the answer is no volume or has no face in it.
 */
export async function regressVolume(
  face: FaceToRegress,
  { id, adapter }: VolumeNetwork,
  pool: Pick<InferencePool, 'run'>,
  signal?: AbortSignal,
): Promise<FaceVolume> {
  const { size, input, output } = adapter;
  const cropFromFrame = volumeCropOf(adapter, face);
  const crop = createRgbImage(size, size);
  warpImage(face.image, cropFromFrame, crop);
  const feeds = { [input.name]: pictureFeed(crop, input), ...parameterFeeds(adapter, {}) };
  const answer = (await pool.run(id, feeds, { signal, outputs: [output.name] }))[output.name];
  const depth = answer.data.length / (size * size);
  if (answer.dims.at(-1) !== size || answer.dims.at(-2) !== size || !Number.isInteger(depth)) {
    throw new StudioError(
      'inference-failed',
      `${id} answered with [${answer.dims.join(', ')}] instead of a volume of ${size} x ${size} columns. Remove it and add it again with another adapter.`,
    );
  }
  const data = output.nearest === 'first' ? answer.data : fromTheOtherSide(answer.data, size * size);
  const volume: Volume = { width: size, height: size, depth, data };
  const eyeSlice = output.eyeSlice ?? findEyes(volume, output.iso, cropFromFrame, face.fivePoints);
  if (eyeSlice === undefined || !data.some((value) => value >= output.iso)) {
    throw new StudioError(
      'inference-failed',
      `${id} found no face in the crop it was given. Try a sharper frame, or choose --reconstruction morphable.`,
    );
  }
  const { camera, eyeDistance } = face;
  const { slicesPerPixel } = output;
  const space: VolumeSpace = { camera, cropFromFrame, eyeDistance, side: size, slicesPerPixel, eyeSlice };
  return { volume, iso: output.iso, space };
}

function fromTheOtherSide(data: Float32Array, slice: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let at = 0; at < data.length; at += slice) {
    out.set(data.subarray(at, at + slice), data.length - slice - at);
  }
  return out;
}

/** Mean depth of the surface in the columns of both pupils. */
function findEyes(
  volume: Volume,
  iso: number,
  cropFromFrame: Similarity,
  fivePoints: ArrayLike<number>,
): number | undefined {
  const depths = [0, 2].flatMap((i) => {
    const [x, y] = apply(cropFromFrame, fivePoints[i], fivePoints[i + 1]);
    const depth = firstSurface(volume, iso, Math.floor(x), Math.floor(y));
    return depth === undefined ? [] : [depth];
  });
  return depths.length === 0 ? undefined : depths.reduce((sum, d) => sum + d, 0) / depths.length;
}

/** Depth at which a column first reaches `iso`, in slices, linear between samples; undefined where it never does. */
export function firstSurface(
  { width, height, depth, data }: Volume,
  iso: number,
  column: number,
  row: number,
): number | undefined {
  if (column < 0 || row < 0 || column >= width || row >= height) return undefined;
  const slice = width * height;
  let before = Number.NaN;
  for (let d = 0, p = row * width + column; d < depth; d++, p += slice) {
    const here = data[p];
    if (here >= iso) return d === 0 ? 0 : d + 0.5 - (here - iso) / (here - before);
    before = here;
  }
  return undefined;
}
