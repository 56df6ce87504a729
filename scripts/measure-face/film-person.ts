import sharp from 'sharp';
import type { BakedPortrait } from '../../assets/samples/generate/bake-portrait';
import { dressedPerson } from '../../assets/samples/generate/dressed-person';
import type { Camera, FaceModel } from '../../main/engine/geometry/types';
import type { RgbImage } from '../../main/engine/pixels/image';
import { encodeClip } from '../encode-clip';
import type { PerformedFrame, Shooting } from './perform';

const framesPerSecond = 25;

/** Renders a person with hair, neck, shoulders and a wall behind, under light. */
export function studioOf(
  model: FaceModel,
  neutral: Float32Array,
  texture: BakedPortrait['texture'],
  { size, focalPixels }: Shooting,
  random: () => number,
): (frame: PerformedFrame) => RgbImage {
  const scene = dressedPerson(model, neutral, texture, size, random);
  const camera: Camera = { focalPixels, centreX: size / 2, centreY: size / 2 };
  return ({ pose, expression, light }) => scene.render({ pose, expression }, camera, light);
}

/** @param focalPixels is written into the picture where it is given, as cameras do: whole millimetres of a 35 mm film. */
export async function writePicture(image: RgbImage, file: string, focalPixels?: number): Promise<void> {
  const { width, height, data } = image;
  const picture = sharp(data, { raw: { width, height, channels: 3 } }).png();
  if (focalPixels !== undefined) {
    const millimetres = Math.round((focalPixels * Math.hypot(36, 24)) / Math.hypot(width, height));
    picture.withExif({ IFD2: { FocalLengthIn35mmFilm: String(millimetres) } });
  }
  await picture.toFile(file);
}

/** x264 at 25 fps, crf 18: a good camera's quality. */
export async function writeClip(
  program: string,
  frames: Iterable<RgbImage>,
  size: number,
  file: string,
): Promise<void> {
  const colours = ['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'];
  const filter = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p'];
  const options = [...filter, '-c:v', 'libx264', '-crf', '18', '-preset', 'veryfast', ...colours];
  const format = { width: size, height: size, rate: String(framesPerSecond) };
  await encodeClip(program, pixelsOf(frames), format, options, file);
}

function* pixelsOf(frames: Iterable<RgbImage>): Iterable<Uint8Array> {
  for (const { data } of frames) yield data;
}
