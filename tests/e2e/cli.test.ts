import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { locateFfmpeg } from '../../main/engine/media/locate-ffmpeg';
import { version } from '../../package.json';
import { runFacet } from './run-facet';

describe('the command line', () => {
  test('--version', async () => {
    expect(await runFacet(['--version'])).toEqual({ exitCode: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('--help, and with nothing to do the same page and exit code 2', async () => {
    const help = await runFacet(['--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain('facet enhance talk.mp4 -o talk-sharp.mp4');
    expect(await runFacet([])).toEqual({ ...help, exitCode: 2 });
  });

  test.each([
    [
      ['enhance', 'a.mp4', '-o', 'b.mp4', '--strenght', '1'],
      "error: Unknown option '--strenght' (Did you mean --strength?)\n",
    ],
    [['enhance', 'a.mp4', '-o', 'b.mp4', '--prior', 'rendr'], 'Did you mean render?'],
    [['reconstrct', 'a.mp4'], 'Did you mean reconstruct?'],
  ])('%j gets a suggestion', async (args, expected) => {
    const run = await runFacet(args);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(expected);
  });

  test('models: every file is there and has its hash', async () => {
    const run = await runFacet(['models', '--json']);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const { result } = JSON.parse(run.stdout) as { result: { models: { state: string }[] } };
    expect(result.models.length).toBeGreaterThan(0);
    expect(new Set(result.models.map(({ state }) => state))).toEqual(new Set(['ok']));
  });
});

describe('bad input: one clear line, the documented exit code, nothing left behind', () => {
  let folder: string;
  const inFolder = (name: string) => path.join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'facet-bad-'));
    const { ffmpeg } = await locateFfmpeg();
    const run = (...args: string[]) => execFileSync(ffmpeg.path, ['-v', 'error', '-y', ...args]);
    const pattern = ['-f', 'lavfi', '-i', 'testsrc=size=128x96:rate=10:duration=2'];
    run(...pattern, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', inFolder('good.mp4'));
    run('-f', 'lavfi', '-i', 'sine=duration=1', '-c:a', 'aac', inFolder('sound.mp4'));
    const whole = readFileSync(inFolder('good.mp4'));
    writeFileSync(inFolder('cut.mp4'), whole.subarray(0, whole.length / 2));
    writeFileSync(inFolder('empty.mp4'), '');
    writeFileSync(inFolder('text.mp4'), 'To be, or not to be, that is the question.\n'.repeat(50));
    copyFileSync(inFolder('text.mp4'), inFolder('text.jpg'));
    const plain = { channels: 3 as const, background: '#888' };
    await sharp({ create: { width: 1, height: 1, ...plain } })
      .png()
      .toFile(inFolder('dot.png'));
    run('-f', 'lavfi', '-i', 'color=gray:size=20000x32:duration=0.1', '-c:v', 'ffv1', inFolder('wide.mkv'));
    writeFileSync(inFolder('wide.png'), hugePng(20_000, 20_000));
    mkdirSync(inFolder('nothing'));
    writeFileSync(inFolder('nothing/readme.txt'), 'no pictures here');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['an empty file', ['empty.mp4', '-o', 'out.mp4'], 3, 'empty.mp4'],
    ['text called .mp4', ['text.mp4', '-o', 'out.mp4'], 3, 'text.mp4'],
    ['text called .jpg', ['text.jpg', '-o', 'out.jpg'], 3, 'text.jpg'],
    ['a missing file', ['gone.mp4', '-o', 'out.mp4'], 3, 'gone.mp4'],
    ['a folder without media', ['nothing', '-o', 'out'], 3, 'nothing'],
    ['sound without a picture', ['sound.mp4', '-o', 'out.mp4'], 3, 'sound.mp4'],
    ['half a file', ['cut.mp4', '-o', 'out.mp4'], 3, 'cut.mp4'],
    ['one pixel', ['dot.png', '-o', 'out.png'], 3, 'dot.png'],
    ['a video 20,000 pixels wide', ['wide.mkv', '-o', 'out.mkv'], 3, 'wide.mkv'],
    ['a picture of 400 million pixels', ['wide.png', '-o', 'out.png'], 3, 'wide.png'],
    ['output = input', ['good.mp4', '-o', 'good.mp4'], 4, 'good.mp4'],
    ['output = input, said otherwise', ['good.mp4', '-o', './nothing/../good.mp4'], 4, 'good.mp4'],
    ['a missing output folder', ['good.mp4', '-o', 'no/where/out.mp4'], 4, 'no/where'],
    ['an unknown container', ['good.mp4', '-o', 'out.xyz'], 4, 'out.xyz'],
    ['an output that is there', ['good.mp4', '-o', 'sound.mp4'], 4, 'sound.mp4'],
  ])('%s', async (_what, args, exitCode, named) => {
    const before = listing(folder);
    const run = await runFacet(['enhance', ...args, '--quiet'], { cwd: folder });
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(run.stderr).toMatch(/^error: /);
    expect(run.stderr).toContain(named);
    expect(run).toMatchObject({ exitCode, stdout: '' });
    expect(listing(folder)).toEqual(before);
  });
});

function listing(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

/** A PNG that announces its size and holds a single row: what is too large must be refused before it is decoded. */
function hugePng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1 + width * 3))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
