import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { packageRoot } from '../../main/engine/models/package-root';
import { chooseProjectFolder } from '../../main/engine/studio/clips/choose-project-folder';
import { putAnalysedSample, sampleClip } from '../fixtures/analysed-sample';
import { startBrowser } from './start-browser';

/** The studio as a user has it: `facet serve` with the real engine, in a real browser, in folders of its own. */
export class RealStudio {
  private constructor(
    readonly folder: string,
    readonly address: string,
    private readonly host: ChildProcess,
    readonly browser: Browser,
  ) {}

  /**
   * @param inputs given on the command line
   * @param knowsSample whether somebody has analysed the bundled clip before
   */
  static async start(inputs: readonly string[] = [], knowsSample = false): Promise<RealStudio> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'facet-studio-'));
    if (knowsSample) {
      const dataFolder = path.join(folder, 'facet-studio');
      await putAnalysedSample(await chooseProjectFolder(sampleClip, dataFolder, () => false));
    }
    const host = spawn(
      process.execPath,
      [path.join(packageRoot(), 'dist/facet.js'), 'serve', '--json', '--port', '0', ...inputs],
      // Its own home: no settings, projects or results of the person who runs the tests.
      {
        env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, APPDATA: folder },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const address = await addressOf(host);
    const browser = await startBrowser();
    return new RealStudio(folder, address, host, browser);
  }

  async open(width = 1280, height = 800): Promise<Page> {
    const context = await this.browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    // As long as somebody listens the browser hands choosers over; listening anew for each lets one slip by.
    page.on('filechooser', () => undefined);
    await page.goto(this.address);
    return page;
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.host.kill('SIGINT');
    if (this.host.exitCode === null && this.host.signalCode === null) await once(this.host, 'exit');
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** `facet serve --json` says where it listens in one of its first lines. */
async function addressOf(host: ChildProcess): Promise<string> {
  if (host.stdout === null) throw new Error('facet serve has no output');
  for await (const line of createInterface({ input: host.stdout })) {
    const found = /"url":"([^"]+)"/.exec(line);
    if (found !== null) return found[1];
  }
  throw new Error('facet serve ended before it said where it listens');
}
