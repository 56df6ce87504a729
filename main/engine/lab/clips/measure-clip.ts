import { labClipMeasures, type LabClipMeasure } from '../../../../preload/contract/lab-clips';
import { StudioError } from '../../errors/studio-error';
import { embedFace, normalise, similarityOf } from '../../faces/embed-face';
import { findLandmarks, findLandmarksOfDetection } from '../../faces/find-landmarks';
import { interOcularDistance } from '../../faces/five-points';
import { meanLandmarkDistance } from '../../faces/landmark-distance';
import { regionOfLandmarks } from '../../faces/landmark-region';
import { faceSharpness } from '../../faces/sharpness';
import type { InferencePool } from '../../inference/inference-pool';
import { createRgbImage, type Box, type RgbImage, type VideoFrame } from '../../pixels/image';
import { FaceFlicker, lumaPicture } from '../flicker';
import { lumaPsnr, lumaSsim } from '../picture-measures';
import { asDetection, type SharpFace, type SharpFaces } from './sharp-faces';

/** Identity and landmarks are looked at in every so many frames: networks, where the rest is sums. */
export const lookEvery = 5;
/** A box narrower than SSIM's window says nothing. */
const leastBox = 16;

/** What networks see in the sharp clip. */
interface Look {
  /** [478,3] frame pixels */
  readonly landmarks: Float32Array;
  readonly embedding: Float32Array;
}

/** A person of the sharp clip. */
export interface SharpPerson {
  readonly looks: ReadonlyMap<number, Look>;
  /** Mean look, unit length. */
  readonly embedding: Float32Array;
  readonly frames: number;
  readonly shownFrame: number;
  readonly picture: RgbImage;
  readonly flicker: FaceFlicker;
}

export interface RestoredPerson {
  readonly measures: Record<LabClipMeasure, number>;
  readonly shown: { readonly picture: RgbImage; readonly psnr: number; readonly ssim: number };
}

/** The sharp frames that have a poor copy. */
export interface MeasuredRange {
  readonly firstFrame: number;
  readonly frames: number;
}

/** Looks at the people of the sharp clip, once for all methods. Memory grows with looks, 7 kB each. */
export async function lookAtSharpClip(
  frames: AsyncIterable<VideoFrame>,
  faces: SharpFaces,
  range: MeasuredRange,
  pool: InferencePool,
  signal: AbortSignal | undefined,
): Promise<Map<number, SharpPerson>> {
  const people = new Map<number, Omit<SharpPerson, 'embedding'> & { looks: Map<number, Look> }>();
  for await (const { index, image } of frames) {
    if (index < range.firstFrame) continue;
    if (index >= range.firstFrame + range.frames) break;
    const luma = lumaPicture(image);
    for (const face of await measurable(faces, index)) {
      const { firstFrame, lastFrame } = faces.project.people.find(({ id }) => id === face.person)!;
      const last = Math.min(lastFrame, range.firstFrame + range.frames - 1);
      const middle = (Math.max(firstFrame, range.firstFrame) + last) / 2;
      const known = people.get(face.person);
      const { looks, flicker } = known ?? { looks: new Map<number, Look>(), flicker: new FaceFlicker() };
      flicker.add(index, luma, face.box, face.fivePoints);
      if (known === undefined || index % lookEvery === 0) {
        const [{ points }, embedding] = await Promise.all([
          findLandmarksOfDetection(image, asDetection(face), pool, signal),
          embedFace(image, face.fivePoints, pool, signal),
        ]);
        looks.set(index, { landmarks: points, embedding });
      }
      const keeps = known !== undefined && known.shownFrame >= middle;
      const shown = keeps
        ? { shownFrame: known.shownFrame, picture: known.picture }
        : { shownFrame: index, picture: cut(image, face.box) };
      people.set(face.person, { looks, flicker, frames: (known?.frames ?? 0) + 1, ...shown });
    }
  }
  return new Map([...people].map(([id, one]) => [id, { ...one, embedding: meanLook(one.looks) }]));
}

/** Measures the restored clip against the sharp one where its people are: see `clipProtocol`. */
export async function measureClip(
  frames: AsyncIterable<VideoFrame>,
  restored: AsyncIterable<RgbImage>,
  faces: SharpFaces,
  people: ReadonlyMap<number, SharpPerson>,
  range: MeasuredRange,
  pool: InferencePool,
  signal: AbortSignal | undefined,
): Promise<Map<number, RestoredPerson>> {
  const tallies = new Map([...people].map(([id, person]) => [id, new Tally(person)]));
  const others = restored[Symbol.asyncIterator]();
  try {
    for await (const { index, image: sharp } of frames) {
      if (index < range.firstFrame) continue;
      const next = await others.next();
      if (next.done === true) break;
      const image = next.value;
      const luma = lumaPicture(image);
      for (const face of await measurable(faces, index)) {
        const tally = tallies.get(face.person);
        tally?.addFrame(index, sharp, image, luma, face);
        await tally?.addLook(index, image, face, pool, signal);
      }
    }
  } finally {
    await others.return?.();
  }
  return new Map([...tallies].map(([id, tally]) => [id, tally.result()]));
}

async function measurable(faces: SharpFaces, frame: number): Promise<SharpFace[]> {
  const found = await faces.of(frame);
  return found.filter(({ box }) => box.right - box.left >= leastBox && box.bottom - box.top >= leastBox);
}

/** Sums over one person's frames. */
class Tally {
  readonly #sums = new Map<LabClipMeasure, { sum: number; count: number }>();
  readonly #flicker = new FaceFlicker();
  #shown: RestoredPerson['shown'] | undefined;

  constructor(private readonly person: SharpPerson) {}

  addFrame(frame: number, sharp: RgbImage, image: RgbImage, luma: RgbImage, face: SharpFace): void {
    const picture = cut(image, face.box);
    const truth = cut(sharp, face.box);
    const psnr = lumaPsnr(picture, truth);
    const ssim = lumaSsim(picture, truth);
    this.#add('psnr', psnr);
    this.#add('ssim', ssim);
    this.#add('sharpness', faceSharpness(image, face.fivePoints) / faceSharpness(sharp, face.fivePoints));
    this.#flicker.add(frame, luma, face.box, face.fivePoints);
    if (frame === this.person.shownFrame) this.#shown = { picture, psnr, ssim };
  }

  async addLook(
    frame: number,
    image: RgbImage,
    face: SharpFace,
    pool: InferencePool,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const look = this.person.looks.get(frame);
    if (look === undefined) return;
    const [{ points }, embedding] = await Promise.all([
      findLandmarks(image, regionOfLandmarks(look.landmarks), pool, signal),
      embedFace(image, face.fivePoints, pool, signal),
    ]);
    this.#add('identity', similarityOf(embedding, look.embedding));
    this.#add(
      'landmarks',
      meanLandmarkDistance(points, look.landmarks) / interOcularDistance(face.fivePoints),
    );
  }

  result(): RestoredPerson {
    const means = labClipMeasures.map((measure) => {
      const { sum, count } = this.#sums.get(measure) ?? { sum: Number.NaN, count: 1 };
      return [measure, sum / count] as const;
    });
    const measures = Object.fromEntries(means) as Record<LabClipMeasure, number>;
    const { onFace, inFrame } = this.#flicker;
    if (this.#shown === undefined) {
      throw new StudioError(
        'internal',
        `The restored clip lacks frame ${this.person.shownFrame} of the sharp one.`,
      );
    }
    return {
      measures: { ...measures, flicker: onFace.ratio, frameFlicker: inFrame.ratio },
      shown: this.#shown,
    };
  }

  #add(measure: LabClipMeasure, value: number): void {
    const { sum, count } = this.#sums.get(measure) ?? { sum: 0, count: 0 };
    this.#sums.set(measure, { sum: sum + value, count: count + 1 });
  }
}

function meanLook(looks: ReadonlyMap<number, Look>): Float32Array {
  const [first, ...rest] = [...looks.values()].map(({ embedding }) => embedding);
  return normalise(first.map((value, i) => value + rest.reduce((sum, one) => sum + one[i], 0)));
}

function cut({ width, data }: RgbImage, { left, top, right, bottom }: Box): RgbImage {
  const out = createRgbImage(right - left, bottom - top);
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * 3;
    out.data.set(data.subarray(from, from + out.width * 3), (y - top) * out.width * 3);
  }
  return out;
}
