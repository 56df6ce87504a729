import type { PictureFormat } from '../../../preload/contract/model-adapter';
import type { RgbImage } from '../pixels/image';
import type { Similarity } from '../geometry/types';

/** A float tensor, row-major. Its buffer must be its own (not shared, not a view of a larger one) to be sent. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/**
 * Pixels that the worker turns into a tensor, so that the main thread only copies bytes: value = byte * scale + offset,
 * sampled where `tensorFromImage` says. [1, 3, height, width] in RGB unless said otherwise.
 */
export interface PictureFeed {
  readonly image: RgbImage;
  readonly tensorFromImage: Similarity;
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly offset: number;
  /** What lies outside the picture: its border repeated, or black (only for transforms without rotation). */
  readonly outside: 'border' | 'black';
  readonly layout?: PictureFormat['layout'];
  readonly colour?: PictureFormat['colour'];
}

export type Feed = Tensor | PictureFeed;
export type Feeds = Readonly<Record<string, Feed>>;
export type Tensors = Readonly<Record<string, Tensor>>;

export function isPicture(feed: Feed): feed is PictureFeed {
  return 'image' in feed;
}

/** The buffers that feeds own. A view of a larger buffer is left out: moving it would take its neighbours along. */
export function ownedBuffers(feeds: Feeds): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const feed of Object.values(feeds)) {
    const { buffer, byteLength } = isPicture(feed) ? feed.image.data : feed.data;
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffers.add(buffer);
  }
  return [...buffers];
}
