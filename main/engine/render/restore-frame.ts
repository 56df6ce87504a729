import type { SkippedFaces } from '../../../preload/contract/jobs';
import type { PriorMode } from '../../../preload/contract/options';
import { paintingOrder, paintPatch, scaleCropFromFrame, type FacePatch } from '../compose/blend-face';
import { steadyReach } from '../compose/steady-in-time';
import { upscaleFrame, UpscaleScratch } from '../compose/upscale-frame';
import type { ChosenRestorer } from '../enhance/choose-restorer';
import { priorInputs, restoreCrop } from '../enhance/restore-crop';
import type { ChosenUpscaler } from '../enhance/choose-upscaler';
import type { FrameWindow } from '../geometry/frame-window';
import type { Camera } from '../geometry/types';
import type { InferencePool } from '../inference/inference-pool';
import type { StageClock } from '../jobs/stage-clock';
import { createRgbImage, type FloatPlane, type RgbImage } from '../pixels/image';
import { cutFaces, windowsBeside, type CutFace, type CutFaces, type FacesBeside } from './cut-faces';
import { finishFace } from './finish-face';
import { interOcularOf, type FrameFace } from './frame-face';
import type { RenderedPerson } from './person-mesh';
import { prepareFace } from './prepare-face';
import { upscaleWithNetwork } from './upscale-with-network';

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
  /** Each face averaged with the frames beside wherever they show the same; so by default. */
  readonly steady?: boolean | undefined;
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
  readonly cropFromFrame: CutFace['cropFromFrame'];
  readonly decision: CutFace['decision'];
  readonly interOcularPixels: number;
}

/** The faces of a frame after the network, not yet painted. */
export interface RestoredFaces {
  readonly faces: readonly PendingFace[];
  readonly skipped: RestoredFrame['skipped'];
}

/** The faces of the frames that a frame is steadied with, in the order of time; fewer at a clip's ends. */
export interface FramesBeside {
  readonly before: readonly RestoredFaces[];
  readonly after: readonly RestoredFaces[];
}

/** How a frame is restored by itself. */
interface SingleFrame {
  readonly keepBefore?: boolean;
  /** What the network looks at; nothing by default. */
  readonly beside?: FacesBeside;
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
 * but the frame, those beside it (`steadyReach` before and after, and `reach` more of each), their analysis and the setup,
 * which is what lets a resumed render give the same pixels.
 */
export class FrameRestorer {
  private readonly upscaleScratch = new UpscaleScratch();

  constructor(private readonly setup: FrameRestorerSetup) {}

  /**
   * How many frames away those are that a face is steadied with. A network that looks at the frames beside is steady by
   * what it sees there, and averaging would blur again what it has drawn from them.
   */
  get steadyReach(): number {
    return this.setup.steady === false || this.looksBeside ? 0 : steadyReach;
  }

  /** How many frames away its network looks. */
  get reach(): number {
    return Math.max(0, ...this.setup.restorer.framesBeside.map(Math.abs));
  }

  private get looksBeside(): boolean {
    return this.reach > 0;
  }

  /** A frame that no other one steadies. */
  async restore(
    frame: RgbImage,
    faces: readonly FrameFace[],
    { keepBefore = false, beside = () => undefined }: SingleFrame = {},
  ): Promise<RestoredFrame> {
    const restored = this.restoreFaces(this.cutFaces(frame, faces), beside);
    const canvas = this.prepareCanvas(frame, keepBefore);
    return this.paint(...(await Promise.all([canvas, restored])), { before: [], after: [] });
  }

  /** Copies what the networks will see: the frame may then be painted on. */
  cutFaces(frame: RgbImage, faces: readonly FrameFace[]): CutFaces {
    return cutFaces(frame, faces, this.setup.restorer);
  }

  /** The networks' part. */
  async restoreFaces({ faces, skipped }: CutFaces, beside: FacesBeside): Promise<RestoredFaces> {
    const pending = faces.map((face) =>
      this.restoreFace(face, windowsBeside(face, beside, this.setup.restorer)),
    );
    return { faces: await Promise.all(pending), skipped };
  }

  /** The frame at the output's size: its own buffer at scale 1 without an upscaler. */
  async prepareCanvas(frame: RgbImage, keepBefore: boolean): Promise<Canvas> {
    const plain = this.setup.scale === 1 ? frame : this.enlarged(frame);
    const image = await this.upscaled(frame, plain);
    if (!keepBefore) return { image, before: undefined };
    return { image, before: image === plain ? { ...image, data: image.data.slice() } : plain };
  }

  async paint(
    { image, before }: Canvas,
    { faces, skipped }: RestoredFaces,
    beside: FramesBeside,
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
    { face, decision, cropFromFrame, window }: CutFace,
    beside: readonly (FrameWindow | undefined)[],
  ): Promise<PendingFace> {
    const { pool, restorer, faceModelFile, camera, prior, vividness, thorough, clock, signal } = this.setup;
    const size = restorer.cropSize;
    const { person, fit, fivePoints } = face;
    const { render: wantsPrior, coefficients: wantsCoefficients } = priorInputs(restorer, prior);
    const prepared = await pool.perform(
      prepareFace,
      {
        ...{ faceModelFile, person, fit, camera, window, beside, cropFromFrame, size },
        ...{ wantsPrior, wantsCoefficients, coefficientLength: restorer.coefficientLength },
        paintsHead: this.looksBeside,
      },
      // Where frames look at each other, the window is still needed.
      { signal, moved: beside.length === 0 ? [bufferOf(window.image.data)] : [] },
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
    beside: readonly (readonly RgbImage[])[],
    canvas: RgbImage,
  ): Promise<FacePatch | undefined> {
    const { pool, scale, strength, clock, signal } = this.setup;
    const { person, crop, restored, paintMask, cropFromFrame, decision } = face;
    const { patch, milliseconds } = await pool.perform(
      finishFace,
      {
        crop,
        restored,
        beside,
        paintMask,
        cropFromCanvas: scaleCropFromFrame(cropFromFrame, scale),
        canvas: { width: canvas.width, height: canvas.height },
        strength: strength * person.strength * decision.strength,
        ...(this.looksBeside
          ? { detailReturn: 1, matchesColour: false }
          : { detailReturn: decision.detailReturn, matchesColour: true }),
      },
      { signal, moved: [bufferOf(crop.data), bufferOf(paintMask.data)] },
    );
    clock.add('compose', milliseconds);
    return patch;
  }
}

/** The same person's crops on either side, nearest first, as far as they go on without a gap. */
function samePerson(face: PendingFace, { before, after }: FramesBeside): RgbImage[][] {
  return [before.toReversed(), after].map((side) => {
    // Preparing people gives one object a person.
    const same = side.map(({ faces }) => faces.find(({ person }) => person === face.person));
    const gap = same.indexOf(undefined);
    return (gap < 0 ? same : same.slice(0, gap)).map((found) => found!.restored);
  });
}

/** The buffer of an array that has it for itself. */
function bufferOf(data: Uint8Array | Float32Array): ArrayBuffer {
  return data.buffer as ArrayBuffer;
}
