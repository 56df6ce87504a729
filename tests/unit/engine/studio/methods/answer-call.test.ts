import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { machineSnapshotSchema } from '../../../../../preload/contract/studio/machine';
import type { Studio } from '../../../../../main/engine/studio/studio';
import { now, openStudio, temporaryFolder, until } from '../studio-fixture';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
let studio: Studio;
beforeEach(async () => {
  data = await temporaryFolder();
  studio = await openStudio(data.folder);
});
afterEach(async () => {
  await studio.dispose();
  await data.remove();
});

test('unknown methods and topics and parameters that do not fit are refused', async () => {
  for (const [method, params] of [
    ['project.explode', {}],
    ['constructor', {}],
    ['media.remove', {}],
    ['media.remove', { mediaId: '../etc' }],
    ['media.remove', { mediaId: 'm1' }],
    ['people.change', { mediaId: 'm1', personId: 1, strength: 2 }],
    ['jobs.pause', { jobId: 'j1' }],
    ['settings.change', { patch: { theme: 'purple' } }],
    ['host.importPaths', { paths: [] }],
  ] as const) {
    await expect(studio.call(method, params)).rejects.toMatchObject({ code: 'usage' });
  }
  expect(() => studio.subscribe('toString' as never, () => undefined)).toThrow('no topic');
});

test('a file that is no media and a missing one stay in the list and say why', async () => {
  const notes = path.join(data.folder, 'notes.mp4');
  await writeFile(notes, 'only words');
  const { mediaIds } = (await studio.call('host.importPaths', { paths: [notes] })) as { mediaIds: string[] };
  const [mediaId] = mediaIds;
  const { media } = await until(studio, 'project', (value) => value.media[0]?.error !== undefined);
  expect(media[0]).toMatchObject({ name: 'notes.mp4', analysis: { state: 'failed' } });
  expect(JSON.stringify(media[0])).not.toContain('"path"');
  await expect(studio.call('jobs.estimate', { mediaId })).rejects.toMatchObject({
    code: media[0].error?.code,
  });
  await studio.call('media.remove', { mediaId });
  expect(now(studio, 'project')).toMatchObject({ media: [], undo: 'undo.mediaRemove' });
  await studio.call('project.undo', undefined);
  expect(now(studio, 'project')).toMatchObject({ media: [{ id: mediaId }], redo: 'undo.mediaRemove' });
  await expect(
    studio.call('host.importPaths', { paths: [path.join(data.folder, 'gone.mp4')] }),
  ).rejects.toMatchObject({ code: 'input-not-found' });
});

test('the machine is known by name, cores, memory and models before anything was tried', () => {
  const machine = now(studio, 'machine');
  expect(machineSnapshotSchema.parse(machine)).toEqual(machine);
  expect(machine.models.map(({ job }) => job)).toContain('restoration');
  expect(machine.version).toMatch(/^\d+\.\d+\.\d+/);
});
