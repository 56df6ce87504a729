import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createEngine } from '../../../../main/engine/engine';
import { locateFfmpeg } from '../../../../main/engine/media/locate-ffmpeg';
import { runTool } from '../../../../main/engine/media/run-tool';
import { makeFaceClip } from '../../../e2e/face-clip';

jest.setTimeout(120_000);

const engine = createEngine({ workers: 1 });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'facet-own-'));
});
afterAll(async () => {
  await engine.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function notices(input: string): Promise<string> {
  const said: string[] = [];
  const output = `${input}.out.mp4`;
  await engine.enhance(
    { input, output, device: 'cpu' },
    { onNotice: ({ message }: { message: string }) => said.push(message) },
  );
  return said.join('\n');
}

test('a clip whose focus hunts is guided by its own sharpest frames, one that is alike throughout is not', async () => {
  const { ffmpeg } = await locateFfmpeg();
  const steady = await makeFaceClip(folder, 'steady.mp4', { frames: 16, width: 256, height: 224 });
  const hunting = path.join(folder, 'hunting.mp4');
  // Two frames of eight are sharp.
  const blur = "gblur=sigma=4:enable='gt(mod(n,8),1)'";
  await runTool(ffmpeg.path, ['-y', '-v', 'error', '-i', steady, '-vf', blur, '-an', hunting]);
  expect(await notices(hunting)).toContain('Person 1 is guided by the clip’s own sharpest frames');
  expect(await notices(steady)).not.toContain('guided');
});
