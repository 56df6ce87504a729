import Module from 'node:module';
import { FakeElectron } from './fake-electron';

// A process that loads Electron's main bundle, given as the second argument, with the fake in Electron's place and the
// real engine behind it; says as one line of JSON what came of it, and quits as a user would.
const [, , bundle, userData] = process.argv;
const electron = new FakeElectron(userData);
electron.app.isPackaged = false;
const loader = Module as unknown as { _load(name: string, ...rest: unknown[]): unknown };
const load = loader._load.bind(loader);
loader._load = (name, ...rest) => (name === 'electron' ? electron.facade : load(name, ...rest));
Object.assign(process, { argv: ['electron', '.'], resourcesPath: userData });
// oxlint-disable-next-line typescript/no-require-imports -- a bundle chosen by argument
require(bundle);

async function report(): Promise<void> {
  const until = async (condition: () => unknown) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await until(() => electron.windows[0]?.webContents.page);
  const page = electron.windows[0].webContents.page;
  const bridge = page?.world.facet as {
    calls: Record<string, (params: unknown, ticket: number) => Promise<unknown>>;
    topics: Record<string, (listener: (value: { engine: string }) => void) => () => void>;
  };
  let engine = '';
  bridge.topics.host((value) => (engine = value.engine));
  await until(() => engine === 'running');
  const added = await bridge.calls['media.addSample']({}, 1);
  const odd = await bridge.calls['media.addSample'](7, 2);
  const info = await (await electron.fetch('studio://app/resource/face-model/info.json')).json();
  process.stdout.write(JSON.stringify({ added, odd, info, menus: electron.menu.length }));
  electron.app.quit();
  await until(() => electron.app.ended);
  process.exit(0);
}
void report();
