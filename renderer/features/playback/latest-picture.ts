import type { Picture } from './picture';
import type { PictureLibrary } from './picture-library';

type Library = Pick<PictureLibrary, 'get' | 'load' | 'abort'>;

/**
 * One picture at a time, the latest wanted wins. While the playhead is dragged, a request that is about to come is let
 * through (so that something is seen on the way); one older than `patienceMilliseconds` is dropped for the newer.
 */
export class LatestPicture {
  private current: { readonly url: string; readonly startedAt: number } | undefined;
  private next: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly library: Library,
    private readonly patienceMilliseconds: number,
    private readonly onPicture: (url: string, picture: Picture) => void,
    private readonly onFailure: (url: string, error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Undefined: nothing is wanted any more. */
  want(url: string | undefined): void {
    clearTimeout(this.timer);
    this.next = undefined;
    if (url === undefined) return this.drop();
    if (this.current?.url === url) return;
    const kept = this.library.get(url);
    if (kept) {
      this.drop();
      return this.onPicture(url, kept);
    }
    if (this.current === undefined) return this.start(url);
    const left = this.patienceMilliseconds - (this.now() - this.current.startedAt);
    if (left <= 0) {
      this.drop();
      return this.start(url);
    }
    this.next = url;
    this.timer = setTimeout(() => this.want(this.next), left);
  }

  private start(url: string): void {
    const mine = { url, startedAt: this.now() };
    this.current = mine;
    this.library.load(url).then(
      (picture) => {
        if (this.current !== mine) return;
        this.current = undefined;
        this.onPicture(url, picture);
        if (this.next !== undefined) this.want(this.next);
      },
      (error: unknown) => {
        if (this.current !== mine) return;
        this.current = undefined;
        if (this.next !== undefined) this.want(this.next);
        else this.onFailure(url, error);
      },
    );
  }

  private drop(): void {
    if (this.current === undefined) return;
    const { url } = this.current;
    this.current = undefined;
    this.library.abort(url);
  }
}
