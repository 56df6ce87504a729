import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { putAnalysedSample } from '../fixtures/analysed-sample';

// A whole analysis of 48 frames.
jest.setTimeout(240_000);

const root = path.join(__dirname, '..', '..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-pose-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the sample’s pose is right within 2 degrees on every frame, its face in place within 2 % of its width', async () => {
  const project = path.join(folder, 'head.facet');
  await putAnalysedSample(project);
  const script = path.join(root, 'scripts', 'compare-with-truth.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, project]);
  const largest = (name: string): number =>
    Number(new RegExp(`^${name} .*largest ([0-9.]+)`, 'm').exec(stdout)?.[1]);
  for (const angle of ['pitch', 'yaw', 'roll']) expect(largest(angle)).toBeLessThan(2);
  const faceWidthMillimetres = 140;
  expect(largest('shift of the eyes')).toBeLessThan(0.02 * faceWidthMillimetres);
});
