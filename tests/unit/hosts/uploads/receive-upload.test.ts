import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { receiveUpload } from '../../../../main/hosts/uploads/receive-upload';
import { safeUploadName } from '../../../../main/hosts/uploads/upload-name';

test.each([
  ['talk.mp4', 'talk.mp4'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\films\\a b.mov', 'a b.mov'],
  ['.hidden', 'hidden'],
  ['..', 'upload'],
  ['', 'upload'],
  ['con.mp4', '_con.mp4'],
  ['a\u0000b:c?.mp4', 'a_b_c_.mp4'],
  ['ends. ', 'ends'],
  ['Léa 😀.webm', 'Léa 😀.webm'],
])('%p becomes %p', (given, safe) => {
  expect(safeUploadName(given)).toBe(safe);
});

test('a long name is cut, its extension kept', () => {
  const name = safeUploadName(`${'ü'.repeat(300)}.mp4`);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
  expect(name.endsWith('ü.mp4')).toBe(true);
});

describe('receiveUpload', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'facet-upload-'));
  const upload = (
    chunks: Buffer[],
    length: number | undefined,
    limits = { fileBytes: 1000, reserveBytes: 0 },
  ) =>
    receiveUpload(
      folder,
      { name: 'a.mp4', body: Readable.from(chunks), length, signal: new AbortController().signal },
      limits,
    );

  test('keeps the bytes', async () => {
    const file = await upload([Buffer.from('one'), Buffer.from('two')], 6);
    expect(readFileSync(file, 'utf8')).toBe('onetwo');
  });

  test('two of one name do not meet', async () => {
    const [first, second] = [await upload([Buffer.from('1')], 1), await upload([Buffer.from('2')], 1)];
    expect(first).not.toBe(second);
    expect(readFileSync(first, 'utf8')).toBe('1');
  });

  test.each([
    ['announced too large', [], 1001, undefined, 'usage'],
    ['too large on the way', [Buffer.alloc(600), Buffer.alloc(600)], undefined, undefined, 'usage'],
    ['shorter than announced', [Buffer.alloc(5)], 6, undefined, 'input-truncated'],
    ['no room left', [Buffer.alloc(5)], 5, { fileBytes: 1000, reserveBytes: Infinity }, 'output-disk-full'],
  ] as const)('%s: refused, and nothing is left', async (_what, chunks, length, limits, code) => {
    const before = readdirSync(folder).length;
    await expect(upload([...chunks], length, limits)).rejects.toMatchObject({ code });
    expect(readdirSync(folder)).toHaveLength(before);
  });

  test('stopped: nothing is left', async () => {
    const controller = new AbortController();
    const body = new Readable({ read: () => undefined });
    body.push(Buffer.alloc(10));
    const own = path.join(folder, 'own');
    const receiving = receiveUpload(own, { name: 'a.mp4', body, length: 20, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(receiving).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(own) ? readdirSync(own) : []).toEqual([]);
  });
});
