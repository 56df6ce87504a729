import { LatestPicture } from './latest-picture';
import { closePicture, type Picture } from './picture';
import { fetchPicture } from './picture-library';

/** A proxy comes within milliseconds; one that takes this long is dropped for a newer one. */
const patienceMilliseconds = 1000;

/**
 * Brings the proxies of a drag, one at a time, the latest wanted wins. None is kept: the same address gives a nearer frame
 * once there is one.
 */
export class ProxyPictures {
  private readonly latest: LatestPicture;
  private fetching: AbortController | undefined;
  private shown: Picture | undefined;

  /** @param onPicture told of the picture, which is good until the next one comes, or undefined where there is none near */
  constructor(onPicture: (url: string, picture: Picture | undefined) => void) {
    const source = {
      get: () => undefined,
      load: (url: string) => {
        this.fetching = new AbortController();
        return fetchPicture(url, this.fetching.signal);
      },
      abort: () => this.fetching?.abort(),
    };
    this.latest = new LatestPicture(
      source,
      patienceMilliseconds,
      (url, picture) => {
        onPicture(url, picture);
        this.replace(picture);
      },
      (url) => onPicture(url, undefined),
    );
  }

  want(url: string | undefined): void {
    this.latest.want(url);
  }

  close(): void {
    this.latest.want(undefined);
    this.replace(undefined);
  }

  private replace(picture: Picture | undefined): void {
    if (this.shown) closePicture(this.shown);
    this.shown = picture;
  }
}
