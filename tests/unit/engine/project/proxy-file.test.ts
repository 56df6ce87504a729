import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openProxies, proxyFile, ProxyWriter, readProxy } from '../../../../main/engine/project/proxy-file';
import { ProxyIndex } from '../../../../main/engine/project/proxy-index';

const folder = mkdtempSync(path.join(tmpdir(), 'facet-proxies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const clip = 'ab'.repeat(32);
const ofClip = () => Promise.resolve(clip);
const pictures = [
  { micros: 0, jpeg: Uint8Array.of(1, 2, 3) },
  { micros: 10_000_000, jpeg: Uint8Array.of(4) },
  // A second pass fills what lies between.
  { micros: 200_000, jpeg: Uint8Array.of(5, 6, 7, 8) },
];
const file = path.join(folder, 'clip.facet', proxyFile);

async function written(): Promise<void> {
  const writer = await ProxyWriter.create(path.dirname(file), clip);
  for (const { micros, jpeg } of pictures) await writer.append(micros, jpeg);
  await writer.finish();
}

test('what was written is read again, each picture at its moment', async () => {
  await written();
  const proxies = await openProxies(path.dirname(file), ofClip);
  expect(proxies?.index.all().map(({ micros }) => micros)).toEqual([0, 200_000, 10_000_000]);
  for (const { micros, jpeg } of pictures) {
    const entry = proxies!.index.nearest(micros)!;
    expect([...(await readProxy(proxies!, entry))]).toEqual([...jpeg]);
  }
  expect(readdirSync(path.dirname(file))).toEqual([proxyFile]);
});

test('pictures can be read while others are still to come; what is given up leaves nothing behind', async () => {
  const other = path.join(folder, 'other.facet');
  const writer = await ProxyWriter.create(other, clip);
  await writer.append(40_000, pictures[2].jpeg);
  expect([...(await readProxy(writer, writer.index.nearest(0)!))]).toEqual([...pictures[2].jpeg]);
  expect(existsSync(path.join(other, proxyFile))).toBe(false);
  await writer.discard();
  expect(readdirSync(other)).toEqual([]);
});

test('pictures are read on while the file gets its name, and it stays when given up too late', async () => {
  const other = path.join(folder, 'renamed.facet');
  const writer = await ProxyWriter.create(other, clip);
  await writer.append(40_000, pictures[2].jpeg);
  const entry = writer.index.nearest(0)!;
  let reads = 0;
  const finished = writer.finish();
  for (let isDone = false; !isDone; reads++) {
    isDone = await Promise.race([
      finished.then(() => true),
      new Promise<false>((on) => setImmediate(on, false)),
    ]);
    expect([...(await readProxy(writer, entry))]).toEqual([...pictures[2].jpeg]);
  }
  expect(reads).toBeGreaterThan(1);
  await writer.discard();
  expect(readdirSync(other)).toEqual([proxyFile]);
});

test('what a killed run left is removed, what a living one writes is not', async () => {
  const other = path.join(folder, 'killed.facet');
  await (await ProxyWriter.create(other, clip)).finish();
  // No system gives out so high a number; this process's parent lives.
  const [dead, living] = [`proxies-${2 ** 31 - 2}.part`, `proxies-${process.ppid}.part`];
  for (const name of [dead, living]) writeFileSync(path.join(other, name), 'x');
  await (await ProxyWriter.create(other, clip)).finish();
  expect(readdirSync(other).sort()).toEqual([living, proxyFile]);
});

test.each([
  ['cut off', () => truncateSync(file, readFileSync(file).length - 1)],
  ['cut off within the header', () => truncateSync(file, 20)],
  ['empty', () => writeFileSync(file, '')],
  ['of another version', () => change(4)],
  ['of another kind', () => change(0)],
  ['damaged in its index', () => change(readFileSync(file).length - 20)],
])('a file that is %s counts as missing', async (_, spoil) => {
  await written();
  expect(await openProxies(path.dirname(file), ofClip)).toBeDefined();
  spoil();
  expect(await openProxies(path.dirname(file), ofClip)).toBeUndefined();
});

test('the proxies of another clip count as missing, as does no file at all', async () => {
  await written();
  expect(await openProxies(path.dirname(file), () => Promise.resolve('cd'.repeat(32)))).toBeUndefined();
  expect(await openProxies(path.join(folder, 'nowhere'), ofClip)).toBeUndefined();
});

test('the nearest is found among one, two and many, in whatever order they came', () => {
  const index = new ProxyIndex();
  expect(index.nearest(5)).toBeUndefined();
  const times = [700, 100, 400, 300, 900, 0, 200];
  for (const [i, micros] of times.entries()) {
    index.add({ micros, offset: 0, bytes: 0 });
    const there = times.slice(0, i + 1);
    for (let wanted = -100; wanted <= 1100; wanted += 30) {
      const best = Math.min(...there.map((time) => Math.abs(time - wanted)));
      expect(Math.abs(index.nearest(wanted)!.micros - wanted)).toBe(best);
    }
  }
});

/** Flips a byte. */
function change(at: number): void {
  const bytes = readFileSync(file);
  bytes[at] ^= 0x80;
  writeFileSync(file, bytes);
}
