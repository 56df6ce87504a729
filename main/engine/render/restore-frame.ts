import type { SkippedFaces } from '../../../preload/contract/jobs';
import type { PriorMode } from '../../../preload/contract/options';
import { blendFace, BlendScratch, paintingOrder, scaleCropFromFrame } from '../compose/blend-face';
import { decideFade, type FadeDecision } from '../compose/fade-strength';
import { matchColour } from '../compose/match-colour';
import {
  buildPasteMask,
  createComposeScratch,
  estimateOcclusion,
  restoredLevels,
} from '../compose/paste-mask';
import { upscaleFrame, UpscaleScratch } from '../compose/upscale-frame';
import type { ChosenRestorer } from '../enhance/choose-restorer';
import { restoreCrop, type RunModel } from '../enhance/restore-crop';
import { cropFromFrameOf } from '../geometry/align-crop';
import { coefficientVector } from '../geometry/coefficient-vector';
import { Rasterizer } from '../geometry/rasterizer';
import { priorChannels, renderPrior } from '../geometry/render-prior';
import { scaleOf } from '../geometry/similarity';
import type { Camera, FaceFit, FaceModel, Similarity } from '../geometry/types';
import { warpImage } from '../geometry/warp-image';
import type { StageClock } from '../jobs/stage-clock';
import { createRgbImage, type FloatPlane, type RgbImage } from '../pixels/image';

/** A person as the render needs it, made once. */
export interface RenderedPerson {
  /** [K] standard deviations. */
  readonly shape: Float32Array;
  /** [A] standard deviations. */
  readonly albedo: Float32Array;
  /** [V,3] mm, the neutral face. */
  readonly neutral: Float32Array;
  /** [V,3] sRGB 0..1. */
  readonly colours: Float32Array;
}

/** One face of one frame, from the analysis. */
export interface FrameFace {
  readonly person: RenderedPerson;
  readonly fit: FaceFit;
  readonly fivePoints: Float32Array;
  readonly confidence: number;
}

export interface FrameRestorerSetup {
  readonly run: RunModel;
  readonly restorer: ChosenRestorer;
  readonly model: FaceModel;
  readonly camera: Camera;
  readonly prior: PriorMode;
  readonly strength: number;
  readonly scale: 1 | 2 | 4 | 8;
  readonly clock: StageClock;
  readonly signal?: AbortSignal | undefined;
}

export interface RestoredFrame {
  /** Enlarged by the scale; the input's own buffer, painted on, at scale 1. */
  readonly image: RgbImage;
  /** The enlarged frame before anything was painted, where asked for. */
  readonly before?: RgbImage;
  readonly restored: number;
  readonly skipped: Omit<SkippedFaces, 'notChosen'>;
}

/** A face between its network run and its painting. */
interface PendingFace {
  readonly crop: RgbImage;
  readonly restored: RgbImage;
  readonly paintMask: FloatPlane;
  readonly cropFromFrame: Similarity;
  readonly interOcularPixels: number;
  readonly decision: Extract<FadeDecision, { restore: true }>;
}

/**
 * Restores the faces of one frame after another: aligned crop, rendered prior, network, mask, paint. Several frames may
 * be under way at once; a frame's result depends on nothing but the frame, its analysis and the setup, which is what
 * lets a resumed render give the same pixels.
 */
export class FrameRestorer {
  private readonly raster: Rasterizer;
  private readonly composeScratch;
  private readonly blendScratch = new BlendScratch();
  private readonly upscaleScratch = new UpscaleScratch();
  private readonly occlusion: FloatPlane;
  private readonly mask: FloatPlane;
  private readonly priorScratch: Float32Array;

  constructor(private readonly setup: FrameRestorerSetup) {
    const size = setup.restorer.cropSize;
    this.raster = new Rasterizer(size);
    this.composeScratch = createComposeScratch(size);
    const cells = this.composeScratch.weight.width;
    this.occlusion = { width: cells, height: cells, data: new Float32Array(cells * cells) };
    this.mask = { width: size, height: size, data: new Float32Array(size * size) };
    this.priorScratch = new Float32Array(priorChannels * size * size);
  }

  async restore(frame: RgbImage, faces: readonly FrameFace[], keepBefore = false): Promise<RestoredFrame> {
    const { clock, scale } = this.setup;
    const skipped = { tooSmall: 0, tooTurned: 0, tooUncertain: 0 };
    const pending: Promise<PendingFace>[] = [];
    for (const face of faces) {
      const decision = decideFade(conditionsOf(face));
      if (decision.restore) pending.push(this.restoreFace(frame, face, decision));
      else skipped[decision.reason]++;
    }
    // Crops are cut before the first wait, so the frame may be enlarged while the networks run.
    const canvas =
      scale === 1
        ? frame
        : clock.timeSync('upscale', () => {
            const out = createRgbImage(frame.width * scale, frame.height * scale);
            upscaleFrame(frame, scale, out, this.upscaleScratch);
            return out;
          });
    const before = keepBefore ? { ...canvas, data: canvas.data.slice() } : undefined;
    const restored = await Promise.all(pending);
    clock.timeSync('compose', () => {
      for (const face of paintingOrder(restored)) this.paint(canvas, face);
    });
    return { image: canvas, ...(before === undefined ? {} : { before }), restored: restored.length, skipped };
  }

  private async restoreFace(
    frame: RgbImage,
    face: FrameFace,
    decision: Extract<FadeDecision, { restore: true }>,
  ): Promise<PendingFace> {
    const { run, restorer, model, prior, clock, signal } = this.setup;
    const size = restorer.cropSize;
    const cropFromFrame = cropFromFrameOf(face.fivePoints, size);
    const crop = createRgbImage(size, size);
    clock.timeSync('crop', () => {
      warpImage(frame, cropFromFrame, crop, 'bicubic');
    });
    const restored = createRgbImage(size, size);
    const paintMask = { width: size, height: size, data: new Float32Array(size * size) };
    let painted = false;
    const renderInto = (out: Float32Array): Float32Array => {
      clock.timeSync('prior', () => {
        this.renderFace(face, cropFromFrame, out, paintMask);
      });
      painted = true;
      return out;
    };
    await clock.time('restore', () =>
      restoreCrop(run, restorer, {
        crop,
        makePrior: () => renderInto(new Float32Array(priorChannels * size * size)),
        makeCoefficients: () => coefficientVector(model, face.person.shape, face.fit),
        mode: prior,
        out: restored,
        signal,
      }),
    );
    // Without a prior for the network the mesh still says where to paint.
    if (!painted) renderInto(this.priorScratch);
    const interOcularPixels = interOcularOf(face.fivePoints);
    return { crop, restored, paintMask, cropFromFrame, interOcularPixels, decision };
  }

  private renderFace(
    face: FrameFace,
    cropFromFrame: Similarity,
    out: Float32Array,
    paintMask: FloatPlane,
  ): void {
    const { model, camera } = this.setup;
    const { neutral, colours } = face.person;
    renderPrior(this.raster, model, neutral, colours, face.fit, camera, cropFromFrame, out, paintMask);
  }

  private paint(canvas: RgbImage, face: PendingFace): void {
    const { scale, strength } = this.setup;
    const { crop, restored, paintMask, decision } = face;
    const cropFromCanvas = scaleCropFromFrame(face.cropFromFrame, scale);
    // Before the colours are matched, which would hide that something else stands there.
    this.occlusion.data.fill(1);
    estimateOcclusion(crop, restored, paintMask, restoredLevels, this.occlusion, this.composeScratch);
    matchColour(crop, restored, paintMask, this.composeScratch);
    buildPasteMask(
      paintMask,
      {
        strength: strength * decision.strength,
        cropPixelsPerFramePixel: scaleOf(cropFromCanvas),
        occlusion: this.occlusion,
      },
      this.mask,
      this.composeScratch,
    );
    blendFace(
      canvas,
      { restored, crop, mask: this.mask, cropFromFrame: cropFromCanvas, detailReturn: decision.detailReturn },
      this.blendScratch,
    );
  }
}

function conditionsOf(face: FrameFace): Parameters<typeof decideFade>[0] {
  return {
    yawRadians: face.fit.pose.yawRadians,
    pitchRadians: face.fit.pose.pitchRadians,
    interOcularPixels: interOcularOf(face.fivePoints),
    confidence: face.confidence,
    reprojectionError: face.fit.reprojectionError,
  };
}

function interOcularOf(fivePoints: Float32Array): number {
  return Math.hypot(fivePoints[2] - fivePoints[0], fivePoints[3] - fivePoints[1]);
}
