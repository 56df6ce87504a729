// Long because it is one browser session, looked at from every side.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { patternPixel } from '../fixtures/viewer-scene';
import { startViewerStub, type ViewerStub } from '../fixtures/viewer-stub';
import { inBrowser, startBrowser } from './start-browser';

/** Set: screenshots are kept there, to be looked at. */
const shots = process.env.FACET_SHOTS;

interface View {
  readonly zoom: number;
  readonly centreX: number;
}

inBrowser('the viewer and the timeline in Chromium', () => {
  let stub: ViewerStub;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    stub = await startViewerStub();
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(stub.url);
    await page.waitForSelector('.compare-canvas');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await stub?.close();
  });
  const errors: string[] = [];
  let letThroughHeld: () => void = () => undefined;
  afterEach(() => {
    // A test that fails meanwhile must not take the next ones with it.
    letThroughHeld();
    stub.hasProxies = false;
    expect(errors).toEqual([]);
  });

  const set = (change: object) =>
    page.evaluate(`stores.useCompareView.getState().set(${JSON.stringify(change)})`);
  const show = async (clip: string, change: object, frame = 40) => {
    await page.evaluate(
      `stores.usePlayback.getState().pause(), stores.useSelection.getState().selectMedia('${clip}')`,
    );
    await page.evaluate(`stores.usePlayback.getState().seek(${frame})`);
    await set({
      view: { zoom: 'fit', centreX: 0.5, centreY: 0.5 },
      wipe: { x: 0.5, y: 0.5, angleRadians: 0 },
      ...change,
    });
    await settle();
  };
  /** Until what has just been done is drawn, however seldom the page gets to draw. */
  const drawn = () =>
    page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  /** Hands the stub's snapshot to the page. */
  const refresh = async () => {
    await page.evaluate('client.refresh()');
    await drawn();
  };
  /** Until the exact pictures of both sides are there, and painted. */
  const settle = async () => {
    await drawn();
    await page.waitForFunction(`!document.querySelector('[data-updating=true]')`);
    await page.waitForTimeout(250);
  };
  const shoot = async (name: string) => {
    if (shots === undefined) return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: path.join(shots, `${name}.png`) });
  };
  /** Pixels of the stage as they are on the screen; `at` takes a place of the picture, 0..1. */
  const look = async () => {
    const box = await page.locator('.compare-canvas').boundingBox();
    if (box === null) throw new Error('The canvas is not to be seen');
    const png = await page.locator('.compare-canvas').screenshot();
    const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const pixel = (x: number, y: number) => [
      ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
    ];
    return { pixel, width: info.width, height: info.height };
  };
  /** Rectangle of a picture of that shape as it fits the stage. */
  const fitted = ({ width, height }: { width: number; height: number }, shape: number) => {
    const zoom = Math.min((width - 32) / shape, height - 32);
    return {
      left: Math.round(width / 2 - (zoom * shape) / 2),
      top: Math.round(height / 2 - zoom / 2),
      width: zoom * shape,
      height: zoom,
    };
  };
  /** Exact frames of the input wait until the function given is called. */
  const holdExact = (): (() => void) => {
    let letThrough: () => void = () => undefined;
    stub.beforeGate = new Promise((resolve) => (letThrough = resolve));
    letThroughHeld = letThrough;
    return letThrough;
  };
  const isRed = ([r, g, b]: number[]) => r > 150 && g < 60 && b < 80;
  const isBlue = ([r, g, b]: number[]) => b > 150 && r < 60 && g < 80;
  const off = { overlays: { boxes: false, landmarks: false, mesh: false, mask: false } };
  const inPicture = async (x: number, y: number) => {
    const seen = await look();
    const rect = fitted(seen, 16 / 9);
    return seen.pixel(Math.round(rect.left + x * rect.width), Math.round(rect.top + y * rect.height));
  };

  test('before shows the input, after the enhanced frame', async () => {
    await show('pattern', { mode: 'before', ...off });
    expect(isRed(await inPicture(0.6, 0.6))).toBe(true);
    await show('pattern', { mode: 'after' });
    expect(isBlue(await inPicture(0.6, 0.6))).toBe(true);
  });

  test('the wipe shows before on one side and after on the other, moved and turned', async () => {
    await show('pattern', { mode: 'wipe', wipe: { x: 0.6, y: 0.5, angleRadians: 0 }, ...off });
    expect(isRed(await inPicture(0.55, 0.8))).toBe(true);
    expect(isBlue(await inPicture(0.65, 0.8))).toBe(true);
    await shoot('pattern-wipe');
    await set({ wipe: { x: 0.6, y: 0.5, angleRadians: Math.PI / 2 } });
    await settle();
    expect(isRed(await inPicture(0.8, 0.35))).toBe(true);
    expect(isBlue(await inPicture(0.8, 0.65))).toBe(true);
  });

  test('the divider follows the pointer, Shift turns it, arrow keys move it', async () => {
    await show('pattern', { mode: 'wipe', ...off });
    const knob = page.getByRole('slider', { name: 'Wipe position' });
    const box = await knob.boundingBox();
    if (box === null) throw new Error('no knob');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 120, y, { steps: 4 });
    await page.mouse.up();
    await drawn();
    const moved = Number(await knob.getAttribute('aria-valuenow'));
    expect(moved).toBeGreaterThan(55);
    await knob.focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await drawn();
    expect(Number(await knob.getAttribute('aria-valuenow'))).toBe(moved - 10);
    await page.keyboard.press('PageDown');
    await drawn();
    expect(await knob.getAttribute('aria-valuetext')).toContain('5°');
    const now = await knob.boundingBox();
    if (now === null) throw new Error('no knob');
    await page.keyboard.down('Shift');
    await page.mouse.move(now.x + 13, now.y + 13);
    await page.mouse.down();
    await page.mouse.move(now.x + 13 + 90, now.y + 13, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await drawn();
    expect(await page.getByRole('slider', { name: 'Turn the divider' }).getAttribute('aria-valuenow')).toBe(
      '90',
    );
  });

  test('the difference is black where the two are equal and bright where they differ', async () => {
    await show('pattern', { mode: 'difference', gain: 4, ...off });
    expect(await inPicture(0.1, 0.6)).toEqual([0, 0, 0]);
    expect(Math.max(...(await inPicture(0.7, 0.6)))).toBeGreaterThan(200);
    await shoot('pattern-difference');
  });

  test('side by side shows both, the same part of each', async () => {
    await show('pattern', { mode: 'side', ...off });
    const seen = await look();
    const middle = Math.round(seen.height / 2) + 20;
    expect(isRed(seen.pixel(Math.round(seen.width * 0.3), middle))).toBe(true);
    expect(isBlue(seen.pixel(Math.round(seen.width * 0.8), middle))).toBe(true);
    await shoot('pattern-side');
  });

  test('blink goes from one to the other and back', async () => {
    await show('pattern', { mode: 'blink', blinkRate: 3, ...off });
    const seen = new Set<string>();
    const order: string[] = [];
    for (let i = 0; i < 40 && order.length < 3; i++) {
      const colour = isRed(await inPicture(0.6, 0.8)) ? 'before' : 'after';
      seen.add(colour);
      if (order[order.length - 1] !== colour) order.push(colour);
    }
    expect(seen.size).toBe(2);
    expect(order.length).toBe(3);
  });

  test('at 1600 % single pixels are squares of exactly the colours of the frame', async () => {
    await show('pattern', { mode: 'wipe', view: { zoom: 16, centreX: 0.5, centreY: 0.5 }, ...off });
    const seen = await look();
    const left = Math.round(seen.width / 2 - 160 * 16);
    const top = Math.round(seen.height / 2 - 90 * 16);
    for (const [x, y] of [
      [150, 80],
      [151, 80],
      [150, 96],
      [170, 81],
      [171, 81],
    ]) {
      const expected = patternPixel(x < 160 ? 'before' : 'after', x, y, 40);
      // All 16 x 16 of it but the rim.
      for (const [dx, dy] of [
        [1, 1],
        [8, 8],
        [14, 14],
      ]) {
        expect(seen.pixel(left + x * 16 + dx, top + y * 16 + dy)).toEqual(expected);
      }
    }
    await shoot('pattern-1600');
  });

  test('the read-out gives the exact pixels of both, and the lens magnifies them', async () => {
    await show('pattern', {
      mode: 'wipe',
      view: { zoom: 2, centreX: 0.5, centreY: 0.5 },
      lens: true,
      ...off,
    });
    const box = await page.locator('.compare-canvas').boundingBox();
    if (box === null) throw new Error('no canvas');
    await page.mouse.move(box.x + Math.round(box.width / 2) + 41, box.y + Math.round(box.height / 2) + 21);
    await page.waitForTimeout(150);
    const [x, y] = [180, 100];
    expect(await page.locator('[data-part=x]').textContent()).toBe(String(x));
    expect(await page.locator('[data-part=y]').textContent()).toBe(String(y));
    expect(await page.locator('[data-part=before]').textContent()).toBe(
      patternPixel('before', x, y, 40).join(' '),
    );
    expect(await page.locator('[data-part=after]').textContent()).toBe(
      patternPixel('after', x, y, 40).join(' '),
    );
    const seen = await look();
    const lens = await page.locator('.compare-lens').boundingBox();
    if (lens === null) throw new Error('no lens');
    const at = (share: number) =>
      seen.pixel(
        Math.round(lens.x - box.x + lens.width * share),
        Math.round(lens.y - box.y + lens.height / 2),
      );
    expect(at(0.25)).toEqual(patternPixel('before', x, y, 40));
    expect(at(0.75)).toEqual(patternPixel('after', x, y, 40));
    await shoot('pattern-lens');
    await set({ lens: false });
  });

  test('wheel and drag zoom and move both sides together', async () => {
    await show('pattern', { mode: 'side', ...off });
    const box = await page.locator('.compare-surface').boundingBox();
    if (box === null) throw new Error('no surface');
    await page.mouse.move(box.x + 200, box.y + 200);
    for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -300);
    await page.waitForTimeout(100);
    const zoomed = await page.evaluate<View>('stores.useCompareView.getState().view');
    expect(zoomed.zoom).toBeGreaterThan(4);
    await page.mouse.down();
    await page.mouse.move(box.x + 260, box.y + 200, { steps: 3 });
    await page.mouse.up();
    const moved = await page.evaluate<View>('stores.useCompareView.getState().view');
    expect(moved.centreX).toBeLessThan(zoomed.centreX);
    await page.keyboard.press('z');
    expect(await page.evaluate('stores.useCompareView.getState().view.zoom')).toBe('fit');
  });

  test('face boxes have names and hues; a click on the face selects the person', async () => {
    await show('scene', {
      mode: 'wipe',
      wipe: { x: 0.66, y: 0.7, angleRadians: 0 },
      overlays: { ...off.overlays, boxes: true },
    });
    await page.waitForSelector('.compare-name');
    await page.waitForTimeout(400);
    expect(await page.locator('.compare-name').allTextContents()).toEqual(['Lena 0.99', 'Tomas 0.97']);
    await shoot('scene-wipe');
    const box = await page.locator('.compare-box').nth(1).boundingBox();
    if (box === null) throw new Error('no box');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    expect(await page.evaluate('stores.useSelection.getState().personId')).toBe(2);
  });

  test('mesh, landmarks and mask are drawn over the picture', async () => {
    await show('scene', {
      mode: 'after',
      overlays: { boxes: false, landmarks: false, mesh: false, mask: false },
    });
    const plain = await look();
    await set({ overlays: { boxes: false, landmarks: false, mesh: true, mask: false } });
    await page.waitForTimeout(700);
    await shoot('scene-mesh');
    const meshed = await look();
    await set({ overlays: { boxes: false, landmarks: true, mesh: false, mask: true } });
    await page.waitForTimeout(700);
    await shoot('scene-mask-landmarks');
    const masked = await look();
    const changed = (a: typeof plain, b: typeof plain) => {
      let count = 0;
      for (let y = 0; y < a.height; y += 2) {
        for (let x = 0; x < a.width; x += 2) {
          if (a.pixel(x, y).some((value, i) => Math.abs(value - b.pixel(x, y)[i]) > 12)) count++;
        }
      }
      return count / ((a.width * a.height) / 4);
    };
    expect(changed(plain, meshed)).toBeGreaterThan(0.01);
    expect(changed(plain, masked)).toBeGreaterThan(0.01);
    await set(off);
  });

  test('a change of settings asks for the new revision and drops the stale request', async () => {
    await show('scene', { mode: 'after', ...off }, 50);
    stub.afterMilliseconds = 5000; // however late the page draws, it is not there before the next
    const item = stub.snapshot.project.media[0];
    item.revision = 4;
    await refresh();
    await page.waitForSelector('[data-updating=true]');
    item.revision = 5;
    await refresh();
    const stale = 'media/scene/after/4/50.raw';
    // The server hears of it a moment later.
    for (let i = 0; i < 100 && !stub.aborted.includes(stale); i++) await page.waitForTimeout(50);
    expect(stub.aborted).toContain(stale);
    stub.afterMilliseconds = 5;
    await settle();
    expect(stub.asked).toContain('media/scene/after/5/50.raw');
  });

  test('an enhanced frame that fails says why and can be asked for again', async () => {
    stub.afterError = {
      status: 500,
      body: { code: 'inference-failed', message: 'The network gave no numbers. Try another device.' },
    };
    await show('scene', { mode: 'wipe', ...off }, 61);
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('Try another device');
    await shoot('scene-error');
    stub.afterError = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await settle();
    expect(await alert.count()).toBe(0);
  });

  test('while the clip is analysed the input is shown, with how far it is', async () => {
    const item = stub.snapshot.project.media[0];
    item.analysis = {
      state: 'running',
      progress: { stage: 'analyse', done: 43, total: 100, framesPerSecond: 30 },
    };
    await refresh();
    await show('scene', { mode: 'wipe', ...off }, 5);
    expect(await page.locator('.compare-notice').textContent()).toContain('43 %');
    await shoot('scene-analysing');
    item.analysis = { state: 'done' };
    await refresh();
    await settle();
    await page.locator('.compare-notice').waitFor({ state: 'detached' });
  });

  test('playing keeps the clip’s speed although enhanced frames are slow, and pausing shows the exact frame', async () => {
    await show('pattern', { mode: 'wipe', ...off }, 0);
    stub.afterMilliseconds = 120;
    await page.evaluate(
      `window.path = [], stores.usePlayback.subscribe(({ frame }) => path.push([performance.now(), frame]))`,
    );
    await page.keyboard.press('Space');
    await page.waitForTimeout(3000);
    const trail = await page.evaluate<[number, number][]>('path');
    const [[from, first], [to, last]] = [trail[1], trail[trail.length - 1]];
    // However seldom the page gets to paint, the playhead is where the clock says.
    expect(Math.abs((last - first) / ((to - from) / 1000) - 25)).toBeLessThan(2.5);
    await page.keyboard.press('k');
    stub.afterMilliseconds = 5;
    await settle();
    const paused = await page.evaluate<number>('stores.usePlayback.getState().frame');
    expect(stub.asked.slice(-6)).toContain(`media/pattern/before/${paused}.raw`);
  });

  test('I and O mark the part, J K L shuttle, arrows step', async () => {
    await show('pattern', { mode: 'before', ...off }, 20);
    await page.keyboard.press('i');
    await page.evaluate('stores.usePlayback.getState().seek(60)');
    await page.keyboard.press('o');
    await page.waitForFunction(
      `document.querySelector('.tl-range-end.in').getAttribute('aria-valuenow') === '20'`,
    );
    for (let i = 0; i < 50 && stub.calls.length < 2; i++) await page.waitForTimeout(50);
    expect(stub.calls.filter(({ method }) => method === 'media.setRange').pop()?.params).toEqual({
      mediaId: 'pattern',
      inFrame: 20,
      outFrame: 61,
    });
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    expect(await page.evaluate('stores.usePlayback.getState().frame')).toBe(61);
    await page.keyboard.press('l');
    await page.keyboard.press('l');
    expect(await page.evaluate('stores.usePlayback.getState().rate')).toBe(2);
    await page.keyboard.press('j');
    expect(await page.evaluate('stores.usePlayback.getState().rate')).toBe(-1);
    await page.keyboard.press('k');
    expect(await page.evaluate('stores.usePlayback.getState().playing')).toBe(false);
    await page.keyboard.press('Alt+x');
  });

  test('a scrub shows a frame of each place pointed at', async () => {
    await show('pattern', { mode: 'before', ...off }, 0);
    const lanes = await page.locator('.tl-lanes').boundingBox();
    if (lanes === null) throw new Error('no lanes');
    const shown = await page.evaluate<number[]>(`(async () => {
      const lanes = document.querySelector('.tl-lanes');
      const canvas = document.querySelector('.compare-canvas');
      lanes.setPointerCapture = () => undefined;
      const send = (type, x) => lanes.dispatchEvent(new PointerEvent(type, {
        bubbles: true, pointerId: 1, button: 0, clientX: ${lanes.x} + x, clientY: ${lanes.y} + 60 }));
      send('pointerdown', 40);
      const shown = [];
      for (let i = 1; i <= 8; i++) {
        send('pointermove', 40 + 60 * i);
        const wanted = String(stores.usePlayback.getState().frame);
        while (canvas.dataset.frame !== wanted) await new Promise((done) => setTimeout(done, 4));
        shown.push(Number(canvas.dataset.frame));
      }
      send('pointerup', 520);
      return shown;
    })()`);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    expect(new Set(shown).size).toBe(8);
  });

  test('while exact frames are slow a drag shows proxies and says so; the exact one follows, of this very frame', async () => {
    await show('pattern', { mode: 'before', ...off }, 0);
    const lanes = await page.locator('.tl-lanes').boundingBox();
    if (lanes === null) throw new Error('no lanes');
    const isGreen = ([r, g, b]: number[]) => g > 150 && r < 60 && b < 60;
    const canvas = page.locator('.compare-canvas');
    stub.hasProxies = true;
    const letThrough = holdExact();
    stub.asked.length = stub.aborted.length = 0;
    // To where no other test has looked: the exact frame would be there. Least of all where playing may have been stopped.
    await page.mouse.move(lanes.x + 451, lanes.y + 60);
    await page.mouse.down();
    for (let i = 1; i <= 12; i++) {
      await page.mouse.move(lanes.x + 451 - 31 * i, lanes.y + 60);
      await page.waitForTimeout(25);
    }
    await page.waitForSelector('.compare-proxy');
    // The note goes with the state, the picture with the next animation frame.
    await page.waitForSelector('.compare-canvas[data-proxy=true]');
    // Nothing that belongs to a frame is said of a proxy.
    expect(await canvas.getAttribute('data-frame')).toBe('');
    expect(isGreen(await inPicture(0.6, 0.6))).toBe(true);
    expect(await page.locator('.compare-proxy').textContent()).toBe('Proxy');
    await shoot('pattern-proxy');
    const frame = await page.evaluate<number>('stores.usePlayback.getState().frame');
    letThrough();
    await page.waitForSelector('.compare-proxy', { state: 'detached' });
    await page.mouse.up();
    // The note goes with the state, the picture with the next animation frame.
    await page.waitForSelector(`.compare-canvas[data-frame="${frame}"]`);
    await page.waitForTimeout(100);
    const exact = await inPicture(0.6, 0.6);
    expect(isRed(exact)).toBe(true);
    expect(exact[2]).toBe(frame);
    // However slowly the pointer came along, never more than one exact frame was being decoded.
    const exacts = stub.asked.filter((asked) => asked.startsWith('media/pattern/before/'));
    expect(exacts.at(-1)).toBe(`media/pattern/before/${frame}.raw`);
    expect(stub.aborted).toEqual(expect.arrayContaining(exacts.slice(0, -1)));
  });

  test('no pixel is read out of a proxy', async () => {
    await show('pattern', { mode: 'before', ...off }, 150);
    stub.hasProxies = true;
    const letThrough = holdExact();
    const place = await page.locator('.compare-surface').boundingBox();
    if (place === null) throw new Error('no picture');
    await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
    await page.waitForSelector('.compare-pixel:not([hidden])');
    await page.keyboard.press('ArrowRight');
    await page.waitForSelector('.compare-proxy');
    await page.waitForTimeout(100);
    expect(await page.locator('.compare-pixel').isVisible()).toBe(false);
    letThrough();
    await page.waitForSelector('.compare-proxy', { state: 'detached' });
    await page.waitForSelector('.compare-pixel:not([hidden])');
    expect(await page.locator('.compare-pixel [data-part=before]').textContent()).toMatch(/20 151$/);
  });

  test('the timeline plots people, then the measured result, and goes to its worst frame', async () => {
    await show(
      'scene',
      {
        mode: 'wipe',
        wipe: { x: 0.66, y: 0.7, angleRadians: 0 },
        overlays: { ...off.overlays, boxes: true },
      },
      340,
    );
    expect(await page.locator('.tl-person').count()).toBe(2);
    expect(await page.locator('.tl-strip img').count()).toBeLessThan(30);
    await shoot('timeline-people');
    await page.getByRole('button', { name: 'Measure result' }).click();
    await page.waitForFunction(`document.querySelector('.tl-legend')?.textContent.includes('Identity')`);
    await page.waitForTimeout(500);
    await page.keyboard.press(']');
    const frame = await page.evaluate<number>('stores.usePlayback.getState().frame');
    expect(Math.abs(frame - 0.67 * 1050)).toBeLessThan(25);
    await settle();
    await shoot('timeline-quality');
    await page.getByRole('button', { name: 'Export plots' }).click();
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Figures as CSV' }).click(),
    ]);
    expect(csv.suggestedFilename()).toBe('scene-curves.csv');
    await page.getByRole('button', { name: 'Export plots' }).click();
    const [png] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Picture as PNG' }).click(),
    ]);
    const picture = await sharp(await png.path()).metadata();
    expect(picture.width).toBe(1600);
    if (shots) await png.saveAs(path.join(shots, 'plots.png'));
  });
});
