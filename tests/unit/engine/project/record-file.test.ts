import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RecordReader, RecordWriter } from '../../../../main/engine/project/record-file';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-records-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('record files', () => {
  it('give back any range of what was appended, across the buffer', async () => {
    const file = path.join(folder, 'table.f32');
    const writer = await RecordWriter.create(file, 3, 'float32');
    for (let i = 0; i < 700; i++) await writer.append([i, i + 0.5, -i]);
    expect(writer.count).toBe(700);
    await writer.close();

    const reader = await RecordReader.float32(file, 3);
    expect(reader.count).toBe(700);
    expect([...(await reader.read(255, 2))]).toEqual([255, 255.5, -255, 256, 256.5, -256]);
    expect((await reader.read(700, 0)).length).toBe(0);
    await expect(reader.read(699, 2)).rejects.toThrow(RangeError);
    await reader.close();
  });

  it('go on after the rows that a file holds', async () => {
    const file = path.join(folder, 'begun.f32');
    const begun = await RecordWriter.extend(file, 2, 'float32');
    for (let i = 0; i < 300; i++) await begun.append([i, -i]);
    expect(await begun.sync()).toBe(300 * 8);
    await begun.append([300, -300]);
    await begun.close();
    await truncate(file, 300 * 8);

    const writer = await RecordWriter.extend(file, 2, 'float32');
    expect(writer.count).toBe(300);
    await writer.append([7, 8]);
    await writer.close();
    const reader = await RecordReader.float32(file, 2);
    expect([...(await reader.read(299, 2))]).toEqual([299, -299, 7, 8]);
    await reader.close();
  });

  it('keep microseconds exactly as float64', async () => {
    const file = path.join(folder, 'times.f64');
    const writer = await RecordWriter.create(file, 1, 'float64');
    await writer.append([36_000_000_041.5]);
    await writer.close();
    const reader = await RecordReader.float64(file, 1);
    expect((await reader.read(0, 1))[0]).toBe(36_000_000_041.5);
    await reader.close();
  });

  it('refuse a file that does not hold whole rows', async () => {
    const file = path.join(folder, 'cut.f32');
    await writeFile(file, Buffer.alloc(13));
    await expect(RecordReader.float32(file, 3)).rejects.toMatchObject({ code: 'project-corrupt' });
  });
});
