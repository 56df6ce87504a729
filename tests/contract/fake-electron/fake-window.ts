import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { FakeElectron } from './fake-electron';
import { FakePage } from './fake-page';

let lastId = 0;

export class FakeWebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly mainFrame = { url: '', parent: null };
  page: FakePage | undefined;
  windowOpen: ((details: { url: string }) => { action: string }) | undefined;
  private destroyed = false;
  private readonly electron: FakeElectron;
  private readonly preload: string;

  constructor(electron: FakeElectron, preload: string) {
    super();
    this.electron = electron;
    this.preload = preload;
    electron.app.emit('web-contents-created', {}, this);
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpen = handler;
  }

  send(channel: string, ...values: unknown[]): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    this.page?.receive(channel, values);
  }

  reload(): void {
    void this.load(this.mainFrame.url);
  }

  /** The page leaves for another address by itself: `location = …`. False where that was denied. */
  navigate(url: string): boolean {
    let prevented = false;
    this.emit('will-navigate', { url, preventDefault: () => (prevented = true) });
    if (!prevented) void this.load(url);
    return !prevented;
  }

  async load(url: string): Promise<void> {
    const answer = await this.electron.fetch(url);
    if (answer.status !== 200) throw new Error(`ERR_FAILED (${answer.status}) loading '${url}'`);
    this.page?.close();
    this.mainFrame.url = url;
    this.page = new FakePage(this, this.electron.ipcMain, this.preload);
    this.emit('did-finish-load');
  }

  crash(): void {
    this.page?.close();
    this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
  }

  destroy(): void {
    this.destroyed = true;
    this.page?.close();
    this.emit('destroyed');
  }
}

/** A window as the host uses it; what it was told last stays to be looked at. */
export class FakeWindow extends EventEmitter {
  readonly webContents: FakeWebContents;
  readonly options: BrowserWindowConstructorOptions;
  progress: { readonly value: number; readonly mode?: string } | undefined;
  focused = false;
  shown = false;
  minimized = false;
  loaded: Promise<void> = Promise.resolve();
  private destroyed = false;
  private readonly electron: FakeElectron;

  constructor(electron: FakeElectron, options: BrowserWindowConstructorOptions) {
    super();
    this.electron = electron;
    this.options = options;
    this.webContents = new FakeWebContents(electron, options.webPreferences?.preload ?? '');
    electron.windows.push(this);
  }

  loadURL(url: string): Promise<void> {
    this.loaded = this.webContents.load(url).then(() => void this.emit('ready-to-show'));
    return this.loaded;
  }

  setProgressBar(value: number, options: { mode?: string } = {}): void {
    this.progress = { value, ...options };
  }

  isDestroyed = () => this.destroyed;
  isMinimized = () => this.minimized;
  isMaximized = () => false;
  isFullScreen = () => false;
  isFocused = () => this.focused;
  getNormalBounds = () => ({
    x: 10,
    y: 20,
    width: this.options.width ?? 0,
    height: this.options.height ?? 0,
  });
  maximize = () => undefined;
  setFullScreen = () => undefined;
  show = () => void (this.shown = true);
  focus = () => void (this.focused = true);
  restore = () => void (this.minimized = false);

  close(): void {
    this.emit('close');
    this.destroyed = true;
    this.webContents.destroy();
    this.electron.windows.splice(this.electron.windows.indexOf(this), 1);
    this.emit('closed');
    if (this.electron.windows.length === 0) this.electron.app.emit('window-all-closed');
  }
}
