import { spawn } from 'node:child_process';

/** The system's own opener of addresses. */
function opener(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  // `start` is a word of cmd; the empty title keeps it from taking the address for one.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""'];
  return ['xdg-open'];
}

/** Opens an address in the user's browser; false where that did not work, such as on a machine without a screen. */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [program, ...first] = opener(platform);
  return new Promise((resolve) => {
    const child = spawn(program, [...first, url], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
    // An opener that stays is the browser itself.
    setTimeout(() => resolve(true), 3000).unref();
    child.unref();
  });
}
