import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { makeFaceClip } from './face-clip';
import { RealStudio } from './real-studio';
import { seriousFaults } from './serious-faults';
import { inBrowser } from './start-browser';

/**
 * What a user does on their first day, in a real browser, with the real engine, on the bundled clip: import, analysis,
 * people, every way of comparing, 3D, settings, export, the result. Judged by pixels on the screen.
 */
/** A face some 45 pixels wide: the enhanced frame is clearly another one. */
const clipSize = { frames: 30, width: 320, height: 240, zoom: 0.4 };
const shots = process.env.STUDIO_SCREENS;

interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

async function pixelsOf(locator: Locator): Promise<Pixels> {
  const { data, info } = await sharp(await locator.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/**
 * Mean absolute difference, 8-bit levels, of the columns from..to (shares of the width) over the middle of the height:
 * the tags that lie over the picture's corners are no part of it.
 */
function difference(a: Pixels, b: Pixels, from = 0.3, to = 0.7): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.ceil(0.2 * a.height); y < 0.9 * a.height; y++) {
    for (let x = Math.ceil(from * a.width); x < Math.floor(to * a.width); x++) {
      for (let c = 0; c < 3; c++, count++) {
        const at = (y * a.width + x) * 3 + c;
        sum += Math.abs(a.data[at] - b.data[at]);
      }
    }
  }
  return sum / count;
}

inBrowser('the studio with its engine', () => {
  let studio: RealStudio;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    studio = await RealStudio.start();
    page = await studio.open();
    page.on('pageerror', (error) => faults.push(String(error)));
  }, 120_000);
  afterAll(() => studio?.close());

  const shoot = async (name: string) => {
    if (shots === undefined) return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: path.join(shots, `${name}.png`) });
  };
  const canvas = () => page.locator('.compare-canvas');
  const show = (mode: string) => page.getByRole('radio', { name: mode, exact: true }).click();
  /** The picture once two looks in a row are the same. */
  const settled = async (locator: Locator): Promise<Pixels> => {
    let before = await pixelsOf(locator);
    for (let tries = 0; tries < 60; tries++) {
      await page.waitForTimeout(250);
      const now = await pixelsOf(locator);
      if (difference(before, now) === 0) return now;
      before = now;
    }
    throw new Error('the picture does not come to rest');
  };
  const eventually = async (what: string, check: () => Promise<boolean>): Promise<void> => {
    const until = Date.now() + 60_000;
    while (!(await check())) {
      if (Date.now() > until) throw new Error(`${what}: not within a minute`);
      await page.waitForTimeout(200);
    }
  };

  test('opens the sample with one click and finds its person', async () => {
    await page.getByRole('button', { name: 'Open the sample clip' }).click();
    await page.locator('.people-row').waitFor();
    await shoot('sample');
  }, 120_000);

  test('imports a clip of the user and finds who is in it', async () => {
    const clip = await makeFaceClip(studio.folder, 'small-face.mp4', clipSize);
    // A listener that stays: one that is added for the moment can come too late for the chooser.
    page.on('filechooser', (chooser) => void chooser.setFiles(clip));
    await page.keyboard.press('Control+o');
    await page.getByText('small-face.mp4').first().click();
    await page.locator('.people-row').waitFor();
    await shoot('compare');
  }, 120_000);

  test('selects a person by a click on the face', async () => {
    const face = page
      .locator('.compare')
      .getByRole('button', { name: /Person 1/ })
      .first();
    await face.waitFor();
    await face.click();
    await page.locator('.people-row[data-selected="true"]').waitFor();
  });

  test('shows before and after, and each other way of comparing them, by their pixels', async () => {
    await page.keyboard.press('f'); // no face boxes: nothing but the pictures
    await show('Before');
    const before = await settled(canvas());
    await show('After');
    await eventually('the enhanced frame', async () => difference(before, await pixelsOf(canvas())) > 0.05);
    // Before the restored picture is there, the one in its place rests too.
    const ready = page.locator('.compare-canvas[data-after=ready][data-proxy=false]');
    await ready.waitFor();
    const after = await settled(canvas());
    await show('Wipe');
    await ready.waitFor();
    const wipe = await settled(canvas());
    expect(difference(wipe, before, 0.42, 0.475)).toBeLessThan(0.02);
    expect(difference(wipe, after, 0.525, 0.58)).toBeLessThan(0.02);
    expect(difference(wipe, after, 0.42, 0.475)).toBeGreaterThan(0.05);
    await show('Difference');
    const apart = await settled(canvas());
    expect(
      difference(apart, { ...apart, data: Buffer.alloc(apart.data.length) }, 0.45, 0.55),
    ).toBeGreaterThan(0.5);
    await show('Side by side');
    expect(difference(await settled(canvas()), after)).toBeGreaterThan(1);
    await shoot('compare-side');
    await show('Blink');
    const seen = new Set<string>();
    await eventually('blinking', async () => {
      const now = await pixelsOf(canvas());
      seen.add(difference(now, before) < difference(now, after) ? 'before' : 'after');
      return seen.size === 2;
    });
  }, 180_000);

  test('a change of strength changes the preview', async () => {
    await show('Before');
    const before = await settled(canvas());
    await show('After');
    const strength = page.getByRole('slider', { name: 'Strength', exact: true });
    await strength.focus();
    await page.keyboard.press('Home');
    await eventually(
      'the frame at strength 0',
      async () => difference(before, await pixelsOf(canvas())) < 0.01,
    );
    await strength.focus();
    await page.keyboard.press('End');
    await eventually(
      'the frame at full strength',
      async () => difference(before, await pixelsOf(canvas())) > 0.05,
    );
  }, 180_000);

  test('draws the 3D face and turns it', async () => {
    await page.keyboard.press('Control+2');
    const view = page.getByTestId('face').locator('canvas');
    await view.waitFor();
    await eventually('the mesh', async () => {
      const { data } = await pixelsOf(view);
      return data.some((value) => value > 110);
    });
    const still = await settled(view);
    const box = await view.boundingBox();
    if (box === null) throw new Error('the 3D view is not to be seen');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 120, box.y + box.height / 2, { steps: 5 });
    await page.mouse.up();
    await eventually('the turned mesh', async () => difference(still, await pixelsOf(view)) > 1);
    await shoot('inspect3d');
  }, 180_000);

  test('exports the face turned and lit anew, chosen by keys alone', async () => {
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: /Export .* face/ });
    const preview = dialog.locator('.face-export-preview');
    const drawn = preview.locator('img:not(.face-export-next)');
    await drawn.waitFor();
    const front = await pixelsOf(preview);
    await dialog.getByRole('slider', { name: 'Turn' }).focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp');
    await eventually('the turned face', async () => difference(front, await pixelsOf(preview)) > 4);
    await dialog.getByRole('switch', { name: 'Frontal video' }).press('Space');
    await dialog.getByRole('switch', { name: 'Depth and normals' }).press('Space');
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual([
      '-frontal.png',
      '-frontal-confidence.png',
      '-depth.png',
      '-normals.png',
      '-maps.json',
    ]);
    expect(await seriousFaults(page)).toEqual([]);
    await shoot('export-face');
    await dialog.getByRole('button', { name: 'Export' }).press('Enter');
    const ready = dialog.getByRole('button', { name: 'Download' });
    await ready.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), ready.press('Enter')]);
    const archive = await readFile(await download.path(), 'latin1');
    expect(download.suggestedFilename()).toMatch(/-face\.zip$/);
    for (const ending of ['-frontal.png', '-depth.png', '-maps.json']) expect(archive).toContain(ending);
    await dialog.getByRole('switch', { name: 'Volumetric face' }).press('Space');
    await dialog.getByRole('button', { name: 'Export' }).press('Enter');
    await dialog.getByRole('progressbar').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const told = page.locator('.toast').getByRole('button', { name: 'Download' });
    const [later] = await Promise.all([page.waitForEvent('download'), told.press('Enter')]);
    expect(await readFile(await later.path(), 'latin1')).toContain('-volumetric');
  }, 180_000);

  test('enhances the clip, opens the result, and compares with it', async () => {
    await page.keyboard.press('Control+1');
    await page.getByRole('button', { name: 'Add to queue' }).click();
    await page.keyboard.press('Control+3');
    await shoot('jobs-running');
    const compare = page.locator('.jobs-list').getByRole('button', { name: 'Compare', exact: true });
    await compare.waitFor({ timeout: 150_000 });
    await shoot('jobs-done');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).first().click();
    const file = await readFile(await (await coming).path());
    expect(file.toString('latin1', 4, 8)).toBe('ftyp');
    await compare.click();
    await show('Before');
    const before = await settled(canvas());
    await show('After');
    await eventually(
      'the frame of the result',
      async () => difference(before, await pixelsOf(canvas())) > 0.05,
    );
  }, 240_000);

  test('nothing failed on the way', () => {
    expect(faults).toEqual([]);
  });
});
