import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { proxyFile } from '../../main/engine/project/proxy-file';
import { makeTestClip } from '../fixtures/make-test-media';
import { RealStudio } from './real-studio';
import { inBrowser } from './start-browser';

/** What was painted at a moment. */
interface Painted {
  readonly isProxy: boolean;
  /** Empty for a proxy. */
  readonly shown: string;
  /** Under the playhead. */
  readonly wanted: number;
  /** Mean of the green channel over the middle of the picture, 0..255. */
  readonly level: number;
  /** Milliseconds since the pointer moved last. */
  readonly late: number;
}

const frames = 500;

/** A drag through a clip whose one key frame is the first, with the real engine in a real browser. */
inBrowser('dragging through a clip that is slow to decode', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-scrub-'));
  let studio: RealStudio;
  let page: Page;
  beforeAll(async () => {
    // Ever lighter: how light a picture is tells when it is from. Noise makes decoding slow.
    const clip = await makeTestClip(folder, {
      ...{ name: 'slow.mp4', seconds: frames / 25, width: 1280, height: 720 },
      filters: ['noise=alls=8:allf=t', `fade=in:0:${frames}`],
      video: ['libx264', '-pix_fmt', 'yuv420p', '-preset', 'ultrafast', '-crf', '26', '-g', String(frames)],
    });
    studio = await RealStudio.start([clip]);
    page = await studio.open();
  }, 240_000);
  afterAll(async () => {
    await studio?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Moves the pressed pointer through these shares of the timeline; all that is painted until the exact frame rests. */
  const drag = (shares: readonly number[]): Promise<Painted[]> =>
    page.evaluate<Painted[]>(`(async () => {
      const lanes = document.querySelector('.tl-lanes');
      const canvas = document.querySelector('.compare-canvas');
      const gl = canvas.getContext('webgl2');
      const box = lanes.getBoundingClientRect();
      lanes.setPointerCapture = () => undefined;
      const send = (type, share) => lanes.dispatchEvent(new PointerEvent(type, {
        bubbles: true, pointerId: 1, button: 0, clientX: box.x + share * box.width, clientY: box.y + 60 }));
      const wanted = () => Math.round(Number(/\\d+/.exec(document.querySelector('.tl-second')?.textContent ?? '')?.[0]));
      const painted = [];
      let moved = performance.now();
      const pixels = new Uint8Array(4 * 64 * 64);
      const look = () => {
        gl.readPixels(canvas.width / 2 - 32, canvas.height / 2 - 32, 64, 64, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
        let level = 0;
        for (let i = 1; i < pixels.length; i += 4) level += pixels[i] / 4096;
        painted.push({ isProxy: canvas.dataset.proxy === 'true', shown: canvas.dataset.frame,
          wanted: wanted(), level, late: performance.now() - moved });
      };
      // Told in the moment of painting, while the picture can still be read.
      const observer = new MutationObserver(look);
      observer.observe(canvas, { attributes: true, attributeFilter: ['data-frame'] });
      send('pointerdown', ${shares[0]});
      for (const share of ${JSON.stringify(shares)}) {
        moved = performance.now();
        send('pointermove', share);
        await new Promise((done) => setTimeout(done, 60));
      }
      const until = performance.now() + 60000;
      while (performance.now() < until && (canvas.dataset.proxy === 'true' || canvas.dataset.frame !== String(wanted()))) {
        await new Promise((done) => setTimeout(done, 20));
      }
      send('pointerup', ${shares.at(-1)});
      observer.disconnect();
      return painted;
    })()`);

  test('a proxy of about the place comes first, marked, and then the exact frame', async () => {
    await page.getByText('slow.mp4').first().click();
    await page.getByRole('radio', { name: 'Before', exact: true }).click();
    await page.locator('.compare-canvas[data-frame="0"]').waitFor();
    const proxies = path.join(folder, 'slow.facet', proxyFile);
    for (const end = Date.now() + 120_000; Date.now() < end && !existsSync(proxies);) {
      await page.waitForTimeout(200);
    }
    expect(existsSync(proxies)).toBe(true);
    // However fast this machine decodes: no exact frame comes within the time in which no proxy is shown.
    await page.route(/\/before\/\d+\.raw/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue().catch(() => undefined); // given up meanwhile
    });
    const painted = await drag([0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]);
    const last = painted.at(-1)!;
    expect(last).toMatchObject({ isProxy: false, shown: String(last.wanted) });
    expect(last.wanted).toBeGreaterThan(0.9 * frames);
    const seen = painted.filter(({ isProxy }) => isProxy);
    expect(seen.length).toBeGreaterThan(0);
    for (const { shown } of seen) expect(shown).toBe('');
    // The last proxy is of the place where the drag rests, give or take the 0.2 s between two of them and the JPEG.
    const perFrame = last.level / last.wanted;
    expect(Math.abs(seen.at(-1)!.level - last.level)).toBeLessThan(8 * perFrame + 3);
    if (process.env.FACET_SHOTS) process.stdout.write(`${JSON.stringify(painted)}\n`);
  }, 180_000);
});
