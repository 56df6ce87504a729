import { utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { lockDataFolder } from '../../../../../main/engine/studio/document/data-lock';
import { temporaryFolder } from '../studio-fixture';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  data = await temporaryFolder();
});
afterEach(() => data.remove());

const lockFile = (): string => path.join(data.folder, 'studio.lock');

test('a data folder has one engine at a time', async () => {
  const release = await lockDataFolder(data.folder);
  await expect(lockDataFolder(data.folder)).rejects.toMatchObject({ code: 'usage' });
  await release();
  await (
    await lockDataFolder(data.folder)
  )();
});

test('the lock of a process that died, or of one that no longer beats, is taken over', async () => {
  await writeFile(lockFile(), '2147483646');
  const release = await lockDataFolder(data.folder);
  await release();
  await writeFile(lockFile(), String(process.ppid));
  await expect(lockDataFolder(data.folder)).rejects.toMatchObject({ details: { process: process.ppid } });
  const old = new Date(Date.now() - 60_000);
  await utimes(lockFile(), old, old);
  await (
    await lockDataFolder(data.folder)
  )();
});
