import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { TopicValue } from '../../../../preload/contract/studio/topics';
import { openTestDesktop, type TestDesktop } from '../../../contract/electron-studio';
import { until } from '../../../contract/until';

let desktop: TestDesktop;
beforeAll(async () => {
  desktop = await openTestDesktop();
});
afterAll(() => desktop.close());

const clickMenu = (id: string) => {
  const items = desktop.electron.menu.flatMap(
    ({ submenu }) => (submenu as MenuItemConstructorOptions[]) ?? [],
  );
  const item = items.find((candidate) => candidate.id === id);
  if (item?.click === undefined) throw new Error(`no menu item ${id}`);
  (item.click as () => void)();
};

describe('the window', () => {
  test('shuts its page off from Node', () => {
    expect(desktop.window().options.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    });
    expect(desktop.window().shown).toBe(true);
  });

  test('cannot leave the studio, nor open another window or a web view', () => {
    const { webContents } = desktop.window();
    expect(webContents.navigate('https://evil.example/')).toBe(false);
    expect(webContents.navigate('file:///etc/passwd')).toBe(false);
    expect(webContents.navigate('studio://other/')).toBe(false);
    expect(webContents.windowOpen?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
    let prevented = false;
    webContents.emit('will-attach-webview', { preventDefault: () => (prevented = true) });
    expect(prevented).toBe(true);
  });

  test('has no permission and reaches no network', () => {
    const { electron } = desktop;
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'usb',
    ]) {
      expect(electron.permissionCheck({}, permission)).toBe(false);
      let granted = true;
      electron.permissionRequest?.({}, permission, (answer) => (granted = answer));
      expect(granted).toBe(false);
    }
    const cancelled = (url: string) => {
      let answer = false;
      electron.requestCheck({ url }, ({ cancel }) => (answer = cancel));
      return answer;
    };
    expect(cancelled('https://evil.example/x')).toBe(true);
    expect(cancelled('http://127.0.0.1:80/')).toBe(true);
    expect(cancelled('file:///etc/passwd')).toBe(true);
    expect(cancelled('studio://app/assets/a.js')).toBe(false);
  });
});

describe('the bridge', () => {
  test('exposes verbs only', () => {
    const seen = new Set<string>();
    const walk = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, item] of Object.entries(value)) {
        seen.add(key);
        walk(item);
      }
    };
    walk(desktop.page().world);
    expect(Object.keys(desktop.page().world)).toEqual(['facet']);
    expect([...seen].filter((name) => /ipc|send|invoke|require|process|host\./i.test(name))).toEqual([]);
    expect(seen.has('jobs.add')).toBe(true);
    expect(seen.has('shell.openDialog')).toBe(true);
  });

  test('listeners never get the IPC event', async () => {
    const values: unknown[][] = [];
    const off = desktop.bridge().topics.host((...given: unknown[]) => values.push(given));
    await until(() => values.length > 0);
    off();
    expect(values.flat().every((value) => JSON.stringify(value).includes('ipcRenderer') === false)).toBe(
      true,
    );
  });

  test('a dropped file is imported by its path, which the page never sees', async () => {
    const file = new File(['x'], 'talk.mp4');
    desktop.page().filePaths.set(file, '/home/ada/films/talk.mp4');
    const projects: TopicValue<'project'>[] = [];
    const off = desktop.client().subscribe('project', (value) => projects.push(value));
    const answer = await desktop.bridge().importFiles([file, new File(['y'], 'pasted.png')]);
    expect(answer).toEqual({ imported: { ok: true, result: { mediaIds: ['m0'] } }, withoutPath: [1] });
    expect(JSON.stringify(answer)).not.toContain('/home');
    await until(() => projects.at(-1)?.name === 'talk.mp4');
    off();
  });

  test('what is chosen in a menu reaches the page as a command', async () => {
    const ids: string[] = [];
    const off = desktop.bridge().onCommand((id) => ids.push(id));
    clickMenu('media.open');
    clickMenu('project.undo');
    await until(() => ids.length === 2);
    expect(ids).toEqual(['media.open', 'project.undo']);
    off();
  });
});

describe('dialogs and the file manager', () => {
  test('the open dialog imports what was picked', async () => {
    desktop.electron.picked = ['/films/a.mov', '/films/b.jpg'];
    const { mediaIds } = await desktop.client().call('shell.openDialog', {});
    expect(mediaIds).toHaveLength(2);
    expect(desktop.electron.lastDialog?.properties).toEqual(['openFile', 'multiSelections']);
  });

  test('thinking better of it imports nothing', async () => {
    desktop.electron.picked = undefined;
    expect(await desktop.client().call('shell.openDialog', { folders: true })).toEqual({ mediaIds: [] });
    expect(await desktop.client().call('shell.chooseFolder', {})).toBeUndefined();
    expect(await desktop.client().call('shell.chooseModel', {})).toBeUndefined();
  });

  test('a chosen folder is an id and a name', async () => {
    desktop.electron.picked = ['/home/ada/results'];
    expect(await desktop.client().call('shell.chooseFolder', {})).toEqual({ id: 'folder', name: 'Results' });
  });

  test('a chosen model is an offer without its path', async () => {
    desktop.electron.picked = ['/home/ada/net.onnx'];
    const offer = await desktop.client().call('shell.chooseModel', {});
    expect(offer).toMatchObject({ offerId: 'chosen', proposal: { fileName: 'net.onnx' } });
    expect(desktop.electron.lastDialog?.filters?.[0].extensions).toEqual(['onnx', 'mat', 'npz']);
    await desktop.client().call('shell.chooseModel', { folder: true });
    expect(desktop.electron.lastDialog?.properties).toEqual(['openDirectory']);
  });

  test('a result that is gone says so', async () => {
    await expect(desktop.client().call('shell.openResult', { jobId: 'j1' })).rejects.toMatchObject({
      code: 'input-not-found',
    });
    expect(desktop.electron.opened).toEqual([]);
  });

  test('without an update server nothing is asked', async () => {
    expect(await desktop.client().call('shell.checkForUpdates', {})).toEqual({ state: 'unsupported' });
  });
});

describe('files from outside', () => {
  test('a second start hands its files to the first and comes to the front', async () => {
    const names: string[] = [];
    const off = desktop.client().subscribe('project', ({ name }) => names.push(name));
    const file = path.join(desktop.folder, 'second.mp4');
    writeFileSync(file, 'x');
    desktop.window().focused = false;
    desktop.electron.app.emit(
      'second-instance',
      {},
      ['/opt/facet', '--allow-file-access', file, 'gone.mp4'],
      '/',
    );
    await until(() => names.at(-1) === 'second.mp4');
    expect(desktop.window().focused).toBe(true);
    off();
  });

  test('the second start itself ends without a window', async () => {
    const second = await openTestDesktop({ prepare: (electron) => (electron.app.firstInstance = false) });
    expect(second.electron.windows).toEqual([]);
    expect(second.electron.app.quits).toBe(1);
  });

  test('the system’s open-file is taken, before the start and after', async () => {
    let prevented = false;
    desktop.electron.app.emit('open-file', { preventDefault: () => (prevented = true) }, '/films/later.mp4');
    const names: string[] = [];
    const off = desktop.client().subscribe('project', ({ name }) => names.push(name));
    await until(() => names.at(-1) === 'later.mp4');
    expect(prevented).toBe(true);
    off();
  });
});

test('an engine that dies is told of and started again', async () => {
  const hosts: TopicValue<'host'>[] = [];
  const connections: boolean[] = [];
  const client = desktop.client();
  client.subscribe('host', (value) => hosts.push(value));
  client.onConnection((connected) => connections.push(connected));
  await until(() => hosts.at(-1)?.engine === 'running');
  await expect(client.call('media.remove', { mediaId: 'crash' })).rejects.toMatchObject({
    code: 'engine-stopped',
  });
  await until(() => hosts.some(({ engine }) => engine === 'restarting'));
  expect(await client.call('media.addSample', {})).toEqual({ mediaId: 'sample' });
  await until(() => connections.at(-1) === true);
  expect(connections).toEqual([false, true]);
  expect(desktop.electron.engines).toHaveLength(2);
});

test('a page that crashes is loaded again and its calls stop', async () => {
  const notices: string[] = [];
  const client = desktop.client();
  client.subscribe('notices', ({ message }) => notices.push(message));
  await client.call('media.addSample', {});
  void client.call('machine.benchmark', {}).catch(() => undefined);
  await until(() => notices.includes('benchmark began'));
  const before = desktop.page();
  desktop.window().webContents.crash();
  await until(() => desktop.page() !== before);
  await expect(desktop.client().call('media.addSample', {})).resolves.toEqual({ mediaId: 'sample' });
  expect(desktop.electron.messages).toHaveLength(1);
});

test('quitting waits for the engine; the window’s place is remembered', async () => {
  const own = await openTestDesktop();
  await own.client().call('media.addSample', {});
  const pid = own.electron.engines[0].pid ?? 0;
  own.window().close();
  await until(() => own.electron.app.ended);
  expect(() => process.kill(pid, 0)).toThrow();
  expect(existsSync(path.join(own.folder, 'userData', 'window.json'))).toBe(true);
});
