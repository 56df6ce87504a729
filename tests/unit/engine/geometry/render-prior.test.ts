import { cropFromFrameOf } from '../../../../main/engine/geometry/align-crop';
import { coefficientLength, coefficientVector } from '../../../../main/engine/geometry/coefficient-vector';
import { projectModelPoints } from '../../../../main/engine/geometry/projection';
import { Rasterizer } from '../../../../main/engine/geometry/rasterizer';
import { priorChannels, renderPrior } from '../../../../main/engine/geometry/render-prior';
import { albedoColours, identityShape, surfacePositions } from '../../../../main/engine/geometry/shape';
import type { Camera, FaceFit } from '../../../../main/engine/geometry/types';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const camera: Camera = { focalPixels: 900, centreX: 320, centreY: 240 };
const size = 128;
const plane = size * size;

function fitWith(yawRadians: number, reprojectionError = 0.01): FaceFit {
  return {
    pose: { pitchRadians: 0.05, yawRadians, rollRadians: 0.1, translation: [20, -10, -600] },
    expression: new Float32Array(model.expressionNames.length),
    light: new Float32Array(27),
    reprojectionError,
  };
}

function render(fit: FaceFit): { out: Float32Array; mask: Float32Array } {
  const neutral = identityShape(model, []);
  const five = projectModelPoints(
    camera,
    fit.pose,
    surfacePositions(model.triangles, model.landmarks5, neutral),
  );
  const out = new Float32Array(priorChannels * plane).fill(9);
  const mask = new Float32Array(plane).fill(9);
  renderPrior(
    new Rasterizer(size),
    model,
    neutral,
    albedoColours(model, []),
    fit,
    camera,
    cropFromFrameOf(five, size),
    out,
    { width: size, height: size, data: mask },
  );
  return { out, mask };
}

describe('renderPrior', () => {
  const { out, mask } = render(fitWith(0.2));

  it('keeps every plane in its range, and 0 where there is no face', () => {
    let inside = 0;
    const wrong: string[] = [];
    for (let p = 0; p < plane; p++) {
      const coverage = out[6 * plane + p];
      const confidence = out[7 * plane + p];
      if (!(coverage >= 0 && coverage <= 1)) wrong.push(`coverage ${coverage}`);
      const length = Math.hypot(out[3 * plane + p], out[4 * plane + p], out[5 * plane + p]);
      if (!(Math.abs(length - coverage) < 1e-3)) wrong.push(`normal ${length} where coverage is ${coverage}`);
      for (let c = 0; c < 3; c++) {
        const v = out[c * plane + p];
        if (!(v >= 0 && v <= coverage)) wrong.push(`colour ${v} where coverage is ${coverage}`);
      }
      if (!(confidence >= 0 && confidence <= coverage + 1e-6)) wrong.push(`confidence ${confidence}`);
      if (!(mask[p] >= 0 && mask[p] <= coverage + 1e-6)) wrong.push(`mask ${mask[p]} over ${coverage}`);
      if (coverage === 1) inside++;
    }
    expect(wrong).toEqual([]);
    expect(inside / plane).toBeGreaterThan(0.2);
    expect(inside / plane).toBeLessThan(0.8);
  });

  it('points normals right of the image on the right side, up on the forehead, and at the viewer between the eyes', () => {
    const { out: frontal } = render(fitWith(0));
    const at = (channel: number, x: number, y: number): number => frontal[channel * plane + y * size + x];
    expect(at(3, 98, 64)).toBeGreaterThan(0.3);
    expect(at(3, 30, 64)).toBeLessThan(-0.3);
    expect(at(4, 64, 12)).toBeGreaterThan(0.2);
    expect(at(5, 64, 50)).toBeGreaterThan(0.8);
  });

  it('shows albedo times the ambient term in the light of all zeros', () => {
    const ambient = 0.8 * Math.PI * (1 / Math.sqrt(4 * Math.PI));
    expect(out[60 * size + 64]).toBeCloseTo(0.8 * ambient, 3);
    expect(out[plane + 60 * size + 64]).toBeCloseTo(0.6 * ambient, 3);
  });

  it('trusts a worse fit less, and paints the middle of the face only', () => {
    const worse = render(fitWith(0.2, 0.07)).out;
    const middle = 60 * size + 64;
    expect(worse[7 * plane + middle]).toBeLessThan(0.7 * out[7 * plane + middle]);
    expect(mask[middle]).toBeGreaterThan(0.95);
    expect(mask[0]).toBe(0);
    let steepest = 0;
    for (let p = 1; p < plane; p++)
      if (p % size !== 0) steepest = Math.max(steepest, Math.abs(mask[p] - mask[p - 1]));
    expect(steepest).toBeLessThan(0.35);
  });
});

describe('coefficientVector', () => {
  it('has the length the model says and keeps identity within three standard deviations', () => {
    const fit = { ...fitWith(0.2), light: new Float32Array(27).fill(0.5) };
    const vector = coefficientVector(model, Float32Array.of(5, -5, 1), fit);
    expect(vector).toHaveLength(coefficientLength(model));
    expect(Array.from(vector.subarray(0, 4))).toEqual([3, -3, 1, 0]);
    const angles = model.identityModes + model.expressionNames.length;
    expect(vector[angles + 1]).toBeCloseTo(0.2);
    expect(vector[angles + 3]).toBe(0.5);
  });
});

test('a person’s fused texture is drawn under the same light as their albedo', () => {
  const neutral = identityShape(model, []);
  const fit: FaceFit = {
    ...fitWith(0.2),
    light: Float32Array.from({ length: 27 }, (_, i) => 0.05 * (i % 4)),
  };
  const five = projectModelPoints(
    camera,
    fit.pose,
    surfacePositions(model.triangles, model.landmarks5, neutral),
  );
  const draw = (skin: Parameters<typeof renderPrior>[3]): Float32Array => {
    const out = new Float32Array(priorChannels * plane);
    renderPrior(new Rasterizer(size), model, neutral, skin, fit, camera, cropFromFrameOf(five, size), out);
    return out;
  };
  const colour = [0.6, 0.4, 0.3];
  const plain = draw(Float32Array.from({ length: 3 * model.vertexCount }, (_, i) => colour[i % 3]));
  const even = draw({ size: 8, data: Float32Array.from({ length: 3 * 64 }, (_, i) => colour[i % 3]) });
  expect(even.every((value, i) => Math.abs(value - plain[i]) < 0.01)).toBe(true);
  // The left half of the chart dark: so is a part of the face, and nothing but its colours.
  const halved = Float32Array.from({ length: 3 * 64 }, (_, i) =>
    Math.floor(i / 3) % 8 < 4 ? 0 : colour[i % 3],
  );
  const half = draw({ size: 8, data: halved });
  const sum = (planes: Float32Array): number => planes.subarray(0, plane).reduce((a, b) => a + b, 0);
  expect(sum(half)).toBeGreaterThan(0.1 * sum(plain));
  expect(sum(half)).toBeLessThan(0.9 * sum(plain));
  expect(half.subarray(3 * plane)).toEqual(plain.subarray(3 * plane));
});
