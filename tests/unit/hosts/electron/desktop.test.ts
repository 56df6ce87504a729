import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { JobItem } from '../../../../preload/contract/studio/job-item';
import { createDesktop } from '../../../../main/hosts/electron/desktop';
import { hostStrings } from '../../../../main/hosts/electron/host-strings';
import { JobWatch, progressOf } from '../../../../main/hosts/electron/job-watch';
import { menuTemplate } from '../../../../main/hosts/electron/menu-template';
import { filesOfArguments, OpenQueue } from '../../../../main/hosts/electron/opened-files';
import { createUpdates } from '../../../../main/hosts/electron/updates';
import { readWindowState } from '../../../../main/hosts/electron/window-state';
import { FakeElectron } from '../../../contract/fake-electron/fake-electron';
import { FakeWindow } from '../../../contract/fake-electron/fake-window';

const folder = mkdtempSync(path.join(os.tmpdir(), 'facet-desktop-'));

function job(id: string, status: JobItem['status'], done = 0): JobItem {
  return {
    id,
    mediaName: 'talk.mp4',
    outputName: 'talk-enhanced.mp4',
    status,
    stages: [
      { stage: 'analyse', state: 'skipped', done: 0, total: 0 },
      { stage: 'render', state: 'running', done, total: 100 },
    ],
  } as unknown as JobItem;
}
const running = { state: 'running', stage: 'render', framesPerSecond: 5 } as const;

describe('the queue on the desktop', () => {
  const electron = new FakeElectron(folder);
  const window = new FakeWindow(electron, {});
  let shown = 0;
  const watch = new JobWatch(
    createDesktop(electron.facade, {
      window: () => window as never,
      strings: () => hostStrings('en', 'en'),
      showJobs: () => shown++,
      showSettings: () => undefined,
    }),
  );

  test('while a job runs: progress, and no sleep', () => {
    watch.follow({ jobs: [job('a', running, 50)], paused: false });
    expect(window.progress).toEqual({ value: 0.75, mode: 'normal' });
    expect(electron.blockers.size).toBe(1);
    watch.follow({ jobs: [job('a', running, 60)], paused: false });
    expect(electron.blockers.size).toBe(1);
  });

  test('paused: it shows, and the machine may sleep', () => {
    watch.follow({ jobs: [job('a', { state: 'paused' }, 60)], paused: true });
    expect(window.progress).toEqual({ value: 0.8, mode: 'paused' });
    expect(electron.blockers.size).toBe(0);
    expect(electron.notifications).toEqual([]);
  });

  test('ended behind other windows: a notification that leads to the jobs', () => {
    watch.follow({ jobs: [job('a', running, 99)], paused: false });
    const done = { state: 'done', bytes: 1, summary: {} } as unknown as JobItem['status'];
    watch.follow({ jobs: [job('a', done, 100)], paused: false });
    expect(electron.notifications).toMatchObject([{ title: 'Enhanced', body: 'talk-enhanced.mp4' }]);
    electron.notifications[0].click();
    expect(shown).toBe(1);
    expect(window.progress).toEqual({ value: -1 });
  });

  test('failed: the notification says why', () => {
    watch.follow({ jobs: [job('b', running)], paused: false });
    const error = { code: 'output-disk-full', message: 'The disk is full.' } as const;
    watch.follow({ jobs: [job('b', { state: 'failed', error })], paused: false });
    expect(electron.notifications.at(-1)).toMatchObject({
      title: 'Not enhanced',
      body: 'talk.mp4: The disk is full.',
    });
  });

  test('ended in front of the user, cancelled, or done before the start: no notification', () => {
    const before = electron.notifications.length;
    window.focused = true;
    watch.follow({ jobs: [job('c', running)], paused: false });
    watch.follow({
      jobs: [job('c', { state: 'failed', error: { code: 'internal', message: '' } })],
      paused: false,
    });
    window.focused = false;
    watch.follow({ jobs: [job('d', running)], paused: false });
    watch.follow({ jobs: [job('d', { state: 'cancelled' })], paused: false });
    const done = { state: 'done', bytes: 1, summary: {} } as unknown as JobItem['status'];
    new JobWatch(
      createDesktop(electron.facade, {
        window: () => undefined,
        strings: () => hostStrings('en', 'en'),
        showJobs: () => undefined,
        showSettings: () => undefined,
      }),
    ).follow({ jobs: [job('e', done)], paused: false });
    expect(electron.notifications).toHaveLength(before);
  });

  test('a newer version is told, and leads to the settings', () => {
    let opened = 0;
    createDesktop(electron.facade, {
      window: () => undefined,
      strings: () => hostStrings('de', 'en'),
      showJobs: () => undefined,
      showSettings: () => opened++,
    }).updateAvailable('2.1.0');
    const told = electron.notifications.at(-1);
    expect(told?.body).toBe('Version 2.1.0 ist erschienen. Nichts wurde geladen.');
    told?.click();
    expect(opened).toBe(1);
  });

  test('a job without stages has got nowhere', () => {
    expect(progressOf({ stages: [] })).toBe(0);
  });
});

describe('menus', () => {
  const idsOf = (items: readonly MenuItemConstructorOptions[]): string[] =>
    items.flatMap(({ id, submenu }) => [
      ...(id === undefined ? [] : [id]),
      ...(Array.isArray(submenu) ? idsOf(submenu) : []),
    ]);
  const template = (platform: NodeJS.Platform, language: 'en' | 'de' = 'en') =>
    menuTemplate({
      platform,
      strings: hostStrings(language, 'en'),
      developing: false,
      command: () => undefined,
    });

  test('offer the same commands on every system', () => {
    const [linux, mac] = [idsOf(template('linux')).sort(), idsOf(template('darwin')).sort()];
    expect(mac).toEqual(linux);
    expect(linux).toContain('enhance.start');
  });

  test('claim no key from the page, and end the program only where the system expects it', () => {
    const all = JSON.stringify(template('linux'));
    expect(all).not.toContain('accelerator');
    expect(template('darwin')[0].role).toBe('appMenu');
  });

  test('speak the user’s language', () => {
    expect(template('linux', 'de')[0].label).toBe('Datei');
    expect(hostStrings('system', 'de-AT').jobs).toBe('Aufträge');
    expect(hostStrings('en', 'de').jobs).toBe('Jobs');
    expect(hostStrings('system', 'fr').jobs).toBe('Jobs');
  });

  test('a packaged program has no developer tools', () => {
    expect(JSON.stringify(template('linux'))).not.toContain('toggleDevTools');
  });
});

describe('the window’s place', () => {
  const file = path.join(folder, 'window.json');
  const screen = [{ x: 0, y: 0, width: 1920, height: 1040 }];
  const place = { x: 100, y: 50, width: 1200, height: 800, maximized: true, fullScreen: false };

  test('is taken up again', () => {
    writeFileSync(file, JSON.stringify(place));
    expect(readWindowState(file, screen)).toEqual(place);
  });

  test.each([[{ ...place, x: 2500 }], [{ ...place, y: -300 }], [{ ...place, x: -1150 }]])(
    'on a screen that is gone: the size only',
    (gone) => {
      writeFileSync(file, JSON.stringify(gone));
      const { width, height, maximized, fullScreen } = gone;
      expect(readWindowState(file, screen)).toEqual({ width, height, maximized, fullScreen });
    },
  );

  test.each(['', '{', '{"width":1}', '[]'])('damaged (%p): the usual one', (text) => {
    writeFileSync(file, text);
    expect(readWindowState(file, screen)).toMatchObject({ width: 1440, height: 900, maximized: false });
  });
});

test('files among the arguments', () => {
  const file = path.join(folder, 'clip.mp4');
  writeFileSync(file, '');
  const here = { workingFolder: folder };
  expect(
    filesOfArguments(['/app', '--no-sandbox', 'clip.mp4', 'gone.mp4'], { packaged: true, ...here }),
  ).toEqual([file]);
  expect(filesOfArguments(['electron', '.', file], { packaged: false, ...here })).toEqual([file]);
  expect(filesOfArguments(['electron', folder], { packaged: false, ...here })).toEqual([]);
});

test('files that come before the program is ready wait for it', () => {
  const queue = new OpenQueue();
  const opened: (readonly string[])[] = [];
  queue.add(['/a']);
  queue.add(['/b']);
  queue.add([]);
  queue.ready((paths) => opened.push(paths));
  queue.add(['/c']);
  expect(opened).toEqual([['/a', '/b'], ['/c']]);
});

describe('updates', () => {
  test('are asked for only where the package names a server, and never downloaded', async () => {
    const off = createUpdates(folder, () => Promise.reject(new Error('loaded')));
    expect(off.supported).toBe(false);
    expect(await off.check()).toEqual({ state: 'unsupported' });

    writeFileSync(path.join(folder, 'app-update.yml'), 'provider: generic');
    const updater = {
      autoDownload: true,
      autoInstallOnAppQuit: true,
      logger: console,
      checkForUpdates: async () => ({ isUpdateAvailable: true, updateInfo: { version: '9.0.0' } }),
    };
    const on = createUpdates(folder, async () => updater as never);
    expect(await on.check()).toEqual({ state: 'available', version: '9.0.0' });
    expect([updater.autoDownload, updater.autoInstallOnAppQuit]).toEqual([false, false]);
    updater.checkForUpdates = () => Promise.reject(new Error('net::ERR_NAME_NOT_RESOLVED'));
    await expect(on.check()).rejects.toMatchObject({ code: 'internal' });
  });
});
