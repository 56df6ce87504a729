import { useClient } from '../../client/client-context';
import { resourcePaths, type FaceModelInfo } from '../../../preload/contract/studio/resources';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import type { SurfacePoints } from '../../scene/landmark-points';
import { fetchJson, fetchResource, fetchTable, isMissing } from './fetch-resource';
import { useResource, type Resource } from './use-resource';

export interface FaceModelData {
  readonly info: FaceModelInfo;
  /** [T,3] */
  readonly triangles: Uint16Array;
  /** [V,2], v up */
  readonly uv: Float32Array;
  /** [V] 1 for teeth, tongue and the mouth's walls, 0 elsewhere. */
  readonly inMouth: Uint8Array;
  /** Undefined where the engine does not serve them. */
  readonly landmarks: SurfacePoints | undefined;
}

const mouthRegions = ['teeth', 'mouthBag'];

/**
 * The constant parts of the face model that a clip was analysed with.
 * @param media undefined for none yet
 */
export function useFaceModel(media: MediaItem | undefined): Resource<FaceModelData> {
  const client = useClient();
  const face = media?.settings.faceModel;
  const id = face === undefined ? undefined : media?.id;
  const key = media === undefined ? undefined : `face-model ${face ?? ''}`;
  return useResource(key, async (signal) => {
    const bytes = async (path: string): Promise<ArrayBuffer> =>
      (await fetchResource(client, path, signal)).arrayBuffer();
    const [info, triangles, uv, regions, landmarks] = await Promise.all([
      fetchJson<FaceModelInfo>(client, resourcePaths.faceModel(id), signal),
      bytes(resourcePaths.triangles(id)),
      bytes(resourcePaths.uv(id)),
      bytes(resourcePaths.regions(id)),
      fetchTable(client, resourcePaths.landmarks(id), signal).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      }),
    ]);
    return {
      info,
      triangles: new Uint16Array(triangles),
      uv: new Float32Array(uv),
      inMouth: new Uint8Array(regions).map((region) =>
        mouthRegions.includes(info.regionNames[String(region)]) ? 1 : 0,
      ),
      landmarks: landmarks === undefined ? undefined : { count: landmarks.rows, rows: landmarks.values },
    };
  });
}
