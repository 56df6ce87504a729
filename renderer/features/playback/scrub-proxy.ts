import { LatestPicture } from './latest-picture';
import { closePicture, type Picture } from './picture';
import { fetchPicture } from './picture-library';

/** An exact frame that comes within this time, milliseconds, is not preceded by its proxy: stepping would flicker. */
const graceMilliseconds = 100;
/** A proxy comes within milliseconds; one that takes this long is dropped for a newer one. */
const patienceMilliseconds = 1000;

/**
 * The proxies that are looked at while exact frames are on their way: one request at a time, the latest wanted wins. None
 * is kept, as the same address gives a nearer frame once there is one.
 */
export class ScrubProxy {
  private readonly latest: LatestPicture;
  private fetching: AbortController | undefined;
  private picture: Picture | undefined;
  private grace: ReturnType<typeof setTimeout> | undefined;
  private isDue = false;

  /**
   * @param onShow given the picture to look at now; it is good until the next one or `rest`
   * @param onNone told where there is no proxy near
   */
  constructor(
    private readonly onShow: (picture: Picture) => void,
    onNone: () => void,
    load: (url: string, signal: AbortSignal) => Promise<Picture> = fetchPicture,
  ) {
    const source = {
      get: () => undefined,
      load: (url: string) => {
        this.fetching = new AbortController();
        return load(url, this.fetching.signal);
      },
      abort: () => this.fetching?.abort(),
    };
    const take = (_url: string, picture: Picture) => this.take(picture);
    this.latest = new LatestPicture(source, patienceMilliseconds, take, onNone);
  }

  /** The exact frame is not there. `atOnce`: what is on show is a proxy as well, or nothing. */
  want(url: string, atOnce: boolean): void {
    if (atOnce) this.isDue = true;
    else if (!this.isDue) this.grace ??= setTimeout(() => this.graceEnds(), graceMilliseconds);
    this.latest.want(url);
  }

  /** The exact frame is there, or none is wanted. */
  rest(): void {
    clearTimeout(this.grace);
    this.grace = undefined;
    this.isDue = false;
    this.latest.want(undefined);
    this.keep(undefined);
  }

  private graceEnds(): void {
    this.grace = undefined;
    this.isDue = true;
    if (this.picture) this.onShow(this.picture);
  }

  private take(picture: Picture): void {
    if (this.isDue) this.onShow(picture);
    this.keep(picture);
  }

  private keep(picture: Picture | undefined): void {
    if (this.picture) closePicture(this.picture);
    this.picture = picture;
  }
}
