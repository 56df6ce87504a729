import { useEffect, useMemo } from 'react';
import { FaceRig } from '../../scene/face-rig';
import type { FrameFeed } from './frame-feed';
import type { FaceModelData } from './use-face-model';

/** The face of the views, kept at the frame that is shown. The last shape stays while the person is out of the picture. */
export function useFaceRig(model: FaceModelData, neutral: Float32Array, feed: FrameFeed): FaceRig {
  const rig = useMemo(
    () => new FaceRig(model.triangles, model.uv, neutral),
    [model.triangles, model.uv, neutral],
  );
  useEffect(() => {
    const show = (): void => {
      const mesh = feed.current()?.mesh;
      if (mesh !== undefined) rig.show(mesh);
    };
    show();
    return feed.subscribe(show);
  }, [rig, feed]);
  useEffect(
    () => () => {
      rig.dispose();
    },
    [rig],
  );
  return rig;
}
