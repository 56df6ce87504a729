import type { BrowserWindow } from 'electron';
import type { ElectronFacade } from './electron-facade';
import { studioPage } from './studio-address';
import { keepWindowState, readWindowState } from './window-state';

export interface WindowOptions {
  /** dist/preload.js. */
  readonly preload: string;
  /** Where the window's place is kept. */
  readonly stateFile: string;
  readonly icon: string | undefined;
  readonly developing: boolean;
}

/** `--bg` of the tokens: what is seen before the first paint. */
const background = '#121314';

/** Opens the studio's window. The page in it is shut off from Node and from everything but its bridge. */
export function openStudioWindow(
  { BrowserWindow: Window, screen }: Pick<ElectronFacade, 'BrowserWindow' | 'screen'>,
  options: WindowOptions,
): BrowserWindow {
  const { maximized, fullScreen, ...place } = readWindowState(
    options.stateFile,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new Window({
    ...place,
    minWidth: 960,
    minHeight: 600,
    title: 'Facet Studio',
    show: false,
    backgroundColor: background,
    autoHideMenuBar: true,
    ...(options.icon === undefined ? {} : { icon: options.icon }),
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: options.developing,
      // Previews go on while another window is in front of this one.
      backgroundThrottling: false,
    },
  });
  if (maximized) window.maximize();
  if (fullScreen) window.setFullScreen(true);
  window.once('ready-to-show', () => window.show());
  keepWindowState(window, options.stateFile);
  void window.loadURL(studioPage);
  return window;
}
