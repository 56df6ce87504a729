import { EventEmitter } from 'node:events';
import type {
  BrowserWindowConstructorOptions,
  MenuItemConstructorOptions,
  OpenDialogOptions,
} from 'electron';
import type { ElectronFacade } from '../../../main/hosts/electron/electron-facade';
import { FakeIpcMain } from './fake-ipc-main';
import { FakeUtilityProcess } from './fake-utility-process';
import { FakeWindow } from './fake-window';

class FakeApp extends EventEmitter {
  isPackaged = true;
  locale = 'en-GB';
  quits = 0;
  /** Set once the program has really ended. */
  ended = false;
  firstInstance = true;
  private readonly userData: string;

  constructor(userData: string) {
    super();
    this.userData = userData;
  }

  requestSingleInstanceLock = () => this.firstInstance;
  setAppUserModelId = () => undefined;
  whenReady = () => Promise.resolve();
  getLocale = () => this.locale;
  getPath = (name: string) => `${this.userData}/${name}`;

  quit(): void {
    this.quits++;
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.ended = true;
  }
}

type PermissionCheck = (contents: unknown, permission: string) => boolean;
type RequestCheck = (details: { url: string }, done: (answer: { cancel: boolean }) => void) => void;

/**
 * The parts of Electron that the host uses, without a browser: what crosses a process in Electron is copied here by the
 * same rules (structured clone for IPC, the context bridge's own for the page), utility processes are real processes,
 * and the preload script is the real file.
 */
export class FakeElectron {
  readonly app: FakeApp;
  readonly ipcMain = new FakeIpcMain();
  readonly windows: FakeWindow[] = [];
  readonly engines: FakeUtilityProcess[] = [];
  readonly notifications: { title: string; body: string; click(): void }[] = [];
  readonly opened: string[] = [];
  readonly messages: string[] = [];
  menu: readonly MenuItemConstructorOptions[] = [];
  blockers = new Set<number>();
  /** What the user picks in the next dialog; undefined: they cancel. */
  picked: readonly string[] | undefined;
  lastDialog: OpenDialogOptions | undefined;
  permissionCheck: PermissionCheck = () => true;
  permissionRequest:
    ((contents: unknown, permission: string, done: (granted: boolean) => void) => void) | undefined;
  requestCheck: RequestCheck = (_details, done) => done({ cancel: false });
  schemes: readonly { scheme: string }[] = [];
  private handler: ((request: Request) => Promise<Response>) | undefined;

  constructor(userData: string) {
    this.app = new FakeApp(userData);
  }

  /** A request of a page through the custom scheme. */
  async fetch(url: string, init?: RequestInit): Promise<Response> {
    const { protocol } = new URL(url);
    if (this.handler === undefined || !this.schemes.some(({ scheme }) => `${scheme}:` === protocol)) {
      throw new Error(`ERR_UNKNOWN_URL_SCHEME loading '${url}'`);
    }
    return this.handler(new Request(url, init));
  }

  get facade(): ElectronFacade {
    // oxlint-disable-next-line typescript/no-this-alias -- constructors called with `new` have their own this
    const electron = this;
    let lastBlocker = 0;
    return {
      app: this.app,
      ipcMain: this.ipcMain,
      BrowserWindow: class {
        constructor(options: BrowserWindowConstructorOptions) {
          return new FakeWindow(electron, options);
        }
      },
      Notification: class extends EventEmitter {
        static isSupported = () => true;
        private readonly options: { title: string; body: string };
        constructor(options: { title: string; body: string }) {
          super();
          this.options = options;
        }
        show() {
          electron.notifications.push({ ...this.options, click: () => this.emit('click') });
        }
      },
      dialog: {
        showOpenDialog: async (...values: unknown[]) => {
          electron.lastDialog = values.at(-1) as OpenDialogOptions;
          return { canceled: electron.picked === undefined, filePaths: [...(electron.picked ?? [])] };
        },
        showMessageBox: async (_window: unknown, options: { message: string }) => {
          electron.messages.push(options.message);
          return { response: 0 };
        },
      },
      Menu: {
        buildFromTemplate: (template: MenuItemConstructorOptions[]) => template,
        setApplicationMenu: (menu: MenuItemConstructorOptions[]) => (electron.menu = menu),
      },
      powerSaveBlocker: {
        start: () => {
          electron.blockers.add(++lastBlocker);
          return lastBlocker;
        },
        stop: (id: number) => electron.blockers.delete(id),
      },
      protocol: {
        registerSchemesAsPrivileged: (schemes: { scheme: string }[]) => (electron.schemes = schemes),
        handle: (_scheme: string, handler: (request: Request) => Promise<Response>) =>
          (electron.handler = handler),
      },
      screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
      session: {
        defaultSession: {
          setPermissionRequestHandler: (handler: FakeElectron['permissionRequest']) =>
            (electron.permissionRequest = handler),
          setPermissionCheckHandler: (handler: PermissionCheck) => (electron.permissionCheck = handler),
          setDevicePermissionHandler: () => undefined,
          setDisplayMediaRequestHandler: () => undefined,
          webRequest: {
            onBeforeRequest: (_filter: unknown, check: RequestCheck) => (electron.requestCheck = check),
          },
        },
      },
      shell: {
        openPath: async (file: string) => {
          electron.opened.push(file);
          return '';
        },
        showItemInFolder: (file: string) => electron.opened.push(`in folder: ${file}`),
      },
      utilityProcess: {
        fork: (file: string) => {
          const engine = new FakeUtilityProcess(file);
          electron.engines.push(engine);
          return engine;
        },
      },
    } as unknown as ElectronFacade;
  }
}
