import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { TopicValue } from '../../../../preload/contract/studio/topics';
import { openTestDesktop, type TestDesktop } from '../../../contract/electron-studio';
import { rawFrame, resultBytes } from '../../../contract/fake-studio';
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

describe('messages from elsewhere', () => {
  const contents = () => desktop.window().webContents;
  const frames = [
    ['another site', { url: 'https://evil.example/', parent: null }],
    ['a frame inside the page', { url: 'studio://app/', parent: {} }],
    ['a file', { url: 'file:///home/ada/page.html', parent: null }],
    ['a frame that is gone', null],
  ] as const;

  test.each(frames)('%s is not answered', async (_what, senderFrame) => {
    const { ipcMain } = desktop.electron;
    const sent: unknown[] = [];
    const sender = {
      id: 999,
      isDestroyed: () => false,
      send: (...values: unknown[]) => sent.push(values),
      once: () => 0,
      off: () => 0,
    };
    ipcMain.emit('facet:open', { sender, senderFrame });
    ipcMain.emit(
      'facet:wire',
      { sender, senderFrame },
      { type: 'call', id: 1, method: 'media.addSample', params: {} },
    );
    const imported = await ipcMain.invoke('facet:import-paths', { sender, senderFrame }, [['/etc/passwd']]);
    expect(imported).toMatchObject({ ok: false, error: { code: 'usage' } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toEqual([]);
  });

  test('a request that is too large, or none at all, does no harm', async () => {
    const event = { sender: contents(), senderFrame: contents().mainFrame };
    for (const message of [
      undefined,
      null,
      'x',
      { type: 'open' },
      { type: 'call', id: {} },
      'x'.repeat(2 ** 21),
    ]) {
      desktop.electron.ipcMain.emit('facet:wire', event, message);
    }
    const large = desktop.client().call('presets.export', { presetId: 'x'.repeat(2 ** 21) });
    await expect(large).rejects.toMatchObject({ code: 'usage', message: 'The request is too large.' });
    await expect(desktop.client().call('media.addSample', {})).resolves.toEqual({ mediaId: 'sample' });
  });

  test('a page that is loaded again starts afresh', async () => {
    const before = desktop.page();
    contents().reload();
    await until(() => desktop.page() !== before);
    const names: string[] = [];
    const off = desktop.client().subscribe('project', ({ name }) => names.push(name));
    await until(() => names.length > 0);
    off();
  });

  test('paths that are none are refused', async () => {
    const event = { sender: contents(), senderFrame: contents().mainFrame };
    for (const paths of [['relative.mp4'], [], ['/a', 1], 'x', Array.from({ length: 10_001 }, () => '/a')]) {
      const answer = await desktop.electron.ipcMain.invoke('facet:import-paths', event, [paths]);
      expect(answer).toMatchObject({ ok: false, error: { code: 'usage' } });
    }
  });

  test('host methods do not exist for a page, even past the bridge', async () => {
    const replies: unknown[] = [];
    const off = desktop.window().webContents;
    const send = off.send.bind(off);
    off.send = (channel: string, ...values: unknown[]) => {
      replies.push(...values);
      send(channel, ...values);
    };
    const event = { sender: contents(), senderFrame: contents().mainFrame };
    const message = { type: 'call', id: 77, method: 'host.importPaths', params: { paths: ['/etc/passwd'] } };
    desktop.electron.ipcMain.emit('facet:wire', event, message);
    await until(() => replies.some((reply) => (reply as { id?: number }).id === 77));
    expect(replies).toContainEqual(expect.objectContaining({ type: 'error', id: 77 }));
    off.send = send;
  });
});

describe('studio://', () => {
  const get = (url: string, init?: RequestInit) => desktop.electron.fetch(url, init);

  test('gives the page with a strict policy', async () => {
    const page = await get('studio://app/');
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|\*|https?:/);
    const nonce = /nonce-([\w-]+)/.exec(policy)?.[1] ?? 'none';
    expect(await page.text()).toContain(`content="${nonce}"`);
  });

  test('gives frames and parts of files', async () => {
    const frame = await get('studio://app/resource/media/a/before/0.raw');
    expect(Buffer.from(await frame.arrayBuffer()).equals(rawFrame)).toBe(true);
    const part = await get('studio://app/resource/jobs/done/file/output', {
      headers: { range: 'bytes=10-19' },
    });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 10-19/5000');
    expect(Buffer.from(await part.arrayBuffer()).equals(resultBytes.subarray(10, 20))).toBe(true);
  });

  test.each([
    'studio://app/../secret.html',
    'studio://app/%2e%2e/secret.html',
    'studio://app/..%2fsecret.html',
    'studio://app/resource/..%2f..%2fetc%2fpasswd',
    'studio://app/resource//etc/passwd',
    'studio://app/engine-process.js',
    'studio://other/',
    'studio://app.evil.example/',
    'studio://app:81/',
  ])('%s is 404', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  test('another origin is refused, other methods too', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await get('studio://app/resource/media/a/before/0.raw', { headers })).status).toBe(403);
    expect((await get('studio://app/', { method: 'DELETE' })).status).toBe(405);
    expect((await get('studio://app/upload?name=a.png')).status).toBe(405);
  });

  test('a picture without a path is kept and imported', async () => {
    const answer = await get('studio://app/upload?name=pasted.png', {
      method: 'POST',
      body: Buffer.from('png'),
    });
    expect(await answer.json()).toMatchObject({ mediaIds: [expect.stringMatching(/^m\d/) as string] });
    const uploads = path.join(desktop.folder, 'userData', 'studio', 'uploads');
    expect(
      readdirSync(uploads, { recursive: true }).some((name) => String(name).endsWith('pasted.png')),
    ).toBe(true);
  });

  test('a reader who goes away stops the work', async () => {
    const notices: string[] = [];
    const off = desktop.client().subscribe('notices', ({ message }) => notices.push(message));
    await desktop.client().call('media.addSample', {});
    const controller = new AbortController();
    const asked = get('studio://app/resource/media/slow/after/1/0.raw', { signal: controller.signal });
    await until(() => notices.includes('frame began'));
    controller.abort();
    await until(() => notices.includes('frame stopped'));
    await asked.catch(() => undefined);
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
  });

  test('a chosen folder is an id and a name', async () => {
    desktop.electron.picked = ['/home/ada/results'];
    expect(await desktop.client().call('shell.chooseFolder', {})).toEqual({ id: 'folder', name: 'Results' });
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
