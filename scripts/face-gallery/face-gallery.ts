/**
 * Lays what is made of the largest face of each picture on sheets, a row a picture: the picture, the shaded mesh over it,
 * its normals, the de-lit texture, the face from the front, turned and lit anew, and the volumetric reconstruction turned
 * the same way.
 *   node dist/face-gallery.js SHEET.jpg PICTURE ...
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { createEngine } from '../../main/engine/engine';
import { loadProject } from '../../main/engine/project/project-folder';
import type { Engine } from '../../preload/contract/engine';
import { drawPoints, readPly } from './draw-points';
import { shadedOver } from './shaded-mesh';

const cell = 224;
/** Degrees to the viewer's right, of the last two columns. */
const turn = 25;
const light = [-1, 0.6, 0.8];
const titles = ['picture', 'mesh', 'normals', 'albedo', 'front', 'turned, relit', 'volumetric'];
const titleHeight = 24;

async function rowOf(engine: Engine, picture: string, scratch: string): Promise<Buffer[]> {
  const name = path.parse(picture).name;
  const project = path.join(scratch, `${name}.facet`);
  const common = { input: picture, project, frontalSize: 256 } as const;
  const front = await engine.reconstruct({
    ...common,
    outputFolder: path.join(scratch, `${name}-front`),
    formats: ['frontal', 'maps', 'albedo'],
  });
  const turned = await engine.reconstruct({
    ...common,
    outputFolder: path.join(scratch, `${name}-turned`),
    formats: ['frontal'],
    look: { yawDegrees: turn, light },
  });
  const volume = await engine.reconstruct({
    ...common,
    outputFolder: path.join(scratch, `${name}-volume`),
    reconstruction: 'volumetric',
    formats: ['ply'],
  });
  const found = await loadProject(project);
  const largest = found?.people.reduce((a, b) => (b.interOcularPixels > a.interOcularPixels ? b : a));
  if (largest === undefined) throw new Error(`nobody in ${picture}`);
  const filesOf = ({ people }: typeof front) => people.find(({ id }) => id === largest.id)?.files ?? {};
  const { frontal, maps, albedo } = filesOf(front);
  const { frontal: relit } = filesOf(turned);
  const { ply } = filesOf(volume);
  if (!frontal || !maps || !albedo || !relit || !ply) throw new Error(`something of ${picture} was not made`);
  const normals = maps.replace(/-depth\.png$/, '-normals.png');
  const { window, shaded, normalsOver } = await shadedOver(picture, normals);
  const fitted = (image: sharp.Sharp) =>
    image.resize(cell, cell, { fit: 'cover' }).removeAlpha().png().toBuffer();
  return Promise.all([
    fitted(sharp(picture).rotate().extract(window)),
    fitted(shaded),
    fitted(normalsOver),
    fitted(sharp(albedo)),
    fitted(sharp(frontal)),
    fitted(sharp(relit)),
    fitted(drawPoints(await readPly(ply), turn, cell * 2)),
  ]);
}

async function main(): Promise<void> {
  const [sheet, ...pictures] = process.argv.slice(2);
  if (sheet === undefined || pictures.length === 0) throw new Error('face-gallery SHEET.jpg PICTURE ...');
  const scratch = await mkdtemp(path.join(tmpdir(), 'facet-gallery-'));
  const engine = createEngine({});
  try {
    const cells: sharp.OverlayOptions[] = titles.map((title, column) => ({
      input: Buffer.from(
        `<svg width="${cell}" height="${titleHeight}"><text x="8" y="17" font-family="sans-serif" font-size="14" fill="#d8dade">${title}</text></svg>`,
      ),
      left: column * cell,
      top: 0,
    }));
    for (const [row, picture] of pictures.entries()) {
      const images = await rowOf(engine, picture, scratch);
      images.forEach((input, column) =>
        cells.push({ input, left: column * cell, top: titleHeight + row * cell }),
      );
      process.stdout.write(`${picture}\n`);
    }
    await sharp({
      create: {
        width: titles.length * cell,
        height: titleHeight + pictures.length * cell,
        channels: 3,
        background: '#16181b',
      },
    })
      .composite(cells)
      .jpeg({ quality: 88 })
      .toFile(sheet);
  } finally {
    await engine.dispose();
    await rm(scratch, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
