import type { PriorLayer } from '../../../../preload/contract/studio/resources';
import type { EngineParts } from '../../engine-parts';
import type { ChosenRestorer } from '../../enhance/choose-restorer';
import { encodeGreyPng, encodePng } from '../../export/encode-picture';
import { cropFromFrameOf } from '../../geometry/align-crop';
import { createRgbImage, type RgbImage } from '../../pixels/image';
import type { Project } from '../../project/project-format';
import { prepareFace } from '../../render/prepare-face';
import type { FrameFace } from '../../render/frame-face';
import type { StudioClip } from '../studio-clips';

/** First plane of each layer in the prior, see `priorChannels`. */
const firstPlane = { colour: 0, normal: 3, mask: 6, confidence: 7 } as const;

/**
 * PNG of one layer of what the network is given of a face.
 * @param image the frame; any picture where the person wears no texture
 */
export async function drawPrior(
  parts: Pick<EngineParts, 'pool' | 'faceModelFile'>,
  clip: StudioClip,
  project: Project,
  { cropSize: size, adapter }: ChosenRestorer,
  face: FrameFace,
  image: RgbImage,
  layer: PriorLayer,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const pool = await parts.pool(clip.settings.device, {});
  const { person, fit, fivePoints } = face;
  const { prior } = await pool.perform(
    prepareFace,
    {
      faceModelFile: await parts.faceModelFile(project.faceModel.id),
      person,
      fit,
      camera: project.camera,
      window: { image, left: 0, top: 0 },
      beside: [],
      cropFromFrame: cropFromFrameOf(fivePoints, size, adapter?.template),
      size,
      wantsPrior: true,
      wantsCoefficients: false,
      coefficientLength: 0,
      paintsHead: false,
    },
    { signal },
  );
  const planes = (prior ?? new Float32Array()).subarray(firstPlane[layer] * size * size);
  if (layer === 'mask' || layer === 'confidence') {
    return encodeGreyPng(size, size, Uint8Array.from(planes.subarray(0, size * size), level));
  }
  return encodePng(pictureOf(planes, size, layer === 'normal' ? (n) => n * 0.5 + 0.5 : (c) => c));
}

/** @param planes [3, size, size] @param lift to 0..1 */
function pictureOf(planes: Float32Array, size: number, lift: (value: number) => number): RgbImage {
  const image = createRgbImage(size, size);
  const plane = size * size;
  for (let p = 0, at = 0; p < plane; p++) {
    for (let c = 0; c < 3; c++) image.data[at++] = level(lift(planes[c * plane + p]));
  }
  return image;
}

function level(value: number): number {
  return Math.round(255 * Math.min(1, Math.max(0, value)));
}
