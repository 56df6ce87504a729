import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { away, makeInspectClip } from '../fixtures/inspect-clip';
import { serveInspectPage } from '../fixtures/inspect-server';
import { inBrowser, startBrowser } from './start-browser';

/**
 * The 3D inspector in a real browser with software WebGL, over a scripted client: the built-in face model, posed. Pixels
 * are looked at, not only the DOM. The whole studio against the real engine is another test's.
 */

jest.setTimeout(180_000);

inBrowser('the 3D inspector', () => {
  let server: Awaited<ReturnType<typeof serveInspectPage>>;
  let browser: Browser;
  let page: Page;
  let view: Locator;
  const problems: string[] = [];

  beforeAll(async () => {
    server = await serveInspectPage(await makeInspectClip());
    browser = await startBrowser();
    page = await open('motion=none');
    view = page.getByRole('application');
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function open(query: string): Promise<Page> {
    const made = await browser.newPage({ viewport: { width: 1280, height: 800 }, acceptDownloads: true });
    made.setDefaultTimeout(60_000);
    made.on('pageerror', (error) => problems.push(error.message));
    await made.goto(`${server.url}?${query}`);
    // Where the focus is does not count as a change of the picture.
    await made.addStyleTag({ content: '* { outline: none !important }' });
    return made;
  }

  /** Waits until the view has come to rest. */
  async function atRest(): Promise<void> {
    const canvas = view.locator('canvas');
    let before = '';
    for (let same = 0; same < 2;) {
      await page.waitForTimeout(300);
      const now = `${await canvas.getAttribute('data-drawn')} ${await canvas.getAttribute('data-rest')}`;
      same = now === before && now.endsWith('true') ? same + 1 : 0;
      before = now;
    }
  }

  async function pixels(what: Locator = view): Promise<Buffer> {
    await atRest();
    return sharp(await what.screenshot())
      .removeAlpha()
      .raw()
      .toBuffer();
  }

  async function seek(frame: number): Promise<void> {
    await page.evaluate(`window.facetTest.seek(${frame})`);
    await page.locator(`.inspect3d-view canvas[data-shown-frame="${frame}"]`).waitFor();
  }

  const shade = (name: string): Promise<void> => page.getByRole('radio', { name, exact: true }).click();

  test('draws the face: skin where there was background', async () => {
    await seek(10);
    const face = await pixels();
    expect(shareOf(face, (r, g, b) => r > 90 && r > g + 15 && g > b)).toBeGreaterThan(0.08);
    await page.addStyleTag({ content: '.inspect3d-view canvas { visibility: hidden }' });
    const without = await pixels();
    await page.evaluate('document.head.lastElementChild.remove()');
    expect(shareOf(without, (r, g, b) => r > 90 && r > g + 15 && g > b)).toBeLessThan(0.001);
  });

  test('turns by keys and by dragging, and comes back', async () => {
    await seek(10);
    const front = await pixels();
    await view.focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    expect(difference(front, await pixels())).toBeGreaterThan(0.05);
    await page.keyboard.press('Home');
    expect(difference(front, await pixels())).toBeLessThan(0.01);
    const box = await view.boundingBox();
    if (box === null) throw new Error('The view has no place.');
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x + 320, box.y + 210, { steps: 4 });
    await page.mouse.up();
    expect(difference(front, await pixels())).toBeGreaterThan(0.05);
    await page.keyboard.press('0');
    await page.keyboard.press('r');
    expect(difference(front, await pixels())).toBeLessThan(0.01);
  });

  test('every shading looks different', async () => {
    await seek(10);
    const pictures: Buffer[] = [];
    for (const name of ['Textured', 'Clay', 'Wireframe', 'Normals', 'Depth', 'Prior', 'Landmarks']) {
      await shade(name);
      if (name === 'Prior') await page.locator('.inspect3d-prior img').nth(3).waitFor();
      pictures.push(await pixels(page.locator('.inspect3d-stage')));
    }
    await shade('Textured');
    for (let a = 0; a < pictures.length; a++) {
      for (let b = a + 1; b < pictures.length; b++) {
        expect(difference(pictures[a], pictures[b])).toBeGreaterThan(0.01);
      }
    }
  });

  test('follows the playhead, unless it is to look at the viewer', async () => {
    await seek(37);
    const right = await pixels();
    await expect(page.locator('.inspect3d-angle').first().textContent()).resolves.toMatch(/yaw 3\d°/);
    await seek(110);
    const left = await pixels();
    await expect(page.locator('.inspect3d-angle').first().textContent()).resolves.toMatch(/yaw −\d+°/);
    expect(difference(right, left)).toBeGreaterThan(0.08);
    await page.keyboard.press('p');
    const frontalLate = await pixels();
    await seek(37);
    const frontalEarly = await pixels();
    await page.keyboard.press('p');
    expect(difference(frontalLate, frontalEarly)).toBeLessThan(difference(right, left) / 3);
  });

  test('keeps the last pose, greyed, while the person is away', async () => {
    await seek(away.from - 1);
    const here = await pixels();
    await seek(away.from + 2);
    await page.getByText('Lena is not here').waitFor();
    const gone = await pixels();
    const skin = (r: number, g: number, b: number): boolean => r > 90 && r > g + 15 && g > b;
    expect(shareOf(gone, skin)).toBeLessThan(shareOf(here, skin) / 4);
    await page.getByRole('button', { name: 'Go to first' }).click();
    await page.locator('.inspect3d-view canvas[data-shown-frame="0"]').waitFor();
    await page.getByText('Lena is not here').waitFor({ state: 'detached' });
  });

  test('lays mesh and landmarks over the frame', async () => {
    await seek(10);
    const stage = page.locator('.inspect3d-frame');
    const withMesh = await pixels(stage);
    await page.getByRole('button', { name: 'Mesh over the frame' }).click();
    const bare = await pixels(stage);
    expect(difference(withMesh, bare)).toBeGreaterThan(0.05);
    await page.getByRole('button', { name: 'Landmarks over the frame' }).click();
    expect(difference(await pixels(stage), bare)).toBeGreaterThan(0.004);
    await page.getByRole('button', { name: 'Landmarks over the frame' }).click();
    await page.getByRole('button', { name: 'Mesh over the frame' }).click();
  });

  test('the light is moved by keys and shows on clay', async () => {
    await seek(10);
    await shade('Clay');
    const before = await pixels();
    await page.getByRole('slider', { name: 'Direction of the light' }).focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowLeft');
    expect(difference(before, await pixels())).toBeGreaterThan(0.05);
    await page.getByRole('button', { name: 'Reset', exact: true }).click();
    expect(difference(before, await pixels())).toBeLessThan(0.01);
    await shade('Textured');
  });

  test('a click on the pose curves moves the playhead, and so do keys', async () => {
    const plot = page.locator('.inspect3d-plot .u-over');
    const box = await plot.boundingBox();
    if (box === null) throw new Error('The plot has no place.');
    await plot.click({ position: { x: box.width / 2, y: box.height / 2 } });
    const slider = page.getByRole('slider', { name: 'Playhead over the pose curves' });
    const frame = Number(await slider.getAttribute('aria-valuenow'));
    expect(Math.abs(frame - 75)).toBeLessThanOrEqual(2);
    await slider.press('ArrowRight');
    await expect(slider.getAttribute('aria-valuenow')).resolves.toBe(String(frame + 1));
  });

  const exported = async (entry: RegExp): Promise<Download> => {
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: entry }).click();
    return download;
  };

  test('files are asked of the engine and saved; a refusal is told', async () => {
    await seek(10);
    const download = await exported(/Mesh \+ texture/);
    expect(download.suggestedFilename()).toMatch(/^Lena-glb/);
    expect(await page.evaluate('window.facetTest.calls')).toContainEqual({
      method: 'faces.export',
      params: { mediaId: 'clip', personId: 1, frame: 10, format: 'glb' },
    });
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: /^Mesh\s*OBJ/ }).click();
    await page.getByText('Export failed: The disk is full.').waitFor();
  });

  test('the moving face and every frame’s numbers are in the menu too', async () => {
    const entries = { 'animated-glb': /^Moving/, 'coefficients-csv': /CSV$/, 'coefficients-npz': /NPZ$/ };
    for (const [format, entry] of Object.entries(entries)) {
      expect((await exported(entry)).suggestedFilename()).toContain(format);
      expect(await page.evaluate('window.facetTest.calls.at(-1)')).toMatchObject({ params: { format } });
    }
  });

  test('the face at rest is asked for as such', async () => {
    expect((await exported(/^Face at rest\s*GLB$/)).suggestedFilename()).toContain('glb');
    expect(await page.evaluate('window.facetTest.calls.at(-1)')).toMatchObject({
      params: { format: 'glb', expression: 'neutral' },
    });
  });

  test('this view is a picture of the face without backdrop', async () => {
    const download = await exported(/This view/);
    expect(download.suggestedFilename()).toBe('Studio-interview-Lena-view.png');
    const { data, info } = await sharp(await readFile(await download.path()))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(4);
    const alpha = (x: number, y: number): number =>
      data[4 * (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) + 3];
    expect(alpha(0.5, 0.45)).toBe(255);
    expect(alpha(0.02, 0.98)).toBe(0);
  });

  test('another person brings another face', async () => {
    await seek(10);
    const first = await pixels();
    await page.getByRole('button', { name: 'Person: Lena' }).click();
    await page.getByRole('menuitem', { name: 'Tomas' }).click();
    await page.getByRole('button', { name: 'Person: Tomas' }).waitFor();
    await page.locator('.inspect3d-view canvas[data-shown-frame="10"]').waitFor();
    expect(difference(first, await pixels())).toBeGreaterThan(0.05);
  });

  test.each([
    ['empty', 'No clip chosen'],
    ['running', 'Fitting 3D faces'],
    ['cancelled', 'The analysis was cancelled'],
    ['failed', 'The analysis failed'],
    ['nobody', 'No face found'],
  ])('says so while there is no face: %s', async (state, words) => {
    const other = await open(`state=${state}`);
    await other.getByText(words).waitFor();
    if (state === 'failed') await other.getByText('Studio interview.mp4 ends early.').waitFor();
    await other.close();
  });

  test.each(['dark', 'light'])('axe finds nothing serious: %s', async (theme) => {
    const other = await open(`motion=none&theme=${theme}`);
    await other.locator('.inspect3d-view canvas[data-shown-frame="0"]').waitFor();
    // One page at a time is what the studio is; axe's own frames need another context otherwise.
    const { violations } = await new AxeBuilder({ page: other }).setLegacyMode(true).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 160))])).toEqual([]);
    await other.close();
  });

  test('nothing went wrong unseen', () => {
    expect(problems).toEqual([]);
  });
});

function shareOf(rgb: Buffer, is: (r: number, g: number, b: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < rgb.length; i += 3) if (is(rgb[i], rgb[i + 1], rgb[i + 2])) count++;
  return count / (rgb.length / 3);
}

/** Share of the pixels that differ clearly. */
function difference(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) return 1;
  let count = 0;
  for (let i = 0; i < a.length; i += 3) {
    const away = Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]);
    if (away > 40) count++;
  }
  return count / (a.length / 3);
}
