import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetchFile } from '../../../../main/engine/model-library/fetch-file';
import { startFileServer, type FileServer } from '../../../fixtures/file-server';

const body = randomBytes(300_000);
const sha256 = createHash('sha256').update(body).digest('hex');
let server: FileServer;
let folder: string;
let partial: string;

beforeEach(async () => {
  server = await startFileServer();
  server.files.set('/m.onnx', { body, etag: '"one"' });
  folder = await mkdtemp(path.join(tmpdir(), 'facet-fetch-'));
  partial = path.join(folder, 'm.partial');
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const wanted = (changes: object = {}) => ({
  url: `${server.origin}/m.onnx`,
  ...{ partial, bytes: body.length, sha256 },
  ...changes,
});

test('a whole file arrives with its size and hash, and its progress is told', async () => {
  const told: number[] = [];
  const fetched = await fetchFile(wanted(), { onBytes: (received) => told.push(received) });
  expect(fetched).toEqual({ bytes: body.length, sha256 });
  expect(await readFile(partial)).toEqual(body);
  expect(told.at(0)).toBe(0);
  expect(told.at(-1)).toBe(body.length);
});

test('a line that breaks is taken up where it broke', async () => {
  server.breakAfter.push(100_000, 50_000);
  expect(await fetchFile(wanted(), {})).toEqual({ bytes: body.length, sha256 });
  expect(server.ranges).toEqual(['', 'bytes=100000-', 'bytes=150000-']);
});

test('a line that keeps breaking fails; what arrived is kept and the next attempt goes on from there', async () => {
  server.breakAfter.push(100_000, 0, 0, 0);
  await expect(fetchFile(wanted(), {})).rejects.toMatchObject({ code: 'download-failed' });
  expect((await stat(partial)).size).toBe(100_000);
  server.ranges.length = 0;
  server.breakAfter.length = 0;
  expect(await fetchFile(wanted(), {})).toMatchObject({ sha256 });
  expect(server.ranges).toEqual(['bytes=100000-']);
});

test('a file that changed on the server meanwhile is fetched from its beginning', async () => {
  server.breakAfter.push(100_000, 0, 0, 0);
  await expect(fetchFile(wanted(), {})).rejects.toMatchObject({ code: 'download-failed' });
  server.breakAfter.length = 0;
  const other = randomBytes(body.length);
  server.files.set('/m.onnx', { body: other, etag: '"two"' });
  const fetched = await fetchFile(wanted({ sha256: undefined }), {});
  expect(fetched.sha256).toBe(createHash('sha256').update(other).digest('hex'));
});

test('a server without ranges sends it whole', async () => {
  server.ignoreRanges = true;
  server.breakAfter.push(100_000);
  expect(await fetchFile(wanted(), {})).toMatchObject({ bytes: body.length, sha256 });
});

test.each([
  ['another hash', { sha256: 'a'.repeat(64) }],
  ['another size', { bytes: body.length - 7 }],
])('%s than was promised is refused and nothing is kept', async (_what, changes) => {
  await expect(fetchFile(wanted(changes), {})).rejects.toMatchObject({ code: 'model-corrupt' });
  expect(existsSync(partial)).toBe(false);
});

test('cancelling stops at once and keeps what arrived', async () => {
  const controller = new AbortController();
  server.breakAfter.push(100_000);
  const fetching = fetchFile(wanted(), {
    signal: controller.signal,
    onBytes: (received) => received >= 100_000 && controller.abort(),
  });
  await expect(fetching).rejects.toMatchObject({ code: 'cancelled' });
  expect((await stat(partial)).size).toBe(100_000);
});

test('nobody at the other end, and a file that is not there, are clear errors', async () => {
  await expect(fetchFile(wanted({ url: `${server.origin}/gone` }), {})).rejects.toThrow(/404/);
  const url = 'http://facet-no-such-host.invalid/m.onnx';
  await expect(fetchFile(wanted({ url }), {})).rejects.toMatchObject({
    code: 'download-failed',
    message: expect.stringContaining(url) as string,
  });
});
