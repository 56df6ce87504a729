import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';

/** Tiles, ramps and noise by a formula that any language can repeat (the references of these tests were made in Python). */
export function madePicture(width: number, height: number, seed: number, noise: number): RgbImage {
  const image = createRgbImage(width, height);
  let state = seed;
  let at = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const tile = (((x >> 3) + (y >> 3)) % 2) * 60;
        image.data[at++] = ((3 * x + 2 * y + 40 * c + tile) % 200) + ((state >>> 24) % noise);
      }
    }
  }
  return image;
}
