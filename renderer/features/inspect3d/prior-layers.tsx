import { Minimize2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { StudioClient } from '../../../preload/contract/studio/client';
import { resourcePaths, type PriorLayer } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { EmptyState, IconButton } from '../../ui';
import { fetchResource } from './fetch-resource';
import { useShownFrame, type FrameFeed } from './frame-feed';
import { LatestRequest } from './latest-request';
import { useInspectStrings } from './strings';

const layers: readonly PriorLayer[] = ['colour', 'normal', 'mask', 'confidence'];

interface Pictures {
  readonly frame: number;
  /** Object addresses in the order of `layers`; undefined: there is no prior for the frame. */
  readonly urls: readonly string[] | undefined;
}

/** The four pictures that the network is given beside the pixels of the frame. */
export function PriorLayers({
  mediaId,
  personId,
  feed,
}: {
  readonly mediaId: string;
  readonly personId: number;
  readonly feed: FrameFeed;
}) {
  const strings = useInspectStrings();
  const client = useClient();
  const frame = useShownFrame(feed)?.frame;
  const [pictures, setPictures] = useState<Pictures>();
  const [large, setLarge] = useState<PriorLayer>();
  const requests = useRef<LatestRequest<number, readonly string[]>>(undefined);
  useEffect(() => {
    let shown: readonly string[] = [];
    const show = (next: Pictures): void => {
      for (const url of shown) URL.revokeObjectURL(url);
      shown = next.urls ?? [];
      setPictures(next);
    };
    const latest = new LatestRequest<number, readonly string[]>({
      load: (wanted, signal) => loadLayers(client, mediaId, personId, wanted, signal),
      onValue: (loaded, urls) => {
        show({ frame: loaded, urls });
      },
      onError: (loaded) => {
        show({ frame: loaded, urls: undefined });
      },
    });
    requests.current = latest;
    return () => {
      latest.cancel();
      for (const url of shown) URL.revokeObjectURL(url);
    };
  }, [client, mediaId, personId]);
  useEffect(() => {
    if (frame !== undefined) requests.current?.want(frame);
  }, [client, mediaId, personId, frame]);

  const names = strings.layers.split('|');
  const shownLayers = large === undefined ? layers : [large];
  return (
    <div className="inspect3d-prior" role="group" aria-label={strings.prior}>
      <div className="inspect3d-prior-head">
        <span>{strings.prior}</span>
        {large === undefined ? null : (
          <IconButton
            small
            label={strings.shrink}
            icon={<Minimize2 />}
            onClick={() => {
              setLarge(undefined);
            }}
          />
        )}
      </div>
      {pictures !== undefined && pictures.urls === undefined ? (
        <EmptyState title={names[0]} text={strings.priorMissing} />
      ) : (
        <div className={large === undefined ? 'inspect3d-prior-grid' : 'inspect3d-prior-grid one'}>
          {shownLayers.map((layer) => {
            const index = layers.indexOf(layer);
            const url = pictures?.urls?.[index];
            return (
              <button
                key={layer}
                type="button"
                aria-label={large === undefined ? strings.enlarge(names[index]) : strings.shrink}
                onClick={() => {
                  setLarge(large === undefined ? layer : undefined);
                }}
              >
                {url === undefined ? <span className="inspect3d-blank" /> : <img src={url} alt="" />}
                <span>{names[index]}</span>
              </button>
            );
          })}
        </div>
      )}
    </div>
  );
}

async function loadLayers(
  client: StudioClient,
  mediaId: string,
  personId: number,
  frame: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const blobs = await Promise.all(
    layers.map(async (layer) => {
      const path = resourcePaths.prior(mediaId, personId, frame, layer);
      return (await fetchResource(client, path, signal)).blob();
    }),
  );
  signal.throwIfAborted();
  return blobs.map((blob) => URL.createObjectURL(blob));
}
