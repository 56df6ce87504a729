import { useEffect } from 'react';
import { FaceRig } from '../../scene/face-rig';
import { nextTask } from '../../ui';
import type { FrameFeed } from './frame-feed';
import type { FaceModelData } from './use-face-model';
import { useResource, type Resource } from './use-resource';

/**
 * The face that all views draw; it shows the neutral shape until it follows a feed.
 * @param key changes with the person; undefined: model or shape are not there yet
 * @param neutral [V,3] mm
 */
export function useFaceRig(
  key: string | undefined,
  model: FaceModelData | undefined,
  neutral: Float32Array | undefined,
): Resource<FaceRig> {
  const isKnown = key !== undefined && model !== undefined && neutral !== undefined;
  const resource = useResource(isKnown ? key : undefined, (signal) => {
    if (!isKnown) return Promise.reject(new Error('There is nothing to draw yet.'));
    return FaceRig.build(model, neutral, async () => {
      await nextTask();
      signal.throwIfAborted();
    });
  });
  const rig = resource.state === 'ready' ? resource.value : undefined;
  useEffect(() => () => rig?.dispose(), [rig]);
  return resource;
}

/** Keeps the face at the frame that is shown. The last shape stays while the person is out of the picture. */
export function useFollowedFrame(rig: FaceRig, feed: FrameFeed): void {
  useEffect(() => {
    const show = (): void => {
      const mesh = feed.current()?.mesh;
      if (mesh !== undefined) rig.show(mesh);
    };
    show();
    return feed.subscribe(show);
  }, [rig, feed]);
}
