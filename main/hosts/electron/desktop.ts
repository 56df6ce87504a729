import type { BrowserWindow } from 'electron';
import type { ElectronFacade } from './electron-facade';
import type { HostStrings } from './host-strings';
import type { Desktop } from './job-watch';

export interface DesktopParts {
  /** The studio's window; undefined while there is none. */
  readonly window: () => BrowserWindow | undefined;
  readonly strings: () => HostStrings;
  /** Brings the window to the front and shows the jobs. */
  showJobs(): void;
  /** The same with the settings. */
  showSettings(): void;
}

/** What else the desktop is told. */
export interface StudioDesktop extends Desktop {
  /** A check at start, which the user asked for in the settings, found a newer version. */
  updateAvailable(version: string): void;
}

/** The queue on the taskbar, in notifications, and against falling asleep. */
export function createDesktop(
  { Notification, powerSaveBlocker }: Pick<ElectronFacade, 'Notification' | 'powerSaveBlocker'>,
  parts: DesktopParts,
): StudioDesktop {
  let blocker: number | undefined;
  return {
    progress(fraction, paused) {
      const window = parts.window();
      if (window === undefined) return;
      if (fraction === undefined) window.setProgressBar(-1);
      else window.setProgressBar(fraction, { mode: paused ? 'paused' : 'normal' });
    },
    keepAwake(awake) {
      if (awake && blocker === undefined) blocker = powerSaveBlocker.start('prevent-app-suspension');
      if (!awake && blocker !== undefined) {
        powerSaveBlocker.stop(blocker);
        blocker = undefined;
      }
    },
    ended({ status, outputName, mediaName }) {
      // Who looks at the window sees it there.
      if (parts.window()?.isFocused() === true || !Notification.isSupported()) return;
      const done = status.state === 'done';
      const notification = new Notification({
        title: done ? parts.strings().jobDone : parts.strings().jobFailed,
        body: done ? outputName : `${mediaName}: ${status.state === 'failed' ? status.error.message : ''}`,
      });
      notification.on('click', () => parts.showJobs());
      notification.show();
    },
    updateAvailable(version) {
      if (!Notification.isSupported()) return;
      const { updateTitle, updateText } = parts.strings();
      const notification = new Notification({ title: updateTitle, body: updateText(version) });
      notification.on('click', () => parts.showSettings());
      notification.show();
    },
  };
}
