// Measures the studio's own bars, with the real engine in a real Chromium that draws in software (SwiftShader), 1280 x 800:
//
//   npm run build && node scripts/measure-studio.mjs [--only paint,drag,block,imports] [--imports 100] [--clip file] [--json file]
//
// First meaningful paint: the browser's largest contentful paint of the welcome, cold cache, five loads.
// Blocking: long tasks of the page (PerformanceObserver) while a job runs and somebody changes rooms and drags.
// Wipe, 3D: frames drawn in three seconds of dragging, each finished by reading a pixel back.
// Imports: JavaScript heap of the page after collection, and the engine's memory, as small clips are added one by one.
// Times of a busy machine say nothing: run it alone.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { end, environmentOf, facet, launchChromium, root, serve } from './served-studio.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: 'paint,drag,block,imports' },
    imports: { type: 'string', default: '100' },
    clip: { type: 'string' },
    json: { type: 'string' },
  },
});
const viewport = { width: 1280, height: 800 };
const folder = mkdtempSync(path.join(os.tmpdir(), 'facet-measure-'));
/** Each part begins like a new user. */
const newHome = () => mkdtempSync(path.join(folder, 'home-'));
const say = (name, figure) => process.stdout.write(`${name.padEnd(34)} ${figure}\n`);
/** What --json writes. */
const figures = {};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

async function open(browser, url) {
  const context = await browser.newContext({ viewport, locale: 'en-GB' });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  await page.goto(url);
  return page;
}

function bundle() {
  const folder = path.join(root, 'dist/renderer');
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue;
    const content = readFileSync(path.join(entry.parentPath, entry.name));
    bytes += /\.(js|css|html|svg|json)$/.test(entry.name) ? gzipSync(content).length : content.length;
  }
  figures.pageMegabytes = bytes / 1e6;
  say('renderer, compressed', `${(bytes / 1e6).toFixed(2)} MB`);
}

/** Largest contentful paint as the browser reports it: the welcome's picture. */
async function firstPaint(browser) {
  const { host, url } = await serve(newHome());
  const times = [];
  for (let load = 0; load < 5; load++) {
    const context = await browser.newContext({ viewport, locale: 'en-GB' });
    const page = await context.newPage();
    await page.addInitScript(() => {
      new PerformanceObserver((list) => {
        window.largestPaint = list.getEntries().at(-1).startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
    });
    await page.goto(url);
    await page.getByRole('button', { name: 'Open the sample clip' }).waitFor();
    await page.waitForTimeout(1500);
    times.push(await page.evaluate(() => window.largestPaint));
    await context.close();
  }
  await end(host);
  figures.paint = { median: median(times), worst: Math.max(...times) };
  say(
    'first meaningful (largest) paint',
    `median ${median(times).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms`,
  );
}

/** Drags over an element for `seconds`; each frame is finished by reading a pixel of the canvas. */
function dragFrames(page, target, canvas, seconds = 3) {
  return page.evaluate(
    ([targetSelector, canvasSelector, milliseconds]) =>
      new Promise((done) => {
        const element = document.querySelector(targetSelector);
        const box = element.getBoundingClientRect();
        const [x0, y0] = [box.x + box.width / 2, box.y + box.height / 2];
        const send = (type, x) =>
          element.dispatchEvent(
            new PointerEvent(type, {
              bubbles: true,
              pointerId: 1,
              button: 0,
              buttons: 1,
              clientX: x0 + x,
              clientY: y0,
            }),
          );
        element.setPointerCapture = () => undefined;
        element.releasePointerCapture = () => undefined;
        const gl = document.querySelector(canvasSelector).getContext('webgl2');
        const pixel = new Uint8Array(4);
        send('pointerdown', 0);
        let frames = 0;
        const started = performance.now();
        const step = (now) => {
          gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
          frames++;
          send('pointermove', 150 * Math.sin(now / 200));
          if (now - started < milliseconds) requestAnimationFrame(step);
          else {
            send('pointerup', 0);
            done((1000 * frames) / (performance.now() - started));
          }
        };
        requestAnimationFrame(step);
      }),
    [target, canvas, seconds * 1000],
  );
}

async function compareRoom(browser, url) {
  const page = await open(browser, url);
  await page.locator('.people-row').first().waitFor();
  await page.getByRole('radio', { name: 'Wipe', exact: true }).click();
  await page.waitForTimeout(4000);
  return page;
}

async function drags(browser, clip) {
  const { host, url } = await serve(newHome(), [clip]);
  const page = await compareRoom(browser, url);
  await dragFrames(page, '.compare-wipe-knob', '.compare-canvas', 1); // shaders are compiled at their first use
  const wipe = await dragFrames(page, '.compare-wipe-knob', '.compare-canvas');
  figures.wipe = wipe;
  say('wipe drag', `${wipe.toFixed(1)} frames/s`);
  await page.keyboard.press('Control+2');
  const view = '[data-testid="face"] canvas';
  await page.locator(view).waitFor();
  await page.waitForTimeout(5000);
  await dragFrames(page, view, view, 1);
  figures.turning = await dragFrames(page, view, view);
  say('3D view, turning', `${figures.turning.toFixed(1)} frames/s`);
  await page.context().close();
  await end(host);
}

async function blocking(browser, clip) {
  const { host, url } = await serve(newHome(), [clip]);
  const page = await compareRoom(browser, url);
  await page.evaluate(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push([window.doing, duration]);
    }).observe({ type: 'longtask' });
  });
  const doing = (what) =>
    page.evaluate((now) => {
      window.doing = now;
    }, what);
  await doing('queueing');
  await page.getByRole('button', { name: 'Add to queue' }).click();
  for (let round = 1; round <= 3; round++) {
    for (const [key, room] of [
      ['Control+3', 'jobs room'],
      ['Control+2', '3D room'],
      ['Control+1', 'compare room'],
    ]) {
      await doing(`${room}, visit ${round}`);
      await page.keyboard.press(key);
      await page.waitForTimeout(1500);
    }
    await doing('dragging the wipe');
    const knob = await page.locator('.compare-wipe-knob').boundingBox();
    await page.mouse.move(knob.x + 13, knob.y + 13);
    await page.mouse.down();
    for (let i = 0; i < 60; i++) await page.mouse.move(knob.x + 13 + 150 * Math.sin(i / 8), knob.y + 13);
    await page.mouse.up();
    await doing('stepping frames');
    for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(500);
  }
  const tasks = await page.evaluate(() => window.longTasks);
  const over = tasks.filter(([, duration]) => duration > 100).sort((x, y) => y[1] - x[1]);
  const worst = over.slice(0, 6).map(([what, duration]) => `${what} ${duration.toFixed(0)} ms`);
  figures.blocked = { tasks: over.length, worst: over[0]?.[1] ?? 0 };
  say('page blocked while a job runs', `${over.length} tasks over 100 ms: ${worst.join(', ') || 'none'}`);
  await page.context().close();
  await end(host);
}

/** Proportional memory of a process and all below it, MB (Linux). */
function treeMegabytes(pid) {
  const own = Number(/^Pss:\s+(\d+)/m.exec(ofProcess(`${pid}/smaps_rollup`))?.[1] ?? 0) / 1000;
  const children = ofProcess(`${pid}/task/${pid}/children`).split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + treeMegabytes(child), own);
}

/** Empty where the process has ended meanwhile, as ffmpegs do. */
function ofProcess(name) {
  try {
    return readFileSync(`/proc/${name}`, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return '';
    throw error;
  }
}

async function imports(browser, count) {
  const home = newHome();
  const clip = path.join(home, 'small.mp4');
  const talkingHead = path.join(root, 'assets/samples/talking-head.mp4');
  execFileSync(process.execPath, [facet, 'enhance', talkingHead, '-o', clip, '--to', '0.4', '--json'], {
    env: environmentOf(home),
    stdio: 'ignore',
  });
  const { host, url } = await serve(home);
  const page = await open(browser, url);
  const session = await page.context().newCDPSession(page);
  await page.getByRole('button', { name: 'Open the sample clip' }).waitFor();
  const rows = [];
  const look = async (done) => {
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    rows.push({ done, heap: usedSize / 1e6, engine: treeMegabytes(host.pid) });
    say(
      `after ${done} imports`,
      `page heap ${rows.at(-1).heap.toFixed(1)} MB, server and engine ${rows.at(-1).engine.toFixed(0)} MB`,
    );
  };
  // One listener for all: taking it away and adding it again lets a chooser slip by in between.
  let chosen = '';
  page.on('filechooser', (chooser) => chooser.setFiles(chosen));
  for (let done = 1; done <= count; done++) {
    const copy = path.join(home, `clip-${done}.mp4`);
    copyFileSync(clip, copy);
    chosen = copy;
    await page.keyboard.press('Control+o');
    await page.getByText(`clip-${done}.mp4`).first().waitFor();
    if (done === 10 || done % 30 === 10) {
      await page.waitForFunction(() => !document.body.innerText.includes('Analysing'), undefined, {
        timeout: 180_000,
      });
      await page.waitForTimeout(2000);
      await look(done);
    }
  }
  figures.imports = rows;
  await page.context().close();
  await end(host);
}

/** The demo leaves the clip that it filmed badly beside its results. */
function demoClip() {
  const made = path.join(folder, 'demo');
  const env = environmentOf(folder);
  spawnSync(process.execPath, [facet, 'demo', '--output', made], { env, stdio: 'ignore' });
  return path.join(made, 'input.mkv');
}

const wanted = new Set(options.only.split(','));
const { browser, close } = await launchChromium();
try {
  bundle();
  if (wanted.has('paint')) await firstPaint(browser);
  const clip = options.clip ?? (wanted.has('drag') || wanted.has('block') ? demoClip() : '');
  if (wanted.has('drag')) await drags(browser, clip);
  if (wanted.has('block')) await blocking(browser, clip);
  if (wanted.has('imports')) await imports(browser, Number(options.imports));
  if (options.json !== undefined) {
    writeFileSync(`${options.json}.part`, `${JSON.stringify(figures, undefined, 2)}\n`);
    renameSync(`${options.json}.part`, options.json);
  }
} finally {
  await close();
  rmSync(folder, { recursive: true, force: true });
}
