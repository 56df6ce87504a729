import { encodeJpeg } from '../../export/encode-picture';
import type { RgbImage } from '../../pixels/image';
import { ByteCache } from './byte-cache';
import { SharedWork } from './shared-work';

/** Quality of the pictures that are looked at: differences to the raw ones are below a level on average. */
const viewingQuality = 95;
/** Bytes of a JPEG of that quality for a pixel, measured on faces and test cards; noise takes more. */
const bytesPerPixel = 0.3;

/** The JPEGs of frames, kept: a dozen fit where one raw picture does. */
export class EncodedPictures {
  private readonly cache: ByteCache<Uint8Array>;
  private readonly work = new SharedWork<Uint8Array>();

  constructor(bytes: number) {
    this.cache = new ByteCache(bytes);
  }

  /** @param make the picture, where its JPEG is not kept */
  async jpeg(
    key: string,
    signal: AbortSignal,
    make: (signal: AbortSignal) => Promise<RgbImage>,
  ): Promise<Uint8Array> {
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    return this.work.run(key, signal, async (shared) => this.add(key, await make(shared)));
  }

  has(key: string): boolean {
    return this.cache.has(key);
  }

  async add(key: string, image: RgbImage): Promise<Uint8Array> {
    const bytes = await encodeJpeg(image, viewingQuality);
    this.cache.set(key, bytes, bytes.length);
    return bytes;
  }

  /** About how many pictures of a size fill half of the room. */
  halfOf(width: number, height: number): number {
    return Math.floor(this.cache.limit / 2 / (width * height * bytesPerPixel));
  }
}
