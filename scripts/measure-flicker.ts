/**
 * Flicker of side-by-side results, before against after, on the faces:
 * `node dist/measure-flicker.js [--json FILE] <side-by-side video> <project folder> […]`.
 *
 * Flicker is the mean absolute second difference in time of luma, |f(t-1) - 2 f(t) + f(t+1)|. A sharper picture moves
 * sharper edges, so it is given over the mean gradient: that ratio must not rise. It is taken twice: in the frame's own
 * pixels within the face's box, where a face that moves counts as flicker too, and in crops aligned by the eyes, nose
 * and mouth, which follow the face.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FaceFlicker, FlickerSum } from '../main/engine/lab/flicker';
import { locateFfmpeg } from '../main/engine/media/locate-ffmpeg';
import { fitLayout, unpackFit } from '../main/engine/people/fit-row';
import { createRgbImage, type RgbImage } from '../main/engine/pixels/image';
import { AnalysisReader } from '../main/engine/project/analysis-reader';
import { loadProject } from '../main/engine/project/project-folder';
import { faceColumns } from '../main/engine/project/project-format';
import { writeFigures } from './figures/write-figures';

/** Before and after. */
export interface FlickerFigures {
  readonly file: string;
  readonly inFrame: readonly [number, number];
  readonly onFace: readonly [number, number];
}

const dividerWidth = 4; // main/engine/export/comparison.ts

/** The left or right picture of every frame, luma in all three colours. */
async function readSides(
  file: string,
): Promise<{ count: number; side: (t: number, side: 0 | 1) => RgbImage }> {
  const { ffmpeg } = await locateFfmpeg({});
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-vsync', '0', '-'];
  const run = spawnSync(ffmpeg.path, ['-loglevel', 'info', '-i', file, ...raw], { maxBuffer: 4 * 1024 ** 3 });
  const size = /Video: rawvideo.* (\d+)x(\d+)/.exec(run.stderr.toString());
  if (size === null) throw new Error(`${file} cannot be read as a video.`);
  const [width, height] = [Number(size[1]), Number(size[2])];
  const half = Math.round((width - dividerWidth) / 2);
  const side = (t: number, which: 0 | 1): RgbImage => {
    const out = createRgbImage(half, height);
    for (let y = 0, at = 0; y < height; y++) {
      const row = (t * height + y) * width + which * (half + dividerWidth);
      for (let x = 0; x < half; x++, at += 3) out.data.fill(run.stdout[row + x], at, at + 3);
    }
    return out;
  };
  return { count: run.stdout.length / (width * height), side };
}

async function measure(file: string, folder: string): Promise<FlickerFigures> {
  const project = await loadProject(folder);
  if (project === undefined) throw new Error(`${folder} holds no analysis.`);
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(folder, layout.columns);
  const { count, side } = await readSides(file);
  const inFrame = [new FlickerSum(), new FlickerSum()];
  const onFace = [new FlickerSum(), new FlickerSum()];
  /** Of each track, by side. */
  const tracks = new Map<number, FaceFlicker[]>();
  for (let t = 0; t < count; t++) {
    const sides = [side(t, 0), side(t, 1)];
    const scale = sides[0].width / project.media.displayWidth;
    for (const { face, fit } of await analysis.facesOf(t)) {
      const track = face[faceColumns.track];
      const known = tracks.get(track) ?? inFrame.map((sum, which) => new FaceFlicker(sum, onFace[which]));
      tracks.set(track, known);
      const edge = (column: number): number => Math.round(face[column] * scale);
      const box = {
        left: edge(faceColumns.left),
        top: edge(faceColumns.top),
        right: edge(faceColumns.right),
        bottom: edge(faceColumns.bottom),
      };
      const points = unpackFit(layout, fit).fivePoints.map((value) => value * scale);
      known.forEach((flicker, which) => flicker.add(t, sides[which], box, points));
    }
  }
  await analysis.close();
  const line = (name: string, [before, after]: FlickerSum[]): string => {
    const change = (after.ratio / before.ratio - 1) * 100;
    const signed = `${change > 0 ? '+' : ''}${change.toFixed(1)} %`;
    return `  ${name}: before ${before.ratio.toFixed(3)}, after ${after.ratio.toFixed(3)} (${signed})`;
  };
  process.stdout.write(
    `${path.basename(file)}\n${line('in the frame', inFrame)}\n${line('on the face', onFace)}\n`,
  );
  const ratios = ([before, after]: FlickerSum[]): [number, number] => [before.ratio, after.ratio];
  return { file: path.basename(file), inFrame: ratios(inFrame), onFace: ratios(onFace) };
}

async function main(): Promise<void> {
  const { values, positionals: args } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  if (args.length === 0 || args.length % 2 !== 0) {
    process.stderr.write('usage: measure-flicker.js [--json FILE] <side-by-side video> <project folder> …\n');
    process.exitCode = 2;
    return;
  }
  const figures: FlickerFigures[] = [];
  for (let i = 0; i < args.length; i += 2) figures.push(await measure(args[i], args[i + 1]));
  if (values.json !== undefined) await writeFigures(values.json, figures);
}

void main();
