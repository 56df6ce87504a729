import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apply } from '../../../../main/engine/geometry/similarity';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import { demoFrames, demoView, faceBoxAt } from '../../../../main/hosts/cli/demo/demo-clip';
import { drawMesh, readObj } from '../../../../main/hosts/cli/demo/draw-mesh';
import { psnr, squaredLumaError } from '../../../../main/hosts/cli/demo/measure-gain';
import { portraitFace } from '../../../../main/hosts/cli/portrait-clip/load-portrait';
import { portraitAt, viewFromPortrait } from '../../../../main/hosts/cli/portrait-clip/moving-portrait';
import { PoorCamera } from '../../../../main/hosts/cli/portrait-clip/poor-camera';
import { runCli } from '../../../../main/hosts/cli/run-cli';
import { fakeHost } from './fake-host';

test('the face stays in the picture, and its box around it', () => {
  for (let index = 0; index < demoFrames; index++) {
    const [x, y] = apply(viewFromPortrait(demoView, index / 25), portraitFace.x, portraitFace.y);
    const { left, top, right, bottom } = faceBoxAt(index);
    expect(left).toBeGreaterThan(0);
    expect(right).toBeLessThan(demoView.width);
    expect(top).toBeGreaterThan(0);
    expect(bottom).toBeLessThan(demoView.height);
    expect(Math.abs((left + right) / 2 - x)).toBeLessThan(2);
    expect(Math.abs((top + bottom) / 2 - y)).toBeLessThan(2);
  }
});

test('frames next to each other differ by a little movement', () => {
  for (let index = 1; index < demoFrames; index++) {
    const before = apply(viewFromPortrait(demoView, (index - 1) / 25), 200, 100);
    const after = apply(viewFromPortrait(demoView, index / 25), 200, 100);
    const moved = Math.hypot(after[0] - before[0], after[1] - before[1]);
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThan(5);
  }
});

test('portraitAt puts the portrait’s face in the middle at rest', () => {
  const portrait = createRgbImage(512, 512);
  portrait.data.fill(10);
  const at = (portraitFace.y * 512 + portraitFace.x) * 3;
  for (let row = -3; row <= 3; row++) portrait.data.fill(250, at + row * 1536 - 9, at + row * 1536 + 12);
  const image = portraitAt(portrait, { ...demoView, zoom: 2 }, 0);
  expect(image.data[((image.height / 2) * image.width + image.width / 2) * 3]).toBeGreaterThan(200);
  expect(image.data[0]).toBe(10);
});

describe('PoorCamera', () => {
  const checks = createRgbImage(96, 72);
  for (let i = 0; i < checks.data.length; i++) checks.data[i] = Math.floor(i / 3) % 2 === 0 ? 40 : 200;

  test('loses detail it cannot resolve and keeps the mean', () => {
    const { data } = new PoorCamera(96, 72, 3, 0).shoot(checks);
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    expect(mean).toBeGreaterThan(110);
    expect(mean).toBeLessThan(130);
    expect(Math.max(...data) - Math.min(...data)).toBeLessThan(100);
  });

  test('has noise of the strength asked for, the same each time', () => {
    const grey = createRgbImage(96, 72);
    grey.data.fill(128);
    const shoot = () => new PoorCamera(96, 72, 1, 6).shoot(grey).data.slice();
    const first = shoot();
    expect(shoot()).toEqual(first);
    const variance = first.reduce((sum, value) => sum + (value - 128) ** 2, 0) / first.length;
    expect(Math.sqrt(variance)).toBeGreaterThan(5.5);
    expect(Math.sqrt(variance)).toBeLessThan(6.5);
  });
});

test('psnr of a constant difference of one level of luma is 48.13 dB', () => {
  const a = createRgbImage(8, 8);
  const b = createRgbImage(8, 8);
  b.data.fill(1);
  const { sum, pixels } = squaredLumaError(a, b, { left: 2, top: 2, right: 6, bottom: 5 });
  expect(pixels).toBe(12);
  expect(psnr(sum / pixels)).toBeCloseTo(48.13, 2);
});

describe('drawMesh', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-mesh-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('draws what an OBJ holds, lit, in the middle; turned away it is not seen', async () => {
    const file = path.join(folder, 'square.obj');
    writeFileSync(
      file,
      'o face\nv -1 -1 0 .5 .5 .5\nv 1 -1 0 .5 .5 .5\nv 1 1 0 .5 .5 .5\nv -1 1 0 .5 .5 .5\nvt 0 0\nf 1/1 2/1 3/1\nf 1 3 4\n',
    );
    const mesh = await readObj(file);
    expect(mesh.vertices).toHaveLength(12);
    expect([...mesh.triangles]).toEqual([0, 1, 2, 0, 2, 3]);
    const centre = (yaw: number) => drawMesh(mesh, 64, yaw).data[(32 * 64 + 32) * 3];
    expect(centre(0)).toBeGreaterThan(120);
    expect(centre(Math.PI)).toBe(24);
    expect(drawMesh(mesh, 64, 0).data[0]).toBe(24);
  });
});

test('facet demo says where everything is', async () => {
  const host = fakeHost();
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-demo-'));
  try {
    expect(await runCli(['demo', '-o', folder], host)).toBe(0);
    const text = host.out.join('');
    expect(text).toContain(`Open ${folder}/index.html`);
    expect(text).toContain('25.50 dB before, 27.25 dB after');
    expect(text).toContain(path.join(folder, 'enhanced.mp4'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
