import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { looksLikeFolder, openOutputFolder, outputName } from '../../../../main/hosts/cli/output-paths';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-paths-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('outputName', () => {
  test.each([
    ['a/talk.mp4', 'video', 'h264', 'talk-enhanced.mp4'],
    ['talk.MKV', 'video', 'hevc', 'talk-enhanced.MKV'],
    ['talk.mpg', 'video', 'h264', 'talk-enhanced.mp4'],
    ['talk.mp4', 'video', 'prores', 'talk-enhanced.mov'],
    ['talk.mp4', 'video', 'ffv1', 'talk-enhanced.mkv'],
    ['me.jpg', 'image', 'h264', 'me-enhanced.jpg'],
    ['me.bmp', 'image', 'h264', 'me-enhanced.png'],
    ['photo.mp4', 'image', 'h264', 'photo-enhanced.png'],
  ] as const)('%s (%s, %s) -> %s', (input, kind, codec, expected) => {
    expect(outputName(input, kind, codec, new Set())).toBe(expected);
  });

  test('two inputs of one name never meet in one file', () => {
    const taken = new Set<string>();
    const names = ['a/x.mp4', 'b/x.mp4', 'c/X.mp4'].map((input) => outputName(input, 'video', 'h264', taken));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(3);
  });
});

test('looksLikeFolder', () => {
  expect(looksLikeFolder(folder)).toBe(true);
  expect(looksLikeFolder(`${folder}/new/`)).toBe(true);
  expect(looksLikeFolder(`${folder}/new`)).toBe(true);
  expect(looksLikeFolder(`${folder}/new.mp4`)).toBe(false);
  mkdirSync(path.join(folder, 'odd.mp4'));
  expect(looksLikeFolder(path.join(folder, 'odd.mp4'))).toBe(true);
});

describe('openOutputFolder', () => {
  test('is taken away again only while empty', () => {
    const made = path.join(folder, 'out');
    openOutputFolder(made)();
    expect(existsSync(made)).toBe(false);
    const close = openOutputFolder(made);
    writeFileSync(path.join(made, 'result.mp4'), 'x');
    close();
    expect(existsSync(made)).toBe(true);
  });

  test('never takes away a folder that was there before', () => {
    openOutputFolder(folder)();
    expect(existsSync(folder)).toBe(true);
  });

  test('says what is missing', () => {
    expect(() => openOutputFolder(path.join(folder, 'no', 'out'))).toThrow(
      expect.objectContaining({ code: 'output-folder-missing' }) as Error,
    );
  });
});
