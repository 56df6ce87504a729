import { planTiles, type Tile } from '../compose/plan-tiles';
import { upscaleFrame, UpscaleScratch } from '../compose/upscale-frame';
import { parameterFeeds, pictureFeed } from '../enhance/adapted-tensors';
import type { ChosenUpscaler } from '../enhance/choose-upscaler';
import { StudioError } from '../errors/studio-error';
import type { InferencePool } from '../inference/inference-pool';
import { createRgbImage, type RgbImage } from '../pixels/image';
import { mapOrdered } from '../stream/map-ordered';
import { finishTile } from './finish-tile';

export type Scale = 1 | 2 | 4 | 8;

export interface NetworkUpscale {
  readonly pool: Pick<InferencePool, 'run' | 'perform'>;
  readonly upscaler: ChosenUpscaler;
  readonly scale: Scale;
  /** Tiles in work at once; the memory taken is that many tiles, whatever the frame's size. */
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Enlarges a frame by a network, tile by tile, into `out` (`scale` times as large). A network that enlarges more than
 * asked for has its result averaged down, one that enlarges less is helped by Lanczos.
 * @param frame not changed; must stay until the promise settles
 * Errors: those of the pool, `inference-failed` for an answer of another size.
 */
export async function upscaleWithNetwork(
  frame: RgbImage,
  out: RgbImage,
  setup: NetworkUpscale,
): Promise<void> {
  const { upscaler, scale, concurrency } = setup;
  const { factor, tile, overlap } = upscaler.adapter;
  const shrink = Math.max(1, factor / scale);
  const reached = factor / shrink;
  const canvas = reached === scale ? out : createRgbImage(frame.width * reached, frame.height * reached);
  const tiles = planTiles(frame.width, frame.height, tile, overlap);
  const finished = mapOrdered(each(tiles), concurrency, async (part) => ({
    part,
    picture: await enlargeTile(frame, part, shrink, setup),
  }));
  for await (const { part, picture } of finished) {
    placeRows(picture, canvas, part.keepLeft * reached, part.keepTop * reached);
  }
  if (canvas !== out) upscaleFrame(canvas, (scale / reached) as Scale, out, new UpscaleScratch());
}

async function enlargeTile(
  frame: RgbImage,
  part: Tile,
  shrink: number,
  { pool, upscaler, signal }: NetworkUpscale,
): Promise<RgbImage> {
  const { id, adapter } = upscaler;
  const { tile, factor, input, output } = adapter;
  // Made when a worker is free: waiting tiles take no memory.
  const feeds = () => ({
    [input.name]: pictureFeed(cutTile(frame, part, tile), input),
    ...parameterFeeds(adapter, {}),
  });
  const results = await pool.run(id, feeds, { signal, weight: 'heavy', outputs: [output.name] });
  const { data } = results[output.name];
  const side = tile * factor;
  if (data.length !== 3 * side * side) {
    throw new StudioError(
      'inference-failed',
      `${id} returned ${data.length} values for a tile where ${side} x ${side} pixels were expected. Remove the model and add it with another adapter.`,
    );
  }
  return pool.perform(
    finishTile,
    {
      ...{ data, side, shrink },
      format: output,
      left: (part.keepLeft - part.left) * factor,
      top: (part.keepTop - part.top) * factor,
      width: (part.keepRight - part.keepLeft) * factor,
      height: (part.keepBottom - part.keepTop) * factor,
    },
    { signal, moved: [data.buffer as ArrayBuffer] },
  );
}

/** A tile's pixels; past the border of a frame smaller than it, the border's repeated. */
function cutTile(frame: RgbImage, { left, top }: Tile, tile: number): RgbImage {
  const out = createRgbImage(tile, tile);
  const width = Math.min(tile, frame.width - left);
  for (let y = 0; y < tile; y++) {
    const row = Math.min(top + y, frame.height - 1);
    const from = (row * frame.width + left) * 3;
    const to = y * tile * 3;
    out.data.set(frame.data.subarray(from, from + width * 3), to);
    for (let x = width; x < tile; x++) out.data.copyWithin(to + x * 3, to + (width - 1) * 3, to + width * 3);
  }
  return out;
}

function placeRows(picture: RgbImage, canvas: RgbImage, left: number, top: number): void {
  const row = picture.width * 3;
  for (let y = 0; y < picture.height; y++) {
    canvas.data.set(picture.data.subarray(y * row, (y + 1) * row), ((top + y) * canvas.width + left) * 3);
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T, void, undefined> {
  yield* items;
}
