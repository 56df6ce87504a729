import { BoundedCache } from './bounded-cache';
import { closePicture, decodeRawPicture, pictureBytes, type Picture } from './picture';
import { fetchResource } from './resource-failure';

/** 256 MiB: about 35 pairs of 720p frames, three of 2160p. */
const limits = { cost: 256 * 1024 * 1024, count: 160 };

/**
 * Pictures by address: fetched once, decoded off the main thread, kept while there is room. An address never changes its
 * content, so what is kept is never stale.
 */
export class PictureLibrary {
  private readonly kept = new BoundedCache<Picture>(limits, closePicture);
  private readonly coming = new Map<
    string,
    { readonly promise: Promise<Picture>; readonly abort: () => void }
  >();

  get(url: string): Picture | undefined {
    return this.kept.get(url);
  }

  has(url: string): boolean {
    return this.kept.has(url);
  }

  get comingCount(): number {
    return this.coming.size;
  }

  isComing(url: string): boolean {
    return this.coming.has(url);
  }

  /** The picture at an address; joins a request already under way. Rejects as `fetchResource` does. */
  load(url: string): Promise<Picture> {
    const kept = this.kept.get(url);
    if (kept) return Promise.resolve(kept);
    const coming = this.coming.get(url);
    if (coming) return coming.promise;
    const controller = new AbortController();
    const promise = fetchPicture(url, controller.signal)
      .then((picture) => {
        if (controller.signal.aborted) {
          closePicture(picture);
          throw new DOMException('Aborted', 'AbortError');
        }
        this.kept.put(url, picture, pictureBytes(picture));
        return picture;
      })
      .finally(() => this.coming.get(url)?.promise === promise && this.coming.delete(url));
    this.coming.set(url, { promise, abort: () => controller.abort() });
    return promise;
  }

  /** Stops what is under way and no longer wanted. */
  abortExcept(isWanted: (url: string) => boolean): void {
    for (const [url, { abort }] of [...this.coming]) {
      if (isWanted(url)) continue;
      this.coming.delete(url);
      abort();
    }
  }

  abort(url: string): void {
    this.abortExcept((other) => other !== url);
  }

  close(): void {
    this.abortExcept(() => false);
    this.kept.clear();
  }
}

/** Rejects as `fetchResource` does. */
export async function fetchPicture(url: string, signal: AbortSignal): Promise<Picture> {
  const response = await fetchResource(url, signal);
  if (url.split('?')[0].endsWith('.raw')) return decodeRawPicture(await response.arrayBuffer());
  const bitmap = await createImageBitmap(await response.blob(), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  });
  return { kind: 'bitmap', width: bitmap.width, height: bitmap.height, bitmap };
}
