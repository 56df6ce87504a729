import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NpyFile } from '../../../../native-models/training/prepare/npy-file';

describe('NpyFile', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'facet-npy-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is filled by two writers, each its own rows, and reads as numpy describes it', async () => {
    const file = path.join(folder, 'rows.npy');
    const first = await NpyFile.open(file, 'f4', [3, 2]);
    const second = await NpyFile.open(file, 'f4', [3, 2]);
    await second.writeRow(2, Float32Array.of(5, 6));
    await first.writeRow(0, Float32Array.of(1, 2));
    await first.close();
    await second.close();

    const bytes = await readFile(file);
    expect(bytes.subarray(0, 6).toString('latin1')).toBe('\x93NUMPY');
    const headerLength = bytes.readUInt16LE(8);
    expect((10 + headerLength) % 64).toBe(0);
    const header = bytes.subarray(10, 10 + headerLength).toString('latin1');
    expect(header).toContain("'descr': '<f4'");
    expect(header).toContain("'shape': (3, 2,)");
    const values = Array.from({ length: 6 }, (_, i) => bytes.readFloatLE(10 + headerLength + 4 * i));
    expect(values).toEqual([1, 2, 0, 0, 5, 6]);
    expect(bytes.length).toBe(10 + headerLength + 24);
  });

  it('refuses a row of another length', async () => {
    const file = await NpyFile.open(path.join(folder, 'short.npy'), 'u1', [2, 4]);
    await expect(file.writeRow(0, new Uint8Array(3))).rejects.toThrow('a row has 4 bytes');
    await file.close();
  });
});
