// Takes a picture of every screen of the studio: the real engine, the real page, the demo's clip of a real face.
//
//   npm run build && node scripts/take-screens.mjs [docs/screens] [--only dark-1280] [--tour welcome|studio|lab]
//
// Needs a Chromium (CHROMIUM, or /usr/bin/chromium). Pictures are WebP: <theme>-<width>/<screen>.webp.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { end, environmentOf, facet, launchChromium, root, serve } from './served-studio.mjs';

const args = process.argv.slice(2);
/** What follows the flag; undefined without it. */
function option(flag) {
  const at = args.indexOf(flag);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}
const only = option('--only');
const onlyTour = option('--tour');
const target = path.resolve(args[0] ?? path.join(root, 'docs/screens'));
const home = mkdtempSync(path.join(os.tmpdir(), 'facet-screens-'));

/** The demo leaves the clip that it filmed badly beside its results. */
function demoClip() {
  const folder = path.join(home, 'demo');
  spawnSync(process.execPath, [facet, 'demo', '--output', folder], {
    env: environmentOf(home),
    stdio: 'inherit',
  });
  const clip = path.join(folder, 'input.mkv');
  if (!existsSync(clip)) throw new Error(`The demo left no ${clip}.`);
  return clip;
}

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

const tours = { welcome, studio, lab };

async function main() {
  const { browser, close } = await launchChromium();
  try {
    for (const [name, tour] of Object.entries(tours)) {
      if (onlyTour === undefined || onlyTour === name) await tour(browser);
    }
  } finally {
    await close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function welcome(browser) {
  const empty = await serve(home);
  await eachLook(browser, empty.url, async (page, shoot) => {
    await page.getByRole('button', { name: 'Open the sample clip' }).waitFor();
    await shoot('welcome');
  });
  await end(empty.host);
}

async function studio(browser) {
  const clip = demoClip();
  const full = await serve(home, [clip, path.join(root, 'assets/samples/talking-head.mp4')]);
  let finished = 0;
  await eachLook(browser, full.url, async (page, shoot) => {
    await page.locator('.people-row').waitFor({ timeout: 120_000 });
    await page
      .getByText(/^Analysing|^Waiting/)
      .first()
      .waitFor({ state: 'detached', timeout: 300_000 });
    const mode = async (name) => {
      await page.getByRole('radio', { name, exact: true }).click();
      await shownWhole(page);
    };
    await mode('Wipe');
    await shoot('compare-wipe');
    for (const name of ['Before', 'After', 'Side by side', 'Difference']) {
      await mode(name);
      await shoot(`compare-${name.toLowerCase().replaceAll(' ', '-')}`);
    }
    await mode('Wipe');
    await page.keyboard.press('m');
    await shownWhole(page);
    await shoot('compare-mesh');
    await page.keyboard.press('m');
    await page.keyboard.press('Control+2');
    await page.locator('.inspect3d-frontal[data-picture=ready]').waitFor();
    await page.locator('.inspect3d-note').first().waitFor({ state: 'detached' });
    await page.locator('.inspect3d-view canvas[data-rest=true]').waitFor();
    await shoot('3d-textured');
    await page.keyboard.press('e');
    await page.locator('.face-export-preview[aria-busy=false] img').waitFor();
    await shoot('3d-export');
    await page.keyboard.press('Escape');
    for (const name of ['Clay', 'Wireframe', 'Normals', 'Depth', 'Prior', 'Landmarks']) {
      await page.getByRole('radio', { name, exact: true }).click();
      if (name === 'Prior') await page.locator('.inspect3d-prior img').nth(3).waitFor();
      await page.locator('.inspect3d-view canvas[data-rest=true]').waitFor();
      await shoot(`3d-${name.toLowerCase()}`);
    }
    await page.getByRole('radio', { name: 'Textured', exact: true }).click();
    await page.keyboard.press('Control+1');
    const done = page.locator('.jobs-list').getByRole('button', { name: 'Compare', exact: true });
    await page.getByRole('button', { name: 'Add to queue' }).click();
    await page.keyboard.press('Control+3');
    await page.waitForTimeout(2500);
    await shoot('jobs-running');
    await done.nth(finished++).waitFor({ timeout: 120_000 });
    await page.waitForTimeout(1000);
    await shoot('jobs');
    await page.keyboard.press('Control+,');
    for (const name of ['Appearance', 'General', 'Shortcuts', 'Models', 'Devices', 'About']) {
      await page.getByRole('tab', { name, exact: true }).click();
      await page.waitForTimeout(1500);
      await shoot(`settings-${name.toLowerCase()}`);
    }
    await page.keyboard.press('Control+1');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await shoot('palette');
    await page.keyboard.press('Escape');
  });
  await end(full.host);
}

/** Two portraits and a clip, measured with the usual methods: once whole, in the other looks a run is only begun. */
async function lab(browser) {
  const material = [
    'assets/samples/astronaut.png',
    'tests/fixtures/portrait.jpg',
    'assets/samples/talking-head.mp4',
  ];
  const { host, url } = await serve(
    path.join(home, 'lab'),
    material.map((file) => path.join(root, file)),
  );
  let isMeasured = false;
  await eachLook(browser, url, async (page, shoot) => {
    await page.keyboard.press('Control+4');
    await page.locator('.lab-new, .lab-report').waitFor();
    await page.keyboard.press('n');
    for (const part of ['3D face against resolution', 'Whole clips', 'Memory of the methods']) {
      await page.getByRole('checkbox', { name: part }).check();
    }
    await page.locator('.btn.primary:enabled', { hasText: 'Start the run' }).waitFor();
    await page
      .getByText(/^about \d/)
      .nth(3)
      .waitFor();
    await shoot('lab-new');
    await page.locator('.btn.primary:enabled', { hasText: 'Start the run' }).click();
    await page.locator('.lab-under-way').waitFor();
    await page
      .getByText(/^[3-9] of 14 faces measured/)
      .first()
      .waitFor({ timeout: 300_000 });
    await shoot('lab-running');
    if (isMeasured) await page.getByRole('button', { name: 'Stop the run' }).click();
    isMeasured = true;
    await page.locator('.lab-report').waitFor({ timeout: 1_800_000 });
    for (const [name, screen] of [
      ['Faces', 'lab'],
      ['Whole clips', 'lab-clips'],
      ['3D face', 'lab-fits'],
    ]) {
      await page.getByRole('radio', { name, exact: true }).click();
      await page.locator('.lab-report img').first().waitFor();
      await shoot(screen);
    }
  });
  await end(host);
}

/** Until the exact pictures of both sides are there, and painted. */
async function shownWhole(page) {
  await page.waitForTimeout(500);
  await page.locator('[data-updating=true]').first().waitFor({ state: 'detached' });
}

/** Every size and theme in turn, each in a page of its own. */
async function eachLook(browser, url, tour) {
  for (const theme of ['dark', 'light']) {
    for (const viewport of sizes) {
      const look = `${theme}-${viewport.width}`;
      if (only !== undefined && only !== look) continue;
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce', locale: 'en-GB' });
      const page = await context.newPage();
      page.setDefaultTimeout(90_000);
      await page.goto(url);
      await page.locator('.title').waitFor();
      await page.keyboard.press('Control+,');
      await page.getByRole('radio', { name: theme === 'dark' ? 'Dark' : 'Light', exact: true }).click();
      await page.keyboard.press('Control+1');
      mkdirSync(path.join(target, look), { recursive: true });
      await tour(page, async (name) => {
        await page.waitForTimeout(1200);
        const file = path.join(target, look, `${name}.webp`);
        await sharp(await page.screenshot())
          .webp({ quality: 86 })
          .toFile(file);
        process.stdout.write(`${file}\n`);
      });
      await context.close();
    }
  }
}

await main();
