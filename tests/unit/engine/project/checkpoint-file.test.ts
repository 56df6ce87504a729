import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCheckpoint, writeCheckpoint } from '../../../../main/engine/project/checkpoint-file';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-checkpoint-'));
  file = path.join(folder, 'checkpoint.bin');
});
afterEach(() => rm(folder, { recursive: true }));

const state = {
  numbers: [-0, NaN, -Infinity, 0.1 + 0.2],
  table: Float32Array.from([1, 2, 3, 4]).subarray(1, 3),
  byTrack: new Map([[7, { together: new Set([3, 1]), absent: undefined }]]),
};

test('every bit comes back: signed zeros, views, maps in their order', async () => {
  await writeCheckpoint(file, { key: 'a', files: { 'frames.f64': 24 }, state });
  const found = await readCheckpoint<typeof state>(file, 'a');
  if (typeof found === 'string') throw new Error(found);
  expect(found.files).toEqual({ 'frames.f64': 24 });
  expect(found.state.numbers.map((n) => Object.is(n, -0))).toEqual([true, false, false, false]);
  expect(found.state.numbers).toEqual(state.numbers);
  expect([...found.state.table]).toEqual([2, 3]);
  expect([...(found.state.byTrack.get(7)?.together ?? [])]).toEqual([3, 1]);
  expect(existsSync(`${file}.part`)).toBe(false);
});

test('one that is missing, of another key, or damaged anywhere is told apart from a whole one', async () => {
  expect(await readCheckpoint(file, 'a')).toBe('missing');
  await writeCheckpoint(file, { key: 'a', files: {}, state });
  expect(await readCheckpoint(file, 'b')).toBe('foreign');
  const whole = await readFile(file);
  for (const at of [0, 31, 32, 40, whole.length - 1]) {
    const damaged = Buffer.from(whole);
    damaged[at] ^= 4;
    await writeFile(file, damaged);
    expect(await readCheckpoint(file, 'a')).toBe('damaged');
  }
  for (const bytes of [0, 10, 32, whole.length - 1]) {
    await writeFile(file, whole.subarray(0, bytes));
    expect(await readCheckpoint(file, 'a')).toBe('damaged');
  }
  await rm(file);
  await writeFile(`${file}.part`, whole); // killed before the rename
  expect(await readCheckpoint(file, 'a')).toBe('missing');
});
