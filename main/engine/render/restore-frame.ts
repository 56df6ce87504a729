import type { SkippedFaces } from '../../../preload/contract/jobs';
import type { PriorMode } from '../../../preload/contract/options';
import { paintingOrder, paintPatch, scaleCropFromFrame, type FacePatch } from '../compose/blend-face';
import { decideFade, type FadeDecision } from '../compose/fade-strength';
import { upscaleFrame, UpscaleScratch } from '../compose/upscale-frame';
import type { ChosenRestorer } from '../enhance/choose-restorer';
import { priorInputs, restoreCrop } from '../enhance/restore-crop';
import { cropFromFrameOf } from '../geometry/align-crop';
import { cutWindow } from '../geometry/frame-window';
import type { Camera, FaceFit } from '../geometry/types';
import type { InferencePool } from '../inference/inference-pool';
import type { StageClock } from '../jobs/stage-clock';
import { createRgbImage, type RgbImage } from '../pixels/image';
import { finishFace } from './finish-face';
import type { RenderedPerson } from './person-mesh';
import { prepareFace } from './prepare-face';

/** One face of one frame, from the analysis. */
export interface FrameFace {
  readonly person: RenderedPerson;
  readonly fit: FaceFit;
  readonly fivePoints: Float32Array;
  readonly confidence: number;
}

export interface FrameRestorerSetup {
  readonly pool: Pick<InferencePool, 'run' | 'perform'>;
  readonly restorer: ChosenRestorer;
  readonly faceModelFile: string;
  readonly camera: Camera;
  readonly prior: PriorMode;
  readonly strength: number;
  /** 0 faithful .. 1 vivid. */
  readonly vividness: number;
  readonly scale: 1 | 2 | 4 | 8;
  readonly clock: StageClock;
  /** Gives the buffer of an enlarged frame, whose content is all written; new memory by default. */
  readonly allocate?: (bytes: number) => Uint8Array;
  readonly signal?: AbortSignal | undefined;
}

export interface RestoredFrame {
  /** Enlarged by the scale; the input's own buffer, painted on, at scale 1. */
  readonly image: RgbImage;
  /** The enlarged frame before anything was painted, where asked for. */
  readonly before?: RgbImage;
  readonly restored: number;
  readonly skipped: Omit<SkippedFaces, 'notChosen'>;
  /** What was painted, in that order. */
  readonly patches: readonly FacePatch[];
}

/** A face between its network run and its painting. */
interface PendingFace {
  readonly patch: FacePatch | undefined;
  readonly interOcularPixels: number;
}

/**
 * Restores the faces of one frame after another: aligned crop, rendered prior, network, mask, all in the pool's
 * workers; only the painting happens here. Several frames may be under way at once; a frame's result depends on nothing
 * but the frame, its analysis and the setup, which is what lets a resumed render give the same pixels.
 */
export class FrameRestorer {
  private readonly upscaleScratch = new UpscaleScratch();

  constructor(private readonly setup: FrameRestorerSetup) {}

  async restore(frame: RgbImage, faces: readonly FrameFace[], keepBefore = false): Promise<RestoredFrame> {
    const { clock, scale } = this.setup;
    const skipped = { tooSmall: 0, tooTurned: 0, tooUncertain: 0 };
    const pending: Promise<PendingFace>[] = [];
    for (const face of faces) {
      const decision = decideFade(conditionsOf(face));
      if (decision.restore) pending.push(this.restoreFace(frame, face, decision));
      else skipped[decision.reason]++;
    }
    // The faces' windows are copied before the first wait, so the frame may be enlarged while the workers are busy.
    const canvas =
      scale === 1
        ? frame
        : clock.timeSync('upscale', () => {
            const out = this.emptyCanvas(frame.width * scale, frame.height * scale);
            upscaleFrame(frame, scale, out, this.upscaleScratch);
            return out;
          });
    const before = keepBefore ? { ...canvas, data: canvas.data.slice() } : undefined;
    const restored = await Promise.all(pending);
    const patches = paintingOrder(restored).flatMap(({ patch }) => (patch === undefined ? [] : [patch]));
    clock.timeSync('compose', () => {
      for (const patch of patches) paintPatch(canvas, patch);
    });
    return {
      image: canvas,
      ...(before === undefined ? {} : { before }),
      restored: restored.length,
      skipped,
      patches,
    };
  }

  private emptyCanvas(width: number, height: number): RgbImage {
    const { allocate } = this.setup;
    return allocate === undefined
      ? createRgbImage(width, height)
      : { width, height, data: allocate(width * height * 3) };
  }

  private async restoreFace(
    frame: RgbImage,
    face: FrameFace,
    decision: Extract<FadeDecision, { restore: true }>,
  ): Promise<PendingFace> {
    const { pool, restorer, faceModelFile, camera, prior, scale, strength, vividness, clock, signal } =
      this.setup;
    const size = restorer.cropSize;
    const { person, fit, fivePoints } = face;
    const cropFromFrame = cropFromFrameOf(fivePoints, size);
    const window = cutWindow(frame, cropFromFrame, size, size);
    const { render: wantsPrior, coefficients: wantsCoefficients } = priorInputs(restorer, prior);
    const prepared = await pool.perform(
      prepareFace,
      { faceModelFile, person, fit, camera, window, cropFromFrame, size, wantsPrior, wantsCoefficients },
      { signal, moved: [bufferOf(window.image.data)] },
    );
    clock.add('crop', prepared.milliseconds.crop);
    clock.add('prior', prepared.milliseconds.prior);
    const { crop, paintMask } = prepared;
    const restored = await clock.time('restore', () =>
      restoreCrop((...run) => pool.run(...run), restorer, { ...prepared, vividness, signal }),
    );
    const { patch, milliseconds } = await pool.perform(
      finishFace,
      {
        crop,
        restored,
        paintMask,
        cropFromCanvas: scaleCropFromFrame(cropFromFrame, scale),
        canvas: { width: frame.width * scale, height: frame.height * scale },
        strength: strength * person.strength * decision.strength,
        detailReturn: decision.detailReturn,
      },
      { signal, moved: [bufferOf(crop.data), bufferOf(restored), bufferOf(paintMask.data)] },
    );
    clock.add('compose', milliseconds);
    return { patch, interOcularPixels: interOcularOf(fivePoints) };
  }
}

/** The buffer of an array that has it for itself. */
function bufferOf(data: Uint8Array | Float32Array): ArrayBuffer {
  return data.buffer as ArrayBuffer;
}

/** What decides whether and how strongly a face is restored. */
export function conditionsOf(face: Omit<FrameFace, 'person'>): Parameters<typeof decideFade>[0] {
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
