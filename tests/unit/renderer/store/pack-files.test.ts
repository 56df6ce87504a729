import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isPacked, unpackFiles } from '../../../../main/engine/model-library/unpack-files';
import { packFiles, type PackedFile } from '../../../../renderer/store/pack-files';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-pack-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

async function packed(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const list = Object.entries(files).map(([place, text]): PackedFile => ({
    path: place,
    content: new Blob([text]),
  }));
  const archive = packFiles(name, list);
  const file = path.join(folder, archive.name);
  await writeFile(file, new Uint8Array(await archive.arrayBuffer()));
  return file;
}

test('several files arrive as they were sent', async () => {
  const long = 'x'.repeat(100_000);
  const file = await packed('FaceXModel', { 'a.obj': 'v 0 0 0', 'inner/b.txt': '', 'c.bin': long });
  expect(isPacked(file)).toBe(true);
  const unpacked = await unpackFiles(file);
  expect(path.basename(unpacked)).toBe('FaceXModel');
  const texts = ['a.obj', 'inner/b.txt', 'c.bin'].map((name) => readFile(path.join(unpacked, name), 'utf8'));
  expect(await Promise.all(texts)).toEqual(['v 0 0 0', '', long]);
  expect(existsSync(file)).toBe(false);
});

test.each(['../outside.txt', '/tmp/outside.txt'])(
  'nothing is written outside its folder: "%s"',
  async (name) => {
    const file = await packed('set', { 'good.txt': '1', [name]: '2' });
    await expect(unpackFiles(file)).rejects.toMatchObject({ code: 'usage' });
    expect(existsSync(path.join(folder, 'outside.txt'))).toBe(false);
    expect(existsSync(path.join(folder, 'set'))).toBe(false);
  },
);

test('what broke off leaves nothing', async () => {
  const file = await packed('set', { 'a.txt': 'x'.repeat(5000) });
  await truncate(file, 2000);
  await expect(unpackFiles(file)).rejects.toMatchObject({ code: 'input-truncated' });
  expect(existsSync(path.join(folder, 'set'))).toBe(false);
});
