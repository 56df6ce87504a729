import type { BrowserStudioOptions } from '../../../../main/hosts/server/browser-studio';
import { StudioError } from '../../../../main/engine/errors/studio-error';
import { runCli } from '../../../../main/hosts/cli/run-cli';
import { fakeHost } from './fake-host';

/** `facet serve` with a studio that is only pretended; Ctrl-C comes once it stands. */
async function serve(
  argv: string[],
  importPaths: (paths: readonly string[]) => Promise<void> = async () => undefined,
) {
  const host = fakeHost();
  const seen: { options?: BrowserStudioOptions; imported: string[]; opened: string[]; closed: number } = {
    imported: [],
    opened: [],
    closed: 0,
  };
  host.loadServer = async () => async (options) => {
    seen.options = options;
    setTimeout(() => host.interrupt(), 20);
    return {
      url: 'http://127.0.0.1:7878/?token=t',
      port: 7878,
      engine: {} as never,
      importPaths: async (paths) => {
        seen.imported.push(...paths);
        await importPaths(paths);
      },
      close: async () => void seen.closed++,
    };
  };
  host.openBrowser = async (url) => {
    seen.opened.push(url);
    return false;
  };
  const exitCode = await runCli(['serve', ...argv], host);
  return { host, seen, exitCode };
}

test('prints the address, imports what is named, and closes on Ctrl-C', async () => {
  const { host, seen, exitCode } = await serve(['a.mp4', 'folder', '--json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(host.out[0])).toMatchObject({
    type: 'result',
    command: 'serve',
    result: { url: 'http://127.0.0.1:7878/?token=t', port: 7878 },
  });
  expect(seen).toMatchObject({ imported: ['a.mp4', 'folder'], opened: [], closed: 1 });
  expect(seen.options).not.toHaveProperty('port');
});

test('opens the browser when asked, and says so where there is none', async () => {
  const { host, seen } = await serve(['--open', '--port', '9000']);
  expect(seen.opened).toEqual(['http://127.0.0.1:7878/?token=t']);
  expect(seen.options).toMatchObject({ port: 9000, address: '127.0.0.1' });
  expect(host.err.join('')).toContain('No browser could be opened');
});

test('a path that cannot be imported is a warning, not the end', async () => {
  const { host, seen, exitCode } = await serve(['gone.mp4'], async () => {
    throw new StudioError('input-not-found', 'gone.mp4 does not exist. Check the name.');
  });
  expect(exitCode).toBe(0);
  expect(seen.closed).toBe(1);
  expect(host.err.join('')).toContain('gone.mp4 does not exist');
});

test.each([[['--port', '70000']], [['--port', 'x']], [['--address', '0.0.0.0']]])(
  '%p is refused',
  async (argv) => {
    const { seen, exitCode } = await serve(argv);
    expect(exitCode).toBe(2);
    expect(seen.options).toBeUndefined();
  },
);
