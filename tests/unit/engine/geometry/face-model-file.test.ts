import path from 'node:path';
import { StudioError } from '../../../../main/engine/errors/studio-error';
import { parseFaceModel } from '../../../../main/engine/geometry/face-model-file';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { encodeFaceModel } from '../../../../main/engine/geometry/encode-face-model';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const bytes = encodeFaceModel(model);

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof StudioError ? error.code : String(error);
  }
  return 'nothing';
}

describe('parseFaceModel', () => {
  it('reads what was written', () => {
    const read = parseFaceModel(bytes);
    expect(read.vertexCount).toBe(model.vertexCount);
    expect(read.expressionNames).toEqual(model.expressionNames);
    expect(read.mean).toEqual(model.mean);
    expect(read.triangles).toEqual(model.triangles);
    expect(read.regionNames).toEqual({ 0: 'skin' });
    expect(read.landmarks478).toEqual(model.landmarks478);
    let worst = 0;
    read.identity.forEach((v, i) => (worst = Math.max(worst, Math.abs(v - model.identity[i]))));
    expect(worst).toBeLessThan(0.001);
  });

  it('names landmarks of more than 65,536 triangles', () => {
    const copies = 12;
    const triangles = new Uint16Array(model.triangles.length * copies);
    for (let i = 0; i < copies; i++) triangles.set(model.triangles, i * model.triangles.length);
    const last = (copies - 1) * (model.triangles.length / 3);
    const landmarks478 = {
      ...model.landmarks478,
      triangle: model.landmarks478.triangle.map((t) => t + last),
    };
    const read = parseFaceModel(encodeFaceModel({ ...model, triangles, landmarks478 }));
    expect(Math.max(...read.landmarks478.triangle)).toBeGreaterThan(65535);
    expect(read.landmarks478).toEqual(landmarks478);
  });

  it('components say what weight 1 is', () => {
    expect(parseFaceModel(bytes).expressionDeviations).toBeUndefined();
    const components = parseFaceModel(encodeFaceModel({ ...model, expressionDeviations: 3 }));
    expect(components.expressionDeviations).toBe(3);
  });

  it('reads how landmarks tell the shape, where the file knows', () => {
    expect(parseFaceModel(bytes).shapeReading).toBeUndefined();
    const mean = Float32Array.from({ length: 478 * 2 }, (_, i) => i / 1000);
    const weights = Float32Array.from({ length: model.identityModes * 478 * 2 }, (_, i) => Math.sin(i));
    const knowing = { ...model, shapeReading: { mean, weights } };
    const { shapeReading } = parseFaceModel(encodeFaceModel(knowing));
    expect(shapeReading?.mean).toEqual(mean);
    let worst = 0;
    shapeReading?.weights.forEach((v, i) => (worst = Math.max(worst, Math.abs(v - weights[i]))));
    expect(worst).toBeLessThan(1e-4);
    const torn = { ...model, shapeReading: { mean: mean.slice().fill(NaN, 0, 1), weights } };
    expect(codeOf(() => parseFaceModel(encodeFaceModel(torn)))).toBe('model-corrupt');
  });

  it('reads bytes that start at an odd address', () => {
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(parseFaceModel(shifted.subarray(1)).mean).toEqual(model.mean);
  });

  it('refuses what is no model, is cut short, or contradicts itself', () => {
    expect(codeOf(() => parseFaceModel(new Uint8Array(0)))).toBe('model-corrupt');
    expect(codeOf(() => parseFaceModel(new TextEncoder().encode('not a model, at all')))).toBe(
      'model-corrupt',
    );
    for (const length of [11, 40, 2000, bytes.length >> 1, bytes.length - 5000]) {
      expect(codeOf(() => parseFaceModel(bytes.subarray(0, length)))).toBe('model-corrupt');
    }
    const wild = { ...model, triangles: model.triangles.slice().fill(65000, 0, 1) };
    expect(codeOf(() => parseFaceModel(encodeFaceModel(wild)))).toBe('model-corrupt');
    const notFinite = { ...model, mean: model.mean.slice().fill(NaN, 0, 1) };
    expect(codeOf(() => parseFaceModel(encodeFaceModel(notFinite)))).toBe('model-corrupt');
  });
});

describe('loadFaceModel', () => {
  it('says which file is missing', async () => {
    await expect(loadFaceModel('/nowhere/face.ffm')).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringContaining('/nowhere/face.ffm') as string,
    });
  });

  it('reads the built-in model: a face of 5,000 to 12,000 vertices with all its landmarks on the surface', async () => {
    const builtIn = await loadFaceModel(path.resolve('native-models/facet-face/facet-face.ffm'));
    expect(builtIn.vertexCount).toBeGreaterThan(5000);
    expect(builtIn.vertexCount).toBeLessThan(12000);
    expect(builtIn.identityModes).toBeGreaterThanOrEqual(60);
    expect(builtIn.expressionNames).toContain('jawOpen');
    for (const points of [builtIn.landmarks478, builtIn.landmarks68, builtIn.landmarks5]) {
      let worst = 0;
      for (let p = 0; p < points.count; p++) {
        const sum = points.barycentric[3 * p] + points.barycentric[3 * p + 1] + points.barycentric[3 * p + 2];
        worst = Math.max(worst, Math.abs(sum - 1));
      }
      expect(worst).toBeLessThan(1e-3);
    }
  });
});
