import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkInput } from '../../../../main/engine/media/check-input';
import { checkOutput } from '../../../../main/engine/media/check-output';
import { freeBytes } from '../../../../main/engine/media/disk-space';
import { listInputs } from '../../../../main/engine/media/list-inputs';
import { partName } from '../../../../main/engine/media/part-name';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-files-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const inFolder = (...names: string[]) => path.join(folder, ...names);

describe('checkInput', () => {
  test('names what is wrong', async () => {
    writeFileSync(inFolder('empty.mp4'), '');
    await expect(checkInput(inFolder('none.mp4'))).rejects.toMatchObject({ code: 'input-not-found' });
    await expect(checkInput(folder)).rejects.toMatchObject({ code: 'input-unreadable' });
    await expect(checkInput(inFolder('empty.mp4'))).rejects.toMatchObject({ code: 'input-empty' });
  });
});

describe('checkOutput', () => {
  test('the source is never the output, under any name', async () => {
    const input = inFolder('clip.mp4');
    writeFileSync(input, 'x');
    linkSync(input, inFolder('hard.mp4'));
    symlinkSync(input, inFolder('soft.mp4'));
    for (const output of [input, inFolder('hard.mp4'), inFolder('soft.mp4')]) {
      await expect(checkOutput(input, output, true)).rejects.toMatchObject({ code: 'output-is-input' });
    }
  });

  test('nothing is overwritten unasked, and folders must exist', async () => {
    const input = inFolder('in.mp4');
    writeFileSync(input, 'x');
    writeFileSync(inFolder('old.mp4'), 'y');
    await expect(checkOutput(input, inFolder('old.mp4'), false)).rejects.toMatchObject({
      code: 'output-exists',
    });
    await expect(checkOutput(input, inFolder('old.mp4'), true)).resolves.toBeUndefined();
    await expect(checkOutput(input, inFolder('new.mp4'), false)).resolves.toBeUndefined();
    await expect(checkOutput(input, inFolder('no', 'new.mp4'), false)).rejects.toMatchObject({
      code: 'output-folder-missing',
    });
    await expect(checkOutput(input, inFolder('old.mp4', 'new.mp4'), false)).rejects.toMatchObject({
      code: 'output-folder-missing',
    });
    await expect(checkOutput(input, folder, true)).rejects.toMatchObject({ code: 'output-not-writable' });
  });
});

describe('listInputs', () => {
  test('expands folders in natural order and leaves out what is not media or our own', async () => {
    const root = inFolder('list');
    mkdirSync(path.join(root, 'deep'), { recursive: true });
    mkdirSync(path.join(root, 'clip.facet'));
    for (const name of [
      'clip10.mp4',
      'clip2.mp4',
      'notes.txt',
      '.hidden.mp4',
      'face.JPG',
      'deep/more.mov',
      'clip.facet/part.mkv',
    ]) {
      writeFileSync(path.join(root, name), 'x');
    }
    const names = (files: string[]) => files.map((file) => path.relative(root, file));
    expect(names(await listInputs([root]))).toEqual(['clip2.mp4', 'clip10.mp4', 'face.JPG']);
    expect(names(await listInputs([root], 1))).toEqual([
      'clip2.mp4',
      'clip10.mp4',
      path.join('deep', 'more.mov'),
      'face.JPG',
    ]);
    const twice = await listInputs([path.join(root, 'notes.txt'), root, path.join(root, 'clip2.mp4')]);
    expect(names(twice)).toEqual(['notes.txt', 'clip2.mp4', 'clip10.mp4', 'face.JPG']);
  });

  test('an empty folder and a missing path are errors', async () => {
    mkdirSync(inFolder('void'));
    await expect(listInputs([inFolder('void')])).rejects.toMatchObject({ code: 'input-not-found' });
    await expect(listInputs([inFolder('nowhere')])).rejects.toMatchObject({ code: 'input-not-found' });
  });
});

test('free space of a folder that does not exist yet is its parent’s', async () => {
  const here = await freeBytes(folder);
  const below = await freeBytes(inFolder('not', 'yet'));
  expect(here).toBeGreaterThan(0);
  expect(Math.abs(below - here)).toBeLessThan(1 << 30);
});

test('the temporary name is hidden and keeps the extension that chooses the format', () => {
  expect(partName(path.join('out', 'clip.mp4'))).toBe(path.join('out', '.clip.part.mp4'));
});
