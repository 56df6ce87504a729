import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { startFileServer, type FileServer } from '../fixtures/file-server';
import { otherFace } from '../fixtures/other-models/other-face';
import { writeGnm } from '../fixtures/other-models/write-gnm';
import { coefficientsNetwork, faceNetwork, frameNetwork, weightedNetwork } from '../fixtures/small-network';
import { makeFaceClip } from './face-clip';
import { RealStudio } from './real-studio';
import { inBrowser } from './start-browser';

/**
 * Networks of other projects in the real studio: from a file and from a catalogue, chosen for a clip, seen in the
 * picture. The networks are small ones with the signatures of the large: one gives the negative of its face.
 */
const shots = process.env.STUDIO_SCREENS;

/** Mean absolute difference of two looks at the canvas, 8-bit levels. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  const [one, other] = await Promise.all([a, b].map((png) => sharp(png).removeAlpha().raw().toBuffer()));
  return one.reduce((sum, value, i) => sum + Math.abs(value - other[i]), 0) / one.length;
}

inBrowser('models of one’s own in the studio', () => {
  let studio: RealStudio;
  let server: FileServer;
  let page: Page;
  const faults: string[] = [];
  const fetched = frameNetwork(2);

  beforeAll(async () => {
    server = await startFileServer();
    server.files.set('/esrgan.onnx', { body: fetched, etag: '"a"' });
    studio = await RealStudio.start();
    page = await studio.open();
    page.on('pageerror', (error) => faults.push(String(error)));
  }, 120_000);
  afterAll(async () => {
    await studio?.close();
    await server.close();
  });

  const shoot = async (name: string) => {
    if (shots === undefined) return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: path.join(shots, `${name}.png`) });
  };
  const canvas = (): Locator => page.locator('.compare-canvas');
  const settled = async (): Promise<Buffer> => {
    // Before the exact pictures are there, those in their places rest too.
    await page.locator('.compare-canvas[data-after=ready][data-proxy=false]').waitFor();
    let before = await canvas().screenshot();
    for (let tries = 0; tries < 80; tries++) {
      await page.waitForTimeout(300);
      const now = await canvas().screenshot();
      if ((await difference(before, now)) === 0) return now;
      before = now;
    }
    throw new Error('the picture does not come to rest');
  };
  const changesFrom = async (before: Buffer, least: number): Promise<void> => {
    const until = Date.now() + 60_000;
    while ((await difference(before, await canvas().screenshot())) < least) {
      if (Date.now() > until) throw new Error('the picture stays as it was');
      await page.waitForTimeout(300);
    }
  };
  const openModels = async () => {
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Models' }).click();
  };
  const choose = async (select: string, option: RegExp | string) => {
    await page.getByRole('button', { name: new RegExp(`^${select}:`) }).click();
    await page.getByRole('menuitemradio', { name: option }).click();
  };

  async function addModel(name: string, content: Uint8Array): Promise<void> {
    const file = path.join(studio.folder, name);
    writeFileSync(file, content);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Add model…' }).click();
    await (await choosing).setFiles(file);
    const dialog = page.getByRole('dialog', { name: 'Add a model' });
    await dialog.waitFor();
    await dialog.getByLabel('Licence').fill('MIT');
    await dialog.getByLabel('Source').fill('tests');
  }

  test('a model is added from a file with the guessed adapter', async () => {
    const clip = await makeFaceClip(studio.folder, 'face.mp4', {
      frames: 10,
      width: 320,
      height: 240,
      zoom: 0.6,
    });
    const choosing = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+o');
    await (await choosing).setFiles(clip);
    await page.locator('.people-row').waitFor();
    await openModels();
    await addModel('gfpgan-negative.onnx', faceNetwork('Neg'));
    const dialog = page.getByRole('dialog', { name: 'Add a model' });
    expect(await dialog.getByRole('button', { name: 'Adapter: GFPGAN' }).count()).toBe(1);
    await shoot('models-add');
    const axe = await new AxeBuilder({ page }).include('.dlg').analyze();
    expect(axe.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('row', { name: /gfpgan-negative.*MIT.*OK/ }).waitFor();
    await shoot('models-list');
  }, 180_000);

  test('chosen for the clip, it changes the preview; undo brings the picture back', async () => {
    await page.keyboard.press('Control+1');
    await page.getByRole('radio', { name: 'After', exact: true }).click();
    const built = await settled();
    await choose('Model', /gfpgan-negative/);
    await changesFrom(built, 0.3);
    await shoot('models-preview');
    await page.keyboard.press('Control+z');
    const until = Date.now() + 60_000;
    while ((await difference(built, await canvas().screenshot())) > 0.01) {
      if (Date.now() > until) throw new Error('undo does not bring the picture back');
      await page.waitForTimeout(300);
    }
  }, 180_000);

  test('the fidelity of a CodeFormer is a slider, and the picture follows it', async () => {
    await openModels();
    await addModel('codeformer.onnx', weightedNetwork());
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('row', { name: /codeformer.*MIT.*OK/ }).waitFor();
    await page.keyboard.press('Control+1');
    await choose('Model', /codeformer/);
    const slider = page.getByRole('slider', { name: 'Fidelity' });
    await slider.focus();
    await page.keyboard.press('End');
    await settled();
    const faithful = await settled();
    await slider.focus();
    await page.keyboard.press('Home');
    await changesFrom(faithful, 0.2);
  }, 180_000);

  test('a 3D face of several files is added by the keyboard, with what its makers say, and chosen for the clip', async () => {
    const face = await otherFace();
    const parts = path.join(studio.folder, 'gnm');
    await writeGnm(parts, face, 20, face.own.expressionNames);
    const choosing = page.waitForEvent('filechooser');
    await openModels();
    await page.getByRole('button', { name: 'Add folder…' }).focus();
    await page.keyboard.press('Enter');
    await (await choosing).setFiles(parts);
    const dialog = page.getByRole('dialog', { name: 'Add a model' });
    await dialog.getByText('This is a 3D face model: GNM Head.').waitFor();
    expect(await dialog.getByLabel('Licence').inputValue()).toBe('Apache-2.0');
    await shoot('models-add-face');
    const axe = await new AxeBuilder({ page }).include('.dlg').analyze();
    expect(axe.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
    await dialog.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /GNM Head.*Apache-2\.0.*OK/ }).waitFor();
    await shoot('models-list-face');
    await page.keyboard.press('Control+1');
    await choose('3D face', /GNM Head/);
    await page.getByRole('button', { name: '3D face: GNM Head' }).waitFor();
    await shoot('models-face-chosen');
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: /^3D face: / }).waitFor();
  }, 180_000);

  test('a network that reads the 3D face is chosen among the faces, and what it needs is said', async () => {
    await openModels();
    const content = [...coefficientsNetwork(new Array<number>(257).fill(0))].join();
    await page.evaluate(`
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.of(${content})], 'recon.onnx'));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    `);
    const dialog = page.getByRole('dialog', { name: 'Add a model' });
    await dialog.getByLabel('Licence').fill('MIT');
    await dialog.getByLabel('Source').fill('tests');
    await dialog.getByRole('button', { name: 'Adapter: Deep3DFaceReconstruction' }).waitFor();
    await dialog.getByText('Reads the 3D face from 224 × 224 pixels').waitFor();
    await shoot('models-add-network');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('row', { name: /recon.*3D face by a network.*MIT.*OK/ }).waitFor();
    await page.keyboard.press('Control+1');
    await choose('3D face', /recon.*Read by a network/);
    await page.getByText('in the numbers of the Basel Face Model, which must be').waitFor();
    await page
      .getByText(/and none is installed\. Add it: facet models add/)
      .first()
      .waitFor();
    await shoot('models-network-chosen');
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: '3D face: Built in' }).waitFor();
  }, 180_000);

  test('what is no model is refused in the dialog’s place, in words', async () => {
    await openModels();
    const file = path.join(studio.folder, 'text.onnx');
    writeFileSync(file, 'no network');
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Add model…' }).click();
    await (await choosing).setFiles(file);
    await page.getByText('This network cannot be used so').waitFor();
  }, 60_000);

  test('a model is removed after asking', async () => {
    await page.getByRole('button', { name: 'Remove gfpgan-negative' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('row', { name: /gfpgan-negative/ }).waitFor({ state: 'detached' });
  }, 60_000);

  test('a model of the catalogue is fetched once its licence is accepted', async () => {
    const entry = {
      ...{ id: 'our-esrgan', name: 'Our ESRGAN', adapter: 'real-esrgan', licence: 'BSD-3-Clause' },
      source: 'https://example.org/',
      url: `${server.origin}/esrgan.onnx`,
      bytes: fetched.length,
      sha256: createHash('sha256').update(fetched).digest('hex'),
    };
    const list = path.join(studio.folder, 'facet-studio', 'models', 'catalogue.json');
    writeFileSync(list, JSON.stringify({ version: 1, models: [entry] }));
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByRole('button', { name: 'Download… Our ESRGAN' }).click();
    const dialog = page.getByRole('dialog', { name: 'Download Our ESRGAN?' });
    await dialog.getByText('BSD-3-Clause').waitFor();
    expect(server.ranges).toEqual([]);
    await shoot('models-licence');
    await dialog.getByRole('button', { name: 'Accept and download' }).click();
    await page.getByRole('row', { name: /Our ESRGAN.*OK/ }).waitFor();
    await shoot('models-catalogue');
    await page.keyboard.press('Control+1');
    await choose('Enlarging', /Our ESRGAN/);
    await page.getByRole('button', { name: 'Enlarging: Our ESRGAN' }).waitFor();
  }, 120_000);

  test('nothing failed on the way', () => {
    expect(faults).toEqual([]);
  });
});
