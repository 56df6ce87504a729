import type { FloatPlane, RgbImage } from '../../../../main/engine/pixels/image';

/** Pictures with known values for the tests of this folder. */
export function paint(
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly [number, number, number],
): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) data.set(colour(x, y).map(Math.round), at);
  }
  return { width, height, data };
}

/** Smooth, colourful and without symmetry. */
export function waves(width: number, height: number, wavelength: number): RgbImage {
  const k = (2 * Math.PI) / wavelength;
  return paint(width, height, (x, y) => [
    128 + 60 * Math.sin(k * x + 0.3) * Math.cos(k * y),
    120 + 50 * Math.cos(k * (x + 0.7 * y)),
    100 + 40 * Math.sin(k * (y - 0.4 * x)),
  ]);
}

/** 1 inside the radius, with a linear edge of `feather` pixels inwards; centre and radius in pixels. */
export function disc(size: number, radius: number, feather: number): FloatPlane {
  const data = new Float32Array(size * size);
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++, at++) {
      const distance = Math.hypot(x + 0.5 - size / 2, y + 0.5 - size / 2);
      data[at] = Math.min(1, Math.max(0, (radius - distance) / feather));
    }
  }
  return { width: size, height: size, data };
}

export function largestDifference(a: RgbImage, b: RgbImage): number {
  let largest = 0;
  for (let i = 0; i < a.data.length; i++) {
    const difference = a.data[i] > b.data[i] ? a.data[i] - b.data[i] : b.data[i] - a.data[i];
    if (difference > largest) largest = difference;
  }
  return largest;
}

export function copyOf(image: RgbImage): RgbImage {
  return { ...image, data: image.data.slice() };
}
