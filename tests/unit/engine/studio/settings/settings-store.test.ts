import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { enhanceSettingsSchema } from '../../../../../preload/contract/studio/enhance-settings';
import { settingsSnapshotSchema } from '../../../../../preload/contract/studio/user-settings';
import { SettingsStore } from '../../../../../main/engine/studio/settings/settings-store';
import { NoticeStream } from '../../../../../main/engine/studio/topics/notice-stream';
import { temporaryFolder } from '../studio-fixture';

let data: Awaited<ReturnType<typeof temporaryFolder>>;
const said: string[] = [];
beforeEach(async () => {
  data = await temporaryFolder();
  said.length = 0;
});
afterEach(() => data.remove());

const start = (): Promise<SettingsStore> =>
  SettingsStore.start({
    dataFolder: data.folder,
    notices: new NoticeStream(({ message }) => said.push(message)),
    onChange: () => undefined,
    saveDelayMilliseconds: 5,
  });
const four = enhanceSettingsSchema.parse({ scale: 4, container: 'mkv' });

test('settings and saved presets are there again at the next start', async () => {
  const store = await start();
  store.change({ theme: 'light', uiScale: undefined, shortcuts: { 'app.undo': ['mod+y'] } });
  const id = store.savePreset('Mine', four);
  expect(store.savePreset('Mine', four)).toBe(id);
  await store.flush();
  const again = await start();
  expect(again.settings).toMatchObject({ theme: 'light', uiScale: 1, shortcuts: { 'app.undo': ['mod+y'] } });
  expect(again.preset(id)).toEqual({ id, name: 'Mine', builtIn: false, settings: four });
  expect(settingsSnapshotSchema.parse(again.snapshot())).toEqual(again.snapshot());
});

test('the built-in presets are there and stay', async () => {
  const store = await start();
  const ids = store.snapshot().presets.map(({ id }) => id);
  expect(ids).toEqual([
    'restore-gentle',
    'restore',
    'restore-faithful',
    'restore-vivid',
    'enlarge-2x',
    'enlarge-4x',
    'archive-ffv1',
  ]);
  expect(store.preset('archive-ffv1').settings).toMatchObject({
    container: 'mkv',
    encoding: { codec: 'ffv1' },
  });
  expect(() => store.removePreset('restore')).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
});

test('a preset goes through a shared file; a name that is taken gets a number', async () => {
  const store = await start();
  const file = store.exportPreset(store.savePreset('Mine', four));
  const id = store.importPreset({ ...file, settings: enhanceSettingsSchema.parse({}) });
  expect(store.preset(id).name).toBe('Mine 2');
  store.removePreset(id);
  expect(() => store.preset(id)).toThrow(expect.objectContaining({ code: 'usage' }) as Error);
  await store.flush();
});

test('a damaged file is set aside and the defaults are used', async () => {
  await writeFile(path.join(data.folder, 'settings.json'), '{"theme":"purple"}');
  const store = await start();
  expect(store.settings.theme).toBe('dark');
  expect(said).toEqual([expect.stringContaining('settings.json was damaged') as string]);
  expect((await readdir(data.folder))[0]).toMatch(/^settings\.damaged-/);
});
