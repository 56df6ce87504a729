/**
 * How much nearer to the truth a restored clip is than the poor one it was made from, on the faces:
 * `node dist/measure-against-truth.js --truth CLIP --project CLIP.facet --poor POOR --restored OUT [--first-frame 4]`.
 *
 * The truth is the clip before it was made poor; its analysis (`facet analyse CLIP --project CLIP.facet`) says where the
 * faces are. Y-PSNR: mean squared error of BT.601 luma within each face's box, dB of its mean over a
 * frame's faces, then the mean over frames. Flicker: how much the face changes from frame to frame that the true one does
 * not (`FlickerAgainstTruth`). A poor clip of half, quarter or eighth the size is enlarged by Lanczos first;
 * the restored one must have the truth's size. `--first-frame` is the truth's frame that the first poor frame shows: 4
 * where nine frames were averaged.
 */
import { parseArgs } from 'node:util';
import { UpscaleScratch, upscaleFrame } from '../main/engine/compose/upscale-frame';
import { decodeFrames } from '../main/engine/media/decode-frames';
import { locateFfmpeg } from '../main/engine/media/locate-ffmpeg';
import { probeMedia } from '../main/engine/media/probe';
import { FlickerAgainstTruth, lumaPicture } from '../main/engine/lab/flicker';
import { fitLayout, unpackFit } from '../main/engine/people/fit-row';
import { createRgbImage, type Box, type RgbImage, type VideoFrame } from '../main/engine/pixels/image';
import { AnalysisReader } from '../main/engine/project/analysis-reader';
import { loadProject } from '../main/engine/project/project-folder';
import { faceColumns } from '../main/engine/project/project-format';

const { values: options } = parseArgs({
  options: {
    truth: { type: 'string' },
    project: { type: 'string' },
    poor: { type: 'string' },
    restored: { type: 'string' },
    'first-frame': { type: 'string', default: '0' },
  },
});

const scratch = new UpscaleScratch();

/** The picture at the size of another one. */
function atSizeOf(picture: RgbImage, { width, height }: RgbImage): RgbImage {
  const scale = width / picture.width;
  if (scale === 1 && picture.height === height) return picture;
  if ((scale !== 2 && scale !== 4 && scale !== 8) || picture.height * scale !== height) {
    throw new Error(
      `${picture.width}x${picture.height} is no half, quarter or eighth of ${width}x${height}.`,
    );
  }
  const out = createRgbImage(width, height);
  upscaleFrame(picture, scale, out, scratch);
  return out;
}

/** Mean squared error of luma, 8-bit units, within a box. */
function lumaError(a: RgbImage, b: RgbImage, box: Box): number {
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, Math.round(box.top)); y < Math.min(a.height, box.bottom); y++) {
    for (let x = Math.max(0, Math.round(box.left)); x < Math.min(a.width, box.right); x++, count++) {
      const p = (y * a.width + x) * 3;
      const red = a.data[p] - b.data[p];
      const green = a.data[p + 1] - b.data[p + 1];
      const blue = a.data[p + 2] - b.data[p + 2];
      sum += ((65.481 * red + 128.553 * green + 24.966 * blue) / 255) ** 2;
    }
  }
  return sum / Math.max(1, count);
}

const decibels = (error: number): number => 10 * Math.log10(255 ** 2 / Math.max(error, 1e-6));
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

async function main(): Promise<void> {
  const { truth, project: folder, poor, restored } = options;
  if (!truth || !folder || !poor || !restored) {
    process.stderr.write(
      'usage: measure-against-truth.js --truth CLIP --project FOLDER --poor CLIP --restored CLIP\n',
    );
    process.exitCode = 2;
    return;
  }
  const project = await loadProject(folder);
  if (project === undefined) throw new Error(`${folder} holds no analysis.`);
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(folder, layout.columns);
  const tools = await locateFfmpeg({});
  const frames = async (file: string): Promise<AsyncIterator<VideoFrame>> =>
    decodeFrames(await probeMedia(file, tools), tools)[Symbol.asyncIterator]();
  const [truths, poors, restoreds] = await Promise.all([truth, poor, restored].map(frames));
  const firstFrame = Number(options['first-frame']);
  for (let skipped = 0; skipped < firstFrame; skipped++) await truths.next();
  const before: number[] = [];
  const after: number[] = [];
  /** Of each track, before and after. */
  const flickers = new Map<number, [FlickerAgainstTruth, FlickerAgainstTruth]>();
  for (let t = firstFrame; ; t++) {
    const [exact, blurred, ours] = await Promise.all([truths.next(), poors.next(), restoreds.next()]);
    if (exact.done || blurred.done || ours.done) break;
    const faces = await analysis.facesOf(t);
    if (faces.length === 0) continue;
    const sharp = exact.value.image;
    const sharpLuma = lumaPicture(sharp);
    const errors = [blurred.value.image, ours.value.image].map((image, which) => {
      const picture = atSizeOf(image, sharp);
      const luma = lumaPicture(picture);
      for (const { face, fit } of faces) {
        const track = face[faceColumns.track];
        const known = flickers.get(track) ?? [new FlickerAgainstTruth(), new FlickerAgainstTruth()];
        flickers.set(track, known);
        known[which].add(t, sharpLuma, luma, unpackFit(layout, fit).fivePoints);
      }
      return mean(
        faces.map(({ face }) => {
          const [left, top, right, bottom] = [
            face[faceColumns.left],
            face[faceColumns.top],
            face[faceColumns.right],
            face[faceColumns.bottom],
          ];
          return lumaError(sharp, picture, { left, top, right, bottom });
        }),
      );
    });
    before.push(decibels(errors[0]));
    after.push(decibels(errors[1]));
  }
  await analysis.close();
  // The longer clips' decoders are told that nobody listens any more.
  for (const reader of [truths, poors, restoreds]) await reader.return?.();
  const flicker = (which: 0 | 1): number => mean([...flickers.values()].map((pair) => pair[which].mean));
  const gain = mean(after) - mean(before);
  process.stdout.write(
    `${before.length} frames: before ${mean(before).toFixed(2)} dB, after ${mean(after).toFixed(2)} dB, gain ${gain.toFixed(2)} dB\n` +
      `flicker against the truth: before ${flicker(0).toFixed(3)}, after ${flicker(1).toFixed(3)} levels\n`,
  );
}

void main();
