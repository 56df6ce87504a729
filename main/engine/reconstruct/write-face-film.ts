import { rm } from 'node:fs/promises';
import { encodingOptionsSchema } from '../../../preload/contract/media';
import { FaceFilm } from '../export/face-film';
import { backdrop, type FaceLook } from '../export/face-view';
import type { SeenFace } from '../export/frame-record';
import { unwrapTexture } from '../export/unwrap-texture';
import { assembleOutput } from '../media/assemble-output';
import { resolveColour } from '../media/colour';
import { openSegmentEncoder } from '../media/encode-segment';
import { chooseEncoder } from '../media/encoders';
import { checkOutputFormat } from '../media/output-plan';
import { createRgbImage, type VideoFrame } from '../pixels/image';
import type { PersonExport } from './person-export';

/**
 * Writes the face as it looks one way and speaks, H.264 with the clip's sound and every frame at its own time. Where the
 * person is out of sight the last picture stays. The clip is decoded once more; memory does not grow with it.
 * @param size edge of the pictures, pixels, divisible by 64
 * @throws StudioError those of encoding, `cancelled`
 */
export async function writeFaceFilm(
  person: PersonExport,
  file: string,
  size: number,
  look: FaceLook,
): Promise<void> {
  const { surface, seenViews, clip, face, source } = person;
  const { media, tools, range } = clip;
  const { signal } = source;
  const skin = look.light === undefined ? 'lit' : 'delit';
  const film = new FaceFilm(
    surface,
    unwrapTexture(surface, seenViews, undefined, undefined, skin),
    size,
    look,
  );
  const encoding = encodingOptionsSchema.parse({});
  const spec = {
    encoder: await chooseEncoder(encoding, tools),
    width: size,
    height: size,
    frameRate: media.frameRate,
    variableFrameRate: media.variableFrameRate,
    colour: resolveColour(media),
    sampleAspect: [1, 1] as const,
  };
  const segment = `${file}.${process.pid}.mkv`;
  const encoder = await openSegmentEncoder(segment, spec, signal);
  const times: number[] = [];
  try {
    let picture = createRgbImage(size, size);
    // Until the person is first seen.
    picture.data.fill(backdrop);
    for await (const { frame, seen } of inStep(clip.openFrames(), person.frames())) {
      if (seen !== undefined) {
        picture = film.frame({ image: frame.image, fit: seen.fit, camera: face.camera, weight: 1 });
      }
      times.push(frame.timestampMicros);
      await encoder.write(picture);
    }
    await encoder.finish();
    const plan = checkOutputFormat(media, file, encoding.codec);
    const assembled = { info: media, plan, segmentFiles: [segment], timestampsMicros: times, output: file };
    await assembleOutput({ ...assembled, ...range, signal }, tools);
  } finally {
    await encoder.abort();
    await rm(segment, { force: true });
  }
}

/** Every frame, with the face where it shows the person. */
async function* inStep(
  frames: AsyncIterable<VideoFrame>,
  faces: AsyncGenerator<SeenFace, void>,
): AsyncGenerator<{ frame: VideoFrame; seen: SeenFace | undefined }> {
  const following = async (): Promise<SeenFace | undefined> => (await faces.next()).value ?? undefined;
  try {
    let next = await following();
    for await (const frame of frames) {
      const seen = next?.frame === frame.index ? next : undefined;
      yield { frame, seen };
      if (seen !== undefined) next = await following();
    }
  } finally {
    await faces.return();
  }
}
