import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { StudioClient } from '../../../preload/contract/studio/client';
import { resourcePaths, type FrameFaces } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { usePlayback } from '../../store/playback';
import { fetchJson, fetchPicture, fetchTable, isMissing } from './fetch-resource';
import { LatestRequest } from './latest-request';

/** All that is shown of one frame; its parts belong together, so that the mesh never lies over another frame's picture. */
export interface ShownFrame {
  readonly frame: number;
  readonly picture: ImageBitmap | undefined;
  readonly faces: FrameFaces | undefined;
  /** [V,3] mm, camera space; undefined where the person is not in the frame. */
  readonly mesh: Float32Array | undefined;
  /** What could not be loaded, other than by absence. */
  readonly error: unknown;
}

/** Follows the playhead for one person: one load at a time, always the newest frame next. */
export class FrameFeed {
  private shown: ShownFrame | undefined;
  private everSeen = false;
  private readonly listeners = new Set<() => void>();
  private readonly requests: LatestRequest<number, ShownFrame>;

  constructor(client: StudioClient, mediaId: string, personId: number) {
    this.requests = new LatestRequest<number, ShownFrame>({
      load: (frame, signal) => loadFrame(client, mediaId, personId, frame, signal),
      onValue: (_, value) => {
        this.replace(value);
      },
      onError: (frame, error) => {
        this.replace({ frame, picture: undefined, faces: undefined, mesh: undefined, error });
      },
    });
  }

  readonly current = (): ShownFrame | undefined => this.shown;

  /** Whether the person was in any frame that was shown. */
  readonly seenBefore = (): boolean => this.everSeen;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  follow(frame: number): void {
    if (this.shown?.frame !== frame || this.shown.error !== undefined) this.requests.want(frame);
  }

  /** Lets go of the picture and of what is under way; following again takes it up anew. */
  dispose(): void {
    this.requests.cancel();
    this.shown?.picture?.close();
    this.shown = undefined;
  }

  private replace(next: ShownFrame): void {
    const before = this.shown;
    this.shown = next;
    this.everSeen ||= next.mesh !== undefined;
    for (const listener of this.listeners) listener();
    before?.picture?.close();
  }
}

async function loadFrame(
  client: StudioClient,
  mediaId: string,
  personId: number,
  frame: number,
  signal: AbortSignal,
): Promise<ShownFrame> {
  const [picture, faces, mesh] = await Promise.allSettled([
    fetchPicture(client, resourcePaths.before(mediaId, frame, 'jpg'), signal),
    fetchJson<FrameFaces>(client, resourcePaths.faces(mediaId, frame), signal),
    fetchTable(client, resourcePaths.mesh(mediaId, personId, frame), signal),
  ]);
  if (signal.aborted && picture.status === 'fulfilled') picture.value.close();
  signal.throwIfAborted();
  const failed = [picture, faces, mesh].find(
    (part) => part.status === 'rejected' && !(part === mesh && isMissing(part.reason)),
  );
  return {
    frame,
    picture: picture.status === 'fulfilled' ? picture.value : undefined,
    faces: faces.status === 'fulfilled' ? faces.value : undefined,
    mesh: mesh.status === 'fulfilled' ? mesh.value.values : undefined,
    error: failed?.status === 'rejected' ? (failed.reason as unknown) : undefined,
  };
}

/** A feed for as long as the component is mounted; it follows the playhead outside React's state. */
export function useFrameFeed(
  mediaId: string,
  personId: number,
  personKey: string,
  frameCount: number,
): FrameFeed {
  const client = useClient();
  const feed = useMemo(
    () => new FrameFeed(client, mediaId, personId),
    // oxlint-disable-next-line react/exhaustive-deps -- other tracks are other meshes
    [client, mediaId, personId, personKey],
  );
  useEffect(() => {
    const last = Math.max(0, frameCount - 1);
    feed.follow(Math.min(last, usePlayback.getState().frame));
    return usePlayback.subscribe(({ frame }) => {
      feed.follow(Math.min(last, frame));
    });
  }, [feed, frameCount]);
  useEffect(
    () => () => {
      feed.dispose();
    },
    [feed],
  );
  return feed;
}

/** The frame that is shown, for small read-outs. */
export function useShownFrame(feed: FrameFeed): ShownFrame | undefined {
  return useSyncExternalStore(feed.subscribe, feed.current);
}
