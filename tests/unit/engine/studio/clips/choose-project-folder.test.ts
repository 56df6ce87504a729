import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseProjectFolder } from '../../../../../main/engine/studio/clips/choose-project-folder';
import { sampleClip } from '../../../../../main/engine/studio/sample-clip';
import { temporaryFolder } from '../studio-fixture';

let place: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  place = await temporaryFolder();
});
afterEach(() => place.remove());

const file = (...names: string[]): string => path.join(place.folder, ...names);
const choose = (input: string, inUse: readonly string[] = []): Promise<string> =>
  chooseProjectFolder(input, file('data'), (folder) => inUse.includes(folder));

test('it lies beside the clip, where the command line keeps it too', async () => {
  expect(await choose(file('talk.mp4'))).toBe(file('talk.facet'));
});

test('the data folder has it for uploads, for the sample, and where another clip has the name', async () => {
  const ours = new RegExp(`^${file('data', 'analyses')}/.*\\.facet$`);
  expect(await choose(file('data', 'uploads', 'talk.mp4'))).toMatch(ours);
  expect(await choose(sampleClip())).toMatch(ours);
  const [one, two] = [
    await choose(file('talk.mp4'), [file('talk.facet')]),
    await choose(file('b', 'talk.mp4')),
  ];
  expect(one).toMatch(ours);
  expect(two).not.toBe(one);
});

test('a folder that is damaged or of another program version is left alone', async () => {
  await mkdir(file('talk.facet', 'analysis'), { recursive: true });
  await writeFile(file('talk.facet', 'analysis', 'project.json'), '{"version": 99}');
  expect(await choose(file('talk.mp4'))).toContain(file('data', 'analyses'));
});

test('where nothing may be written it goes to the data folder', async () => {
  if (process.getuid?.() === 0) return; // root may write everywhere
  await mkdir(file('locked'));
  await chmod(file('locked'), 0o555);
  expect(await choose(file('locked', 'talk.mp4'))).toContain(file('data', 'analyses'));
});
