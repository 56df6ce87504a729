import path from 'node:path';
import sharp from 'sharp';
import type { EngineSettings } from '../../../../preload/contract/engine';
import type { EnhanceSummary, ReconstructSummary } from '../../../../preload/contract/jobs';
import { writeReport, type ReportPerson } from '../../../engine/export/write-report';
import { warpImage } from '../../../engine/geometry/warp-image';
import { decodeFrames } from '../../../engine/media/decode-frames';
import { locateFfmpeg } from '../../../engine/media/locate-ffmpeg';
import { probeMedia } from '../../../engine/media/probe';
import { createRgbImage, type Box, type RgbImage } from '../../../engine/pixels/image';
import { loadPortrait } from '../portrait-clip/load-portrait';
import { portraitAt } from '../portrait-clip/moving-portrait';
import { stageTimes } from '../report/outcomes';
import { duration, percent } from '../report/quantities';
import { demoFramesPerSecond, demoView, faceBoxAt } from './demo-clip';
import { drawMesh, readObj } from './draw-mesh';
import { psnr, squaredLumaError } from './measure-gain';

export interface DemoOutcome {
  readonly folder: string;
  readonly enhance: EnhanceSummary;
  readonly reconstruct: ReconstructSummary;
}

/** Luma PSNR of the face against the sharp original, decibels: the degraded clip and the restored one. */
export interface DemoGain {
  readonly before: number;
  readonly after: number;
}

interface Stills {
  readonly before: RgbImage;
  readonly after: RgbImage;
  readonly sharp: RgbImage;
  readonly gain: DemoGain;
}

/** Writes `index.html` and measures what the restoration gained; the sharp original is known here. */
export async function writeDemoPage(
  outcome: DemoOutcome,
  settings: EngineSettings,
): Promise<{ page: string; gain: DemoGain }> {
  const { folder, enhance, reconstruct } = outcome;
  const shown = enhance.analysis.people.at(0)?.bestFrame ?? 0;
  const stills = await compareClips(enhance, shown, settings);
  const page = path.join(folder, 'index.html');
  const beside = (file: string) => path.relative(folder, file).split(path.sep).join('/');
  await writeReport(page, {
    title: 'A portrait, filmed badly and restored',
    subtitle:
      'A sharp portrait was panned, turned and zoomed, reduced to a third, covered with noise and compressed hard. ' +
      'Facet Studio saw only that clip.',
    comparison: {
      before: enlarge(stills.before, 2),
      after: enlarge(stills.after, 2),
      caption: `Frame ${shown}, shown at twice its size. Drag the line.`,
    },
    videos: [
      {
        label: 'Before on the left, after on the right.',
        file: beside(enhance.sideBySide ?? enhance.output),
      },
    ],
    figures: [
      ['Frames', String(enhance.frames)],
      ['Frames a second', enhance.framesPerSecond.toFixed(1)],
      ['Faces restored', String(enhance.facesRestored)],
      ['Face, before', `${stills.gain.before.toFixed(2)} dB`],
      ['Face, after', `${stills.gain.after.toFixed(2)} dB`],
      ['Whole run', duration(enhance.seconds)],
    ],
    people: await describePeople(outcome, stills, shown, beside),
    files: [
      { label: 'the degraded clip', file: beside(enhance.input) },
      { label: 'the restored clip', file: beside(enhance.output) },
      ...(enhance.sideBySide === undefined
        ? []
        : [{ label: 'both, side by side', file: beside(enhance.sideBySide) }]),
    ],
    notes: [
      'dB: Y-PSNR of the face against the sharp original over all frames; higher is nearer to it.',
      `Milliseconds by stage: ${stageTimes(enhance.stageMilliseconds)}; stages overlap.`,
      `Analysis: ${reconstruct.analysis.frames} frames.`,
      'Portrait of Eileen Collins: NASA, public domain.',
    ],
  });
  return { page, gain: stills.gain };
}

async function compareClips(
  enhance: EnhanceSummary,
  shown: number,
  settings: EngineSettings,
): Promise<Stills> {
  const tools = await locateFfmpeg(settings);
  const open = async (file: string) => decodeFrames(await probeMedia(file, tools), tools);
  const portrait = await loadPortrait();
  const sharp = createRgbImage(demoView.width, demoView.height);
  const after = await open(enhance.output);
  const kept: { before?: RgbImage; after?: RgbImage; sharp?: RgbImage } = {};
  const error = { before: 0, after: 0, pixels: 0 };
  try {
    for await (const { index, image } of await open(enhance.input)) {
      const restored = await after.next();
      if (restored.done === true) break;
      portraitAt(portrait, demoView, index / demoFramesPerSecond, sharp);
      const box = faceBoxAt(index);
      const lost = squaredLumaError(image, sharp, box);
      error.before += lost.sum;
      error.after += squaredLumaError(restored.value.image, sharp, box).sum;
      error.pixels += lost.pixels;
      if (index === shown || kept.before === undefined) {
        kept.before = copyOf(image);
        kept.after = copyOf(restored.value.image);
        kept.sharp = copyOf(sharp);
      }
    }
  } finally {
    await after.return();
  }
  const blank = createRgbImage(demoView.width, demoView.height);
  return {
    before: kept.before ?? blank,
    after: kept.after ?? blank,
    sharp: kept.sharp ?? blank,
    gain: { before: psnr(error.before / error.pixels), after: psnr(error.after / error.pixels) },
  };
}

async function describePeople(
  { enhance, reconstruct }: DemoOutcome,
  stills: Stills,
  shown: number,
  beside: (file: string) => string,
): Promise<ReportPerson[]> {
  const box = faceBoxAt(shown);
  return Promise.all(
    reconstruct.people.map(async ({ id, files }): Promise<ReportPerson> => {
      const person = enhance.analysis.people.find((one) => one.id === id);
      const { obj, frontal } = files;
      if (obj === undefined || frontal === undefined)
        throw new RangeError('The demo shows mesh and frontal view.');
      const mesh = await readObj(obj);
      return {
        name: person?.name ?? `Person ${id}`,
        facts:
          person === undefined
            ? []
            : [
                ['Seen in', `${person.frames} frames`],
                ['Between the eyes', `${person.interOcularPixels.toFixed(1)} px`],
                ['Re-projection error', `${percent(person.reprojectionError)} of that`],
                ['Best frame', String(person.bestFrame)],
              ],
        pictures: [
          { caption: 'Before', image: enlarge(crop(stills.before, box), 2) },
          { caption: 'After', image: enlarge(crop(stills.after, box), 2) },
          {
            caption: 'Sharp original, never seen by the program',
            image: enlarge(crop(stills.sharp, box), 2),
          },
          { caption: 'Frontal view', image: await readPicture(frontal) },
          { caption: '3D face', image: drawMesh(mesh, 480, 0) },
          { caption: '3D face, turned', image: drawMesh(mesh, 480, 0.6) },
        ],
        files: [
          ...(
            [
              ['3D face', obj],
              ['frontal view', frontal],
              ['moving face (GLB)', files['animated-glb']],
              ['coefficients', files.coefficients],
            ] as const
          ).flatMap(([label, file]) => (file === undefined ? [] : [{ label, file: beside(file) }])),
        ],
      };
    }),
  );
}

async function readPicture(file: string): Promise<RgbImage> {
  const { data, info } = await sharp(file)
    .flatten({ background: '#181818' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

function enlarge(image: RgbImage, factor: number): RgbImage {
  const out = createRgbImage(image.width * factor, image.height * factor);
  warpImage(image, { a: factor, b: 0, tx: 0, ty: 0 }, out, 'bicubic');
  return out;
}

function crop(image: RgbImage, { left, top, right, bottom }: Box): RgbImage {
  const out = createRgbImage(right - left, bottom - top);
  for (let y = 0; y < out.height; y++) {
    const at = ((top + y) * image.width + left) * 3;
    out.data.set(image.data.subarray(at, at + out.width * 3), y * out.width * 3);
  }
  return out;
}

function copyOf(image: RgbImage): RgbImage {
  return { ...image, data: image.data.slice() };
}
