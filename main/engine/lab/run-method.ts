import type { LabFactor } from '../../../preload/contract/lab';
import { priorInputs, restoreCrop } from '../enhance/restore-crop';
import { cutCrop } from '../geometry/cut-crop';
import { cropFromFrameOf } from '../geometry/align-crop';
import { canonicalFivePoints, workingCropSize } from '../geometry/canonical-crop';
import { invert } from '../geometry/similarity';
import type { Camera, FaceModel } from '../geometry/types';
import { warpImage } from '../geometry/warp-image';
import type { InferencePool } from '../inference/inference-pool';
import { createRgbImage, type RgbImage } from '../pixels/image';
import { upscaleWithNetwork } from '../render/upscale-with-network';
import { coefficientsOfFit, fitSmallFace, priorOfFit, type SmallFaceFit } from './fit-small-face';
import { upscalerFor, type LabMethod } from './lab-methods';
import { protocolSize } from './protocol';
import { resize } from '../pixels/resize';

/** A small face on its way through the methods; what several of them need is made once. */
export class SmallFace {
  #fit: Promise<SmallFaceFit | undefined> | undefined;

  /** @param small square */
  constructor(
    readonly small: RgbImage,
    readonly camera: Camera,
  ) {}

  /** Its bicubic enlargement. */
  enlarged(size: number): RgbImage {
    return resize(this.small, size, size, 'bicubic');
  }

  fit(parts: MethodParts): Promise<SmallFaceFit | undefined> {
    const { model, pool, signal } = parts;
    return (this.#fit ??= fitSmallFace(this.enlarged(workingCropSize), this.camera, model, pool, signal));
  }
}

export interface MethodParts {
  readonly pool: InferencePool;
  readonly model: FaceModel;
  readonly signal: AbortSignal | undefined;
}

/** @param face a half, a quarter or an eighth of `protocolSize` for upscalers. @returns the face enlarged to `protocolSize`. Errors: those of the pool. */
export async function runMethod(method: LabMethod, face: SmallFace, parts: MethodParts): Promise<RgbImage> {
  switch (method.kind) {
    case 'filter':
      return resize(face.small, protocolSize, protocolSize, method.filter);
    case 'upscaler': {
      const out = createRgbImage(protocolSize, protocolSize);
      const { pool, signal } = parts;
      const scale = (protocolSize / face.small.width) as LabFactor;
      await upscaleWithNetwork(face.small, out, {
        pool,
        upscaler: upscalerFor(method, scale),
        scale,
        concurrency: 1,
        signal,
      });
      return out;
    }
    case 'restorer':
      return restore(method, face, parts);
  }
}

async function restore(
  method: Extract<LabMethod, { kind: 'restorer' }>,
  face: SmallFace,
  parts: MethodParts,
): Promise<RgbImage> {
  const { restorer, enlargedAs, vividness, thorough } = method;
  const { pool, model, signal } = parts;
  const { adapter, cropSize } = restorer;
  const wants = priorInputs(restorer, method.prior);
  const fit = wants.render || wants.coefficients ? await face.fit(parts) : undefined;
  const restored = await restoreCrop((...run) => pool.run(...run), restorer, {
    crop:
      enlargedAs === 'protocol' ? face.enlarged(cropSize) : cutAsEngine(face, adapter?.template, cropSize),
    prior: wants.render && fit !== undefined ? priorOfFit(model, fit, face.camera, cropSize) : undefined,
    coefficients: wants.coefficients && fit !== undefined ? coefficientsOfFit(model, fit) : undefined,
    vividness,
    thorough,
    signal,
  });
  if (adapter === undefined) return resize(restored, protocolSize, protocolSize, 'box');
  const out = createRgbImage(protocolSize, protocolSize);
  warpImage(restored, invert(cropFromPicture(protocolSize, cropSize, adapter.template)), out);
  return out;
}

type Template = Parameters<typeof cropFromFrameOf>[2];

/** The network's crop out of the small picture, in the template of its project; where that sees more than ours, our border repeats. */
function cutAsEngine({ small }: SmallFace, template: Template, size: number): RgbImage {
  const crop = createRgbImage(size, size);
  cutCrop(small, cropFromPicture(small.width, size, template), crop);
  return crop;
}

/** @param pictureSize edge of a picture that holds our aligned crop, pixels */
function cropFromPicture(pictureSize: number, size: number, template: Template) {
  const fivePoints = canonicalFivePoints.flatMap(([x, y]) => [x * pictureSize, y * pictureSize]);
  return cropFromFrameOf(fivePoints, size, template);
}
