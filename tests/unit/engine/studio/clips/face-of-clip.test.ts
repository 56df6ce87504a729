import { copyFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MediaItem } from '../../../../../preload/contract/studio/media-item';
import { UserModelLibrary } from '../../../../../main/engine/model-library/model-library';
import { ModelStore } from '../../../../../main/engine/models/model-store';
import { userModelsFolder } from '../../../../../main/engine/models/user-list';
import { otherFace } from '../../../../fixtures/other-models/other-face';
import { writeGnm } from '../../../../fixtures/other-models/write-gnm';
import { openStudio, temporaryFolder, until } from '../studio-fixture';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  data = await temporaryFolder();
});
afterAll(async () => data.remove());

test('another 3D face among its settings analyses a clip again, and one that is lost says so', async () => {
  const face = await otherFace();
  await writeGnm(path.join(data.folder, 'gnm'), face, 5, face.own.expressionNames);
  const store = new ModelStore(undefined, userModelsFolder(data.folder));
  const library = new UserModelLibrary(store, () => Promise.reject(new Error('no pool')));
  await library.add(path.join(data.folder, 'gnm'), { id: 'gnm', licence: 'Apache-2.0', source: 'the test' });
  const input = path.join(data.folder, 'portrait.jpg');
  await copyFile(path.resolve('tests/fixtures/portrait.jpg'), input);

  const studio = await openStudio(data.folder);
  try {
    const { mediaIds } = (await studio.call('host.importPaths', { paths: [input] })) as {
      mediaIds: string[];
    };
    const [mediaId] = mediaIds;
    const ended = (item: MediaItem): boolean => ['done', 'failed'].includes(item.analysis.state);
    const settle = async (faceModel: string): Promise<MediaItem> => {
      await studio.call('media.changeSettings', { mediaId, patch: { faceModel } });
      return (await until(studio, 'project', ({ media }) => ended(media[0]))).media[0];
    };
    await until(studio, 'project', ({ media }) => media[0]?.analysis.state === 'done');
    const shapeModes = async (): Promise<number> => {
      const names = await readdir(data.folder, { recursive: true });
      const file = path.join(data.folder, names.find((name) => name.endsWith('project.json')) ?? '');
      const { people } = JSON.parse(await readFile(file, 'utf8')) as { people: { shape: number[] }[] };
      return people[0].shape.length;
    };
    expect(await shapeModes()).toBe(80);
    expect((await settle('gnm')).settings.faceModel).toBe('gnm');
    expect(await shapeModes()).toBe(5);
    // An empty id is the built-in one again.
    expect((await settle('')).settings.faceModel).toBeUndefined();
    expect(await shapeModes()).toBe(80);
    const lost = (await settle('lost')).analysis;
    expect(lost).toMatchObject({ state: 'failed', error: { code: 'model-missing' } });
  } finally {
    await studio.dispose();
  }
});
