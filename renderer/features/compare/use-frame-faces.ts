import { useEffect, useRef, useState } from 'react';
import { resourcePaths, type FrameFaces } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import type { FrameFeed } from '../playback/frame-feed';
import { fetchResource } from '../playback/resource-failure';

/** Frames whose faces are kept. */
const limit = 240;

/** The faces of the frame that is shown, outside React's state: they may change with every video frame. */
export class FacesFeed {
  current: FrameFaces | undefined;
  private readonly kept = new Map<string, FrameFaces>();
  private coming: { readonly url: string; readonly abort: AbortController } | undefined;
  private wanted: string | undefined;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getCurrent = (): FrameFaces | undefined => this.current;

  /** Undefined: no faces are to be shown. One request runs at a time; the latest wish is asked for next. */
  want(url: string | undefined): void {
    this.wanted = url;
    if (url === undefined) return this.put(undefined);
    const kept = this.kept.get(url);
    if (kept) return this.put(kept);
    if (this.coming === undefined) void this.load(url);
  }

  close(): void {
    this.coming?.abort.abort();
    this.listeners.clear();
  }

  private async load(url: string): Promise<void> {
    const abort = new AbortController();
    this.coming = { url, abort };
    try {
      const faces = (await (await fetchResource(url, abort.signal)).json()) as FrameFaces;
      this.kept.set(url, faces);
      for (const oldest of this.kept.keys()) if (this.kept.size > limit) this.kept.delete(oldest);
      if (this.wanted !== undefined) this.put(this.wanted === url ? faces : this.current);
    } catch {
      // Overlays are an extra: the picture's own error says what is wrong.
      if (this.wanted === url) this.put(undefined);
    } finally {
      this.coming = undefined;
      if (this.wanted !== undefined && this.wanted !== url) this.want(this.wanted);
    }
  }

  private put(faces: FrameFaces | undefined): void {
    if (faces === this.current) return;
    this.current = faces;
    for (const listener of this.listeners) listener();
  }
}

/** Follows the shown frame of an analysed clip. */
export function useFrameFaces(
  feed: FrameFeed | undefined,
  clip: { readonly mediaId: string; readonly revision: number } | undefined,
): FacesFeed {
  const client = useClient();
  const [faces] = useState(() => new FacesFeed());
  const mediaId = clip?.mediaId;
  const revision = clip?.revision;
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (feed === undefined || mediaId === undefined) return faces.want(undefined);
    const follow = () => {
      const { frame, clip: shown } = feed.getState();
      if (frame === undefined || shown !== mediaId) return;
      // People edits change who a face belongs to: the revision keeps answers of before apart.
      const url = `${client.resourceUrl(resourcePaths.faces(mediaId, frame))}#${revision}`;
      if (url !== last.current) faces.want((last.current = url));
    };
    last.current = undefined;
    follow();
    return feed.subscribe(follow);
  }, [faces, feed, mediaId, revision, client]);
  useEffect(() => () => faces.close(), [faces]);
  return faces;
}
