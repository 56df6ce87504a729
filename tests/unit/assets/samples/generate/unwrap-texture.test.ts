import { Rasterizer } from '../../../../../main/engine/geometry/rasterizer';
import { frontalView, renderTextured } from '../../../../../main/engine/geometry/render-textured';
import { albedoColours, identityShape } from '../../../../../main/engine/geometry/shape';
import { identitySimilarity } from '../../../../../main/engine/geometry/similarity';
import type { Camera, Pose } from '../../../../../main/engine/geometry/types';
import { TextureUnwrapper } from '../../../../../assets/samples/generate/unwrap-texture';
import { texelMapOf, vertexColours, type UvTexture } from '../../../../../main/engine/geometry/uv-texture';
import { createRgbImage } from '../../../../../main/engine/pixels/image';
import { syntheticFaceModel } from '../../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const neutral = identityShape(model, []);
const size = 128;
const camera: Camera = { focalPixels: 420, centreX: 160, centreY: 160 };

function pose(yawRadians: number): Pose {
  return { pitchRadians: 0, yawRadians, rollRadians: 0, translation: [0, 0, -420] };
}

/** Colours that change smoothly and differ left from right. */
function paintedTexture(): UvTexture {
  const data = new Float32Array(size * size * 3);
  for (let y = 0, o = 0; y < size; y++) {
    for (let x = 0; x < size; x++, o += 3) {
      data[o] = 0.2 + (0.6 * x) / size;
      data[o + 1] = 0.5 + 0.2 * Math.sin(y / 12);
      data[o + 2] = 0.8 - (0.5 * y) / size;
    }
  }
  return { size, data };
}

const painted = paintedTexture();
const expression = new Float32Array(model.expressionNames.length);

function frameAt(yawRadians: number): ReturnType<typeof createRgbImage> {
  const frame = createRgbImage(320, 320);
  const placement = { pose: pose(yawRadians), expression };
  renderTextured(new Rasterizer(320), model, neutral, painted, placement, camera, identitySimilarity, frame);
  return frame;
}

function unwrap(...yaws: number[]): UvTexture {
  const unwrapper = new TextureUnwrapper(model, size);
  for (const yaw of yaws) unwrapper.add(neutral, { pose: pose(yaw), expression }, camera, frameAt(yaw));
  return unwrapper.finish(albedoColours(model, []));
}

/** Mean absolute difference to the painted texture over a column range of the UV square (0..1), mid heights. */
function errorBetween(texture: UvTexture, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.round(size * 0.3); y < size * 0.7; y++) {
    for (let x = Math.round(size * from); x < size * to; x++) {
      for (let c = 0; c < 3; c++)
        sum += Math.abs(texture.data[3 * (y * size + x) + c] - painted.data[3 * (y * size + x) + c]);
      count += 3;
    }
  }
  return sum / count;
}

describe('TextureUnwrapper', () => {
  it('gives back the texture a frame was drawn with, where the frame sees it squarely', () => {
    expect(errorBetween(unwrap(0), 0.35, 0.65)).toBeLessThan(0.02);
  });

  it('learns each side from the frame that sees it', () => {
    const both = unwrap(0.9, -0.9);
    expect(errorBetween(both, 0.2, 0.4)).toBeLessThan(0.03);
    expect(errorBetween(both, 0.6, 0.8)).toBeLessThan(0.03);
  });

  it('fills what no frame saw from the other side and the albedo, never with black', () => {
    const texture = unwrap(0.9);
    const map = texelMapOf(model, size);
    let darkest = 1;
    for (const p of map.texel) darkest = Math.min(darkest, texture.data[3 * p]);
    expect(darkest).toBeGreaterThan(0.1);
    expect(vertexColours(model, texture).every((v) => v > 0.05 && v <= 1)).toBe(true);
  });
});

describe('frontalView', () => {
  it.each([0, 0.5, -0.8])('shows the whole face in the middle of the picture, turned by %d', (yaw) => {
    const raster = new Rasterizer(200);
    const out = createRgbImage(200, 200);
    const view = frontalView(model, neutral, 200, yaw);
    renderTextured(raster, model, neutral, painted, view.placement, view.camera, view.cropFromFrame, out);
    let left = 200;
    let right = 0;
    let top = 200;
    let bottom = 0;
    for (let n = 0; n < raster.touchedCount; n++) {
      const p = raster.touched[n];
      left = Math.min(left, p % 200);
      right = Math.max(right, p % 200);
      top = Math.min(top, Math.floor(p / 200));
      bottom = Math.max(bottom, Math.floor(p / 200));
    }
    expect(Math.min(left, top, 199 - right, 199 - bottom)).toBeGreaterThan(2);
    expect(bottom - top).toBeGreaterThan(160);
    expect(Math.abs(left + right - 199)).toBeLessThan(16);
  });
});
