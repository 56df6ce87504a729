import path from 'node:path';
import type { BrowserWindow } from 'electron';
import type { JobsSnapshot } from '../../../preload/contract/studio/job-item';
import { channels } from '../../../preload/contract/studio/electron-channels';
import type { SettingsSnapshot } from '../../../preload/contract/studio/user-settings';
import { superviseEngine, type EngineLink } from '../engine-link/engine-link';
import { createHostState } from '../host-state';
import { createRendererService } from '../renderer-service';
import { createDesktop, type StudioDesktop } from './desktop';
import type { ElectronFacade } from './electron-facade';
import { bindImports } from './import-binding';
import { harden } from './harden';
import { hostStrings, type HostStrings } from './host-strings';
import { JobWatch } from './job-watch';
import { menuTemplate } from './menu-template';
import { filesOfArguments, OpenQueue } from './opened-files';
import { createShellCalls } from './shell-calls';
import { studioScheme } from './studio-address';
import { createStudioProtocol, registerStudioScheme } from './studio-protocol';
import { openStudioWindow } from './studio-window';
import { createUpdates, type Updates } from './updates';
import { unpackedPath } from './unpacked-path';
import { launchUtilityEngine } from './utility-engine';
import { bindWire } from './wire-binding';

export interface ElectronStudioOptions {
  /** Holds electron-main.js, engine-process.js, preload.js and renderer/. */
  readonly distFolder: string;
  readonly icon?: string;
  readonly argv: readonly string[];
  readonly workingFolder: string;
  readonly platform: NodeJS.Platform;
  /** Where the package keeps what is outside the archive. */
  readonly resourcesFolder: string;
  readonly loadUpdater: Parameters<typeof createUpdates>[1];
}

/** The studio as a desktop program, from its first line to its last. */
export function runElectronStudio(electron: ElectronFacade, options: ElectronStudioOptions): void {
  const { app } = electron;
  // A second start hands its files to the first and ends.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const opened = new OpenQueue();
  const filesOf = (argv: readonly string[], workingFolder: string) =>
    filesOfArguments(argv, { packaged: app.isPackaged, workingFolder });
  registerStudioScheme(electron);
  app.setAppUserModelId('studio.facet.desktop');
  app.on('open-file', (event, file) => {
    event.preventDefault();
    opened.add([file]);
  });
  app.on('second-instance', (_event, argv, workingFolder) => opened.add(filesOf(argv, workingFolder)));
  opened.add(filesOf(options.argv, options.workingFolder));
  void app.whenReady().then(() => new ElectronStudio(electron, options).start(opened));
}

class ElectronStudio {
  private readonly electron: ElectronFacade;
  private readonly options: ElectronStudioOptions;
  private readonly updates: Updates;
  private readonly host;
  private readonly engine: EngineLink;
  private window: BrowserWindow | undefined;
  private strings: HostStrings;
  private askedForUpdates = false;
  private ending: 'no' | 'disposing' | 'disposed' = 'no';
  private pageDeaths: number[] = [];

  constructor(electron: ElectronFacade, options: ElectronStudioOptions) {
    this.electron = electron;
    this.options = options;
    this.updates = createUpdates(options.resourcesFolder, options.loadUpdater);
    this.host = createHostState({
      kind: 'electron',
      canOpenDialog: true,
      canChooseFolder: true,
      canReveal: true,
      canUpdate: this.updates.supported,
      engine: 'restarting',
    });
    this.strings = hostStrings('system', electron.app.getLocale());
    this.engine = superviseEngine({
      launch: () =>
        launchUtilityEngine(electron, unpackedPath(path.join(options.distFolder, 'engine-process.js'))),
      start: { engine: {}, dataFolder: this.dataFolder },
      onState: (state) => this.host.setEngine(state),
    });
  }

  private get dataFolder(): string {
    return path.join(this.electron.app.getPath('userData'), 'studio');
  }

  start(opened: OpenQueue): void {
    const { electron, engine, host, options, updates } = this;
    const { app } = electron;
    harden(electron);
    electron.protocol.handle(
      studioScheme,
      createStudioProtocol({
        engine,
        pagesFolder: path.join(options.distFolder, 'renderer'),
        uploadsFolder: path.join(this.dataFolder, 'uploads'),
      }),
    );
    const shell = createShellCalls(electron, {
      engine,
      updates,
      window: () => this.window,
      strings: () => this.strings,
    });
    bindWire(electron, createRendererService({ engine, host, shell }));
    bindImports(electron, (paths) => engine.call('host.importPaths', { paths }));

    this.followEngine();
    this.setMenu();
    this.openWindow();
    opened.ready((paths) => {
      this.showWindow();
      // What cannot be imported is told by the studio's own list and notices.
      engine.call('host.importPaths', { paths }).catch(() => undefined);
    });
    app.on('second-instance', () => this.showWindow());
    app.on('activate', () => this.showWindow());
    app.on('window-all-closed', () => {
      if (options.platform !== 'darwin') app.quit();
    });
    app.on('before-quit', (event) => this.end(event));
  }

  /** The queue on the desktop, the user's language in the menus. */
  private followEngine(): void {
    const desktop = createDesktop(this.electron, {
      window: () => this.window,
      strings: () => this.strings,
      showJobs: () => {
        this.showWindow();
        this.command('room.jobs');
      },
      showSettings: () => {
        this.showWindow();
        this.command('room.settings');
      },
    });
    const watch = new JobWatch(desktop);
    this.engine.subscribe('jobs', (value) => watch.follow(value as JobsSnapshot));
    this.host.subscribe(({ engine }) => {
      // A dead engine runs no job.
      if (engine !== 'running') watch.follow({ jobs: [], paused: false });
    });
    this.engine.subscribe('settings', (value) => this.adopt(value as SettingsSnapshot, desktop));
  }

  private adopt({ settings }: SettingsSnapshot, desktop: StudioDesktop): void {
    const strings = hostStrings(settings.language, this.electron.app.getLocale());
    if (strings !== this.strings) {
      this.strings = strings;
      this.setMenu();
    }
    if (this.askedForUpdates) return;
    this.askedForUpdates = true;
    // The page asks again when the user wants to know; here only what the setting says: once, at start.
    if (!settings.checkForUpdates) return;
    this.updates.check().then(
      (found) => {
        if (found.state === 'available') desktop.updateAvailable(found.version);
      },
      // Without a network nothing is missed; a check in the settings says why it failed.
      () => undefined,
    );
  }

  private setMenu(): void {
    const { app, Menu } = this.electron;
    const template = menuTemplate({
      platform: this.options.platform,
      strings: this.strings,
      developing: !app.isPackaged,
      command: (id) => this.command(id),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  private command(id: string): void {
    this.window?.webContents.send(channels.command, id);
  }

  private openWindow(): void {
    const { electron, options } = this;
    const window = openStudioWindow(electron, {
      preload: path.join(options.distFolder, 'preload.js'),
      stateFile: path.join(electron.app.getPath('userData'), 'window.json'),
      icon: options.icon,
      developing: !electron.app.isPackaged,
    });
    this.window = window;
    window.on('closed', () => {
      if (this.window === window) this.window = undefined;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && reason !== 'killed') this.revivePage(window);
    });
  }

  /** Loads a page again that has crashed; one that keeps crashing is left, with the window, to the user. */
  private revivePage(window: BrowserWindow): void {
    const now = performance.now();
    this.pageDeaths = [...this.pageDeaths.filter((at) => now - at < 60_000), now];
    if (this.pageDeaths.length > 3 || window.isDestroyed()) return;
    window.webContents.reload();
    void this.electron.dialog.showMessageBox(window, { type: 'warning', message: this.strings.pageGone });
  }

  private showWindow(): void {
    if (this.ending !== 'no') return;
    if (this.window === undefined) {
      this.openWindow();
      return;
    }
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  /** Quitting waits until the engine has written what is unsaved. */
  private end(event: { preventDefault(): void }): void {
    if (this.ending === 'disposed') return;
    event.preventDefault();
    if (this.ending === 'disposing') return;
    this.ending = 'disposing';
    void this.engine.dispose().finally(() => {
      this.ending = 'disposed';
      this.electron.app.quit();
    });
  }
}
