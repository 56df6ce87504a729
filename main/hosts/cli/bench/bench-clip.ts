import type { EngineSettings } from '../../../../preload/contract/engine';
import { createRgbImage, type RgbImage } from '../../../engine/pixels/image';
import { loadPortrait } from '../portrait-clip/load-portrait';
import { portraitAt, type PortraitView } from '../portrait-clip/moving-portrait';
import { writeClip } from '../portrait-clip/write-clip';

export interface BenchClip {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly faces: 1 | 4;
  readonly seconds: number;
}

export const benchFramesPerSecond = 25;
const encoding = { codec: 'h264', quality: 60 } as const;

/** Share of the picture's height that one face's square takes, by the number of faces. */
const squareShare = { 1: 0.8, 4: 0.46 } as const;
/** Pixels of the portrait that a square shows: head and shoulders. */
const portraitSpan = 260;

interface Tile {
  readonly view: PortraitView;
  readonly left: number;
  readonly top: number;
  readonly image: RgbImage;
}

/** Draws the frames of a clip: moving portraits in squares on a still, grainy grey. The buffer is reused. */
export class BenchScene {
  readonly #frame: RgbImage;
  readonly #tiles: readonly Tile[];

  constructor(
    private readonly portrait: RgbImage,
    clip: Pick<BenchClip, 'width' | 'height' | 'faces'>,
  ) {
    const { width, height, faces } = clip;
    const side = 2 * Math.round((squareShare[faces] * height) / 2);
    const across = faces === 4 ? 2 : 1;
    this.#frame = grainyGrey(width, height);
    this.#tiles = Array.from({ length: faces }, (_, index) => ({
      view: { width: side, height: side, zoom: side / portraitSpan, phaseSeconds: index * 1.7 },
      left: Math.round(((index % across) + 0.5) * (width / across) - side / 2),
      top: Math.round((Math.floor(index / across) + 0.5) * (height / across) - side / 2),
      image: createRgbImage(side, side),
    }));
  }

  at(seconds: number): RgbImage {
    const frame = this.#frame;
    for (const { view, left, top, image } of this.#tiles) {
      portraitAt(this.portrait, view, seconds, image);
      const row = image.width * 3;
      for (let y = 0; y < image.height; y++) {
        frame.data.set(image.data.subarray(y * row, (y + 1) * row), ((top + y) * frame.width + left) * 3);
      }
    }
    return frame;
  }
}

export async function writeBenchClip(
  file: string,
  clip: BenchClip,
  options: { settings: EngineSettings; signal?: AbortSignal | undefined },
): Promise<void> {
  const scene = new BenchScene(await loadPortrait(), clip);
  await writeClip(
    file,
    {
      width: clip.width,
      height: clip.height,
      framesPerSecond: benchFramesPerSecond,
      frames: clip.seconds * benchFramesPerSecond,
      encoding,
    },
    (index) => scene.at(index / benchFramesPerSecond),
    options,
  );
}

/** A linear congruential generator (Numerical Recipes) is random enough for grain. */
function grainyGrey(width: number, height: number): RgbImage {
  const image = createRgbImage(width, height);
  let state = 1;
  for (let index = 0; index < image.data.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    image.data[index] = 112 + (state >>> 28);
  }
  return image;
}
