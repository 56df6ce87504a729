import type { SkippedFaces } from '../../../preload/contract/jobs';
import type { PriorMode } from '../../../preload/contract/options';
import { paintingOrder, paintPatch, scaleCropFromFrame, type FacePatch } from '../compose/blend-face';
import { decideFade, type FadeDecision } from '../compose/fade-strength';
import { upscaleFrame, UpscaleScratch } from '../compose/upscale-frame';
import type { ChosenRestorer } from '../enhance/choose-restorer';
import { priorInputs, restoreCrop } from '../enhance/restore-crop';
import type { ChosenUpscaler } from '../enhance/choose-upscaler';
import { cropFromFrameOf } from '../geometry/align-crop';
import { cropInterOcular } from '../geometry/crop-templates';
import { cutWindow } from '../geometry/frame-window';
import type { Camera, FaceFit, Similarity } from '../geometry/types';
import type { InferencePool } from '../inference/inference-pool';
import type { StageClock } from '../jobs/stage-clock';
import { createRgbImage, type FloatPlane, type RgbImage } from '../pixels/image';
import { finishFace } from './finish-face';
import type { RenderedPerson } from './person-mesh';
import { prepareFace } from './prepare-face';
import { upscaleWithNetwork } from './upscale-with-network';

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
  /** Each face restored twice, as it is and mirrored, and averaged. */
  readonly thorough?: boolean | undefined;
  readonly scale: 1 | 2 | 4 | 8;
  /** Enlarges the frame in the place of Lanczos; at scale 1 its result is averaged down to the frame's size. */
  readonly upscaler?: ChosenUpscaler | undefined;
  readonly clock: StageClock;
  /** Gives the buffer of an enlarged frame, whose content is all written; new memory by default. */
  readonly allocate?: (bytes: number) => Uint8Array;
  readonly signal?: AbortSignal | undefined;
}

export interface RestoredFrame {
  /** Enlarged by the scale; the input's own buffer, painted on, at scale 1 without an upscaler. */
  readonly image: RgbImage;
  /** The enlarged frame before anything was painted, where asked for. */
  readonly before?: RgbImage;
  readonly restored: number;
  readonly skipped: Omit<SkippedFaces, 'notChosen'>;
  /** What was painted, in that order. */
  readonly patches: readonly FacePatch[];
}

/** Tiles of a frame in work at once; frames are worked on side by side already. */
const tilesAtOnce = 4;

/** A face between its network run and its painting. */
interface PendingFace {
  readonly person: RenderedPerson;
  readonly crop: RgbImage;
  /** As the network gave it; the frames beside this one read it too. */
  readonly restored: RgbImage;
  readonly paintMask: FloatPlane;
  readonly cropFromFrame: Similarity;
  readonly decision: Extract<FadeDecision, { restore: true }>;
  readonly interOcularPixels: number;
}

/** The faces of a frame after the network, not yet painted. */
export interface RestoredFaces {
  readonly faces: readonly PendingFace[];
  readonly skipped: RestoredFrame['skipped'];
}

/** What the faces of a frame are painted on. */
export interface Canvas {
  readonly image: RgbImage;
  /** Unpainted, where asked for. */
  readonly before: RgbImage | undefined;
}

/**
 * Restores the faces of one frame after another: aligned crop, rendered prior, network, mask, all in the pool's
 * workers; only the painting happens here. Several frames may be under way at once; a frame's result depends on nothing
 * but the frame, the one before and the one after it, their analysis and the setup, which is what lets a resumed render
 * give the same pixels.
 */
export class FrameRestorer {
  private readonly upscaleScratch = new UpscaleScratch();

  constructor(private readonly setup: FrameRestorerSetup) {}

  /** A frame by itself, without neighbours to steady it. */
  async restore(frame: RgbImage, faces: readonly FrameFace[], keepBefore = false): Promise<RestoredFrame> {
    const restored = this.restoreFaces(frame, faces);
    const canvas = this.prepareCanvas(frame, keepBefore);
    return this.paint(...(await Promise.all([canvas, restored])), []);
  }

  /** The networks' part. The faces' windows are copied before the first wait: the frame may then be painted on. */
  async restoreFaces(frame: RgbImage, faces: readonly FrameFace[]): Promise<RestoredFaces> {
    const { restorer: chosen } = this.setup;
    // Only crops of other networks are of other fineness than the ranges were chosen for.
    const fineness = chosen.adapter && cropInterOcular(chosen.adapter.template, chosen.cropSize);
    const skipped = { tooSmall: 0, tooTurned: 0, tooUncertain: 0 };
    const pending: Promise<PendingFace>[] = [];
    for (const face of faces) {
      const decision = decideFade(conditionsOf(face), fineness);
      if (decision.restore) pending.push(this.restoreFace(frame, face, decision));
      else skipped[decision.reason]++;
    }
    return { faces: await Promise.all(pending), skipped };
  }

  /** The frame at the output's size: its own buffer at scale 1 without an upscaler. */
  async prepareCanvas(frame: RgbImage, keepBefore: boolean): Promise<Canvas> {
    const plain = this.setup.scale === 1 ? frame : this.enlarged(frame);
    const image = await this.upscaled(frame, plain);
    if (!keepBefore) return { image, before: undefined };
    return { image, before: image === plain ? { ...image, data: image.data.slice() } : plain };
  }

  /** @param beside faces of the frames right before and after, those that there are */
  async paint(
    { image, before }: Canvas,
    { faces, skipped }: RestoredFaces,
    beside: readonly RestoredFaces[],
  ): Promise<RestoredFrame> {
    const { clock } = this.setup;
    const finished = await Promise.all(
      faces.map(async (face) => ({
        ...face,
        patch: await this.finishFace(face, samePerson(face, beside), image),
      })),
    );
    const patches = paintingOrder(finished).flatMap(({ patch }) => (patch === undefined ? [] : [patch]));
    clock.timeSync('compose', () => {
      for (const patch of patches) paintPatch(image, patch);
    });
    return { image, ...(before === undefined ? {} : { before }), restored: faces.length, skipped, patches };
  }

  private enlarged(frame: RgbImage): RgbImage {
    const { clock, scale } = this.setup;
    return clock.timeSync('upscale', () => {
      const out = this.emptyCanvas(frame.width * scale, frame.height * scale);
      upscaleFrame(frame, scale, out, this.upscaleScratch);
      return out;
    });
  }

  /** The frame enlarged by the chosen network, or `plain` where there is none. */
  private async upscaled(frame: RgbImage, plain: RgbImage): Promise<RgbImage> {
    const { clock, scale, upscaler, pool, signal } = this.setup;
    if (upscaler === undefined) return plain;
    const out = this.emptyCanvas(plain.width, plain.height);
    await clock.time('upscale', () =>
      upscaleWithNetwork(frame, out, { pool, upscaler, scale, concurrency: tilesAtOnce, signal }),
    );
    return out;
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
    const { pool, restorer, faceModelFile, camera, prior, vividness, thorough, clock, signal } = this.setup;
    const size = restorer.cropSize;
    const { person, fit, fivePoints } = face;
    const { adapter, coefficientLength } = restorer;
    const cropFromFrame = cropFromFrameOf(fivePoints, size, adapter?.template);
    const window = cutWindow(frame, cropFromFrame, size, size);
    const { render: wantsPrior, coefficients: wantsCoefficients } = priorInputs(restorer, prior);
    const prepared = await pool.perform(
      prepareFace,
      {
        faceModelFile,
        person,
        fit,
        camera,
        window,
        cropFromFrame,
        size,
        wantsPrior,
        wantsCoefficients,
        coefficientLength,
      },
      { signal, moved: [bufferOf(window.image.data)] },
    );
    clock.add('crop', prepared.milliseconds.crop);
    clock.add('prior', prepared.milliseconds.prior);
    const restored = await clock.time('restore', () =>
      restoreCrop((...run) => pool.run(...run), restorer, { ...prepared, vividness, thorough, signal }),
    );
    return {
      ...{ person, restored, cropFromFrame, decision },
      ...{ crop: prepared.crop, paintMask: prepared.paintMask },
      interOcularPixels: interOcularOf(fivePoints),
    };
  }

  private async finishFace(
    face: PendingFace,
    neighbours: readonly RgbImage[],
    canvas: RgbImage,
  ): Promise<FacePatch | undefined> {
    const { pool, scale, strength, clock, signal } = this.setup;
    const { person, crop, restored, paintMask, cropFromFrame, decision } = face;
    const { patch, milliseconds } = await pool.perform(
      finishFace,
      {
        crop,
        restored,
        neighbours,
        paintMask,
        cropFromCanvas: scaleCropFromFrame(cropFromFrame, scale),
        canvas: { width: canvas.width, height: canvas.height },
        strength: strength * person.strength * decision.strength,
        detailReturn: decision.detailReturn,
      },
      { signal, moved: [bufferOf(crop.data), bufferOf(paintMask.data)] },
    );
    clock.add('compose', milliseconds);
    return patch;
  }
}

/** The same person's crops in the frames beside; preparing people gives one object a person. */
function samePerson(face: PendingFace, beside: readonly RestoredFaces[]): RgbImage[] {
  return beside.flatMap(({ faces }) => {
    const same = faces.find(({ person }) => person === face.person);
    return same === undefined ? [] : [same.restored];
  });
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
