import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseEncoder } from '../../../../main/engine/media/encoders';
import { ffmpegAbilities } from '../../../../main/engine/media/ffmpeg-abilities';
import { locateFfmpeg } from '../../../../main/engine/media/locate-ffmpeg';

const folder = mkdtempSync(path.join(tmpdir(), 'facet-locate-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('finds working programs and lists what was tried', async () => {
  const tools = await locateFfmpeg();
  expect(tools.ffmpeg.avcodecMajor).toBeGreaterThanOrEqual(58);
  expect(tools.ffprobe.version).not.toBe('');
  expect(tools.tried).toContainEqual({
    program: 'ffmpeg',
    origin: tools.ffmpeg.origin,
    path: tools.ffmpeg.path,
  });
  const { encoders, filters } = await ffmpegAbilities(tools.ffmpeg);
  expect(encoders.has('libx264')).toBe(true);
  expect(filters.has('showinfo')).toBe(true);
});

test('a setting that does not work is an error, not skipped', async () => {
  const broken = path.join(folder, 'ffmpeg');
  writeFileSync(broken, '#!/bin/sh\necho nonsense\n', { mode: 0o755 });
  await expect(locateFfmpeg({ ffmpegPath: path.join(folder, 'none') })).rejects.toMatchObject({
    code: 'ffmpeg-missing',
  });
  await expect(locateFfmpeg({ ffmpegPath: broken })).rejects.toMatchObject({ code: 'ffmpeg-missing' });
});

test('an encoder that no program has is said, and quality moves the encoder’s scale', async () => {
  const tools = await locateFfmpeg();
  const options = { codec: 'h264', quality: 75, preset: 'veryfast', hardware: 'off' } as const;
  const good = await chooseEncoder({ ...options, quality: 100 }, tools);
  const poor = await chooseEncoder({ ...options, quality: 0 }, tools);
  const crf = (args: readonly string[]) => Number(args[args.indexOf('-crf') + 1]);
  expect(crf(good.arguments)).toBeLessThan(crf(poor.arguments));
  expect(good.identity).not.toBe(poor.identity);
  const bare = { ...tools, ffmpeg: { ...tools.ffmpeg, path: process.execPath }, otherFfmpegs: [] };
  await expect(chooseEncoder(options, bare)).rejects.toMatchObject({ code: 'encoder-missing' });
});
