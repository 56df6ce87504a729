import { StudioError } from '../errors/studio-error';
import { defaultCamera } from '../geometry/projection';
import type { Camera } from '../geometry/types';
import { decodeFrames } from '../media/decode-frames';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { probeMedia } from '../media/probe';
import { readStill } from '../media/read-still';
import type { RgbImage } from '../pixels/image';

/** Frames of a clip that are looked at. Each is sought by itself, so that a long clip takes no longer than a short one. */
const clipFrames = 24;

/** A picture that may show somebody, with the camera that took it. */
export interface ReferenceImage {
  readonly image: RgbImage;
  readonly camera: Camera;
}

/**
 * A picture, or frames of a clip that lie evenly over it, one after the other.
 * @throws StudioError `input-*`, `ffmpeg-*`
 */
export async function* referenceImages(
  file: string,
  tools: FfmpegTools,
  signal?: AbortSignal,
): AsyncGenerator<ReferenceImage> {
  const media = await probeMedia(file, tools, signal);
  if (media.kind === 'image') {
    const { image } = await readStill(file);
    const longer = Math.max(image.width, image.height);
    yield {
      image,
      camera: defaultCamera(image.width, image.height, media.focalRatio && media.focalRatio * longer),
    };
    return;
  }
  const count = Math.max(1, Math.min(clipFrames, media.frameCountEstimate));
  for (let k = 0; k < count; k++) {
    const fromSeconds = (media.durationSeconds * k) / count;
    try {
      for await (const { image } of decodeFrames(media, tools, { fromSeconds, signal })) {
        yield { image, camera: defaultCamera(image.width, image.height) };
        break;
      }
    } catch (error) {
      // A clip whose sound goes on after its last picture.
      if (k === 0 || !(error instanceof StudioError) || error.code !== 'input-no-frames') throw error;
      return;
    }
  }
}
