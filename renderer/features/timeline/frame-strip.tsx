import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { stripTiles } from './time-scale';
import { useTrack } from './track-context';

const height = 36;

/** Thumbnails of the part in view; only those are made. */
export function FrameStrip({ aspect }: { readonly aspect: number }) {
  const client = useClient();
  const { mediaId, view, width, frameCount } = useTrack();
  const tileWidth = Math.round(height * Math.min(3, Math.max(0.4, aspect)));
  return (
    <div className="tl-strip" aria-hidden>
      {stripTiles(view, width, tileWidth, frameCount).map(({ index, left, frame }) => (
        <img
          key={index}
          alt=""
          draggable={false}
          decoding="async"
          src={client.resourceUrl(resourcePaths.thumbnail(mediaId, frame))}
          style={{ transform: `translateX(${left}px)`, width: tileWidth - 1, height }}
          // A frame without a thumbnail stays an empty tile rather than a broken picture.
          onError={(event) => (event.currentTarget.style.visibility = 'hidden')}
          onLoad={(event) => (event.currentTarget.style.visibility = '')}
        />
      ))}
    </div>
  );
}
