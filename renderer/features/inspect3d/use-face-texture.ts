import { useEffect } from 'react';
import { LinearFilter, LinearMipmapLinearFilter, SRGBColorSpace, Texture } from 'three';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { graphics } from '../../scene/graphics';
import { fetchPicture } from './fetch-resource';
import { useResource, type Resource } from './use-resource';

export interface FaceTexture {
  readonly texture: Texture;
  /** Share of the mesh's vertices that were seen in the clip, 0..1. */
  readonly seen: number;
}

/** The person's texture on the graphics card. */
export function useFaceTexture(
  mediaId: string,
  personId: number,
  personKey: string,
  uv: Float32Array,
): Resource<FaceTexture> {
  const client = useClient();
  const resource = useResource(`${mediaId}/${personId}/${personKey}`, async (signal) => {
    const bitmap = await fetchPicture(client, resourcePaths.texture(mediaId, personId), signal, {
      imageOrientation: 'flipY', // three does not flip bitmaps; v points up
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'none',
    });
    const texture = new Texture(bitmap as unknown as HTMLImageElement);
    texture.flipY = false;
    texture.colorSpace = SRGBColorSpace;
    texture.minFilter = LinearMipmapLinearFilter;
    texture.magFilter = LinearFilter;
    // Without a graphics card each further sample costs a third of the frame.
    texture.anisotropy = graphics().software ? 1 : 8;
    texture.needsUpdate = true;
    return { texture, seen: shareSeen(bitmap, uv) };
  });
  const loaded = resource.state === 'ready' ? resource.value.texture : undefined;
  useEffect(
    () => () => {
      loaded?.dispose();
      (loaded?.image as unknown as ImageBitmap | undefined)?.close();
    },
    [loaded],
  );
  return resource;
}

const probe = 256;

/** @param flipped picture with its first row at v = 0 @param uv [V,2] */
function shareSeen(flipped: ImageBitmap, uv: Float32Array): number {
  const canvas = new OffscreenCanvas(probe, probe);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null || uv.length === 0) return 0;
  context.drawImage(flipped, 0, 0, probe, probe);
  const { data } = context.getImageData(0, 0, probe, probe);
  let seen = 0;
  for (let i = 0; i < uv.length; i += 2) {
    const x = Math.min(probe - 1, Math.floor(uv[i] * probe));
    const y = Math.min(probe - 1, Math.floor(uv[i + 1] * probe));
    if (data[4 * (y * probe + x) + 3] > 127) seen++;
  }
  return seen / (uv.length / 2);
}
