import type { JobHooks } from '../../../preload/contract/engine';
import type { SkippedFaces } from '../../../preload/contract/jobs';
import type { EnhanceOptions } from '../../../preload/contract/options';
import { comparisonSize, composeComparison } from '../export/comparison';
import type { UvTexture } from '../geometry/uv-texture';
import { StageProgress } from '../jobs/progress-reporter';
import { readStill } from '../media/read-still';
import { writeStill } from '../media/write-still';
import { fitLayout } from '../people/fit-row';
import { createRgbImage } from '../pixels/image';
import { AnalysisReader } from '../project/analysis-reader';
import { personOfTrack, type Project } from '../project/project-format';
import { choosePeople, preparePeople } from './chosen-people';
import { joinFaces } from './clip-frames';
import type { RenderWatch } from './render-watch';
import type { FrameRestorer } from './restore-frame';

/** Restores a photograph: a clip of one frame, written as a picture with its transparency kept. */
export async function enhanceStill(
  options: EnhanceOptions,
  project: Project,
  projectFolder: string,
  textures: ReadonlyMap<number, UvTexture>,
  restorer: FrameRestorer,
  sideBySideFile: string | undefined,
  hooks: JobHooks,
  watch: RenderWatch = {},
): Promise<{ facesRestored: number; facesSkipped: SkippedFaces }> {
  const progress = new StageProgress(hooks, 'render', 1);
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const chosen = choosePeople(project, options.faces);
  const people = preparePeople(project, chosen, options.peopleStrength, textures);
  const still = await readStill(options.input);
  const analysis = await AnalysisReader.open(projectFolder, layout.columns);
  try {
    const frames = oneFrame({ index: 0, timestampMicros: 0, image: still.image });
    const joined = joinFaces(frames, analysis, layout, personOfTrack(project), people);
    const facesSkipped = { tooSmall: 0, tooTurned: 0, tooUncertain: 0, notChosen: 0 };
    let facesRestored = 0;
    for await (const { frame, faces, notChosen, unknown } of joined) {
      const keepBefore = sideBySideFile !== undefined || watch.wantsPicture?.() === true;
      const result = await restorer.restore(frame.image, faces, { keepBefore });
      const { before, image: after } = result;
      watch.onFrame?.(0, before === undefined ? undefined : { before, after });
      facesRestored = result.restored;
      facesSkipped.tooSmall = result.skipped.tooSmall;
      facesSkipped.tooTurned = result.skipped.tooTurned;
      facesSkipped.tooUncertain = result.skipped.tooUncertain + unknown;
      facesSkipped.notChosen = notChosen;
      if (sideBySideFile !== undefined && result.before !== undefined) {
        const { width, height } = comparisonSize(result.image.width, result.image.height);
        const side = createRgbImage(width, height);
        composeComparison(result.before, result.image, side);
        await writeStill(sideBySideFile, side, { quality: options.encoding.quality });
      }
      await writeStill(options.output, result.image, {
        quality: options.encoding.quality,
        alpha: still.alpha && enlargePlane(still.alpha, still.image.width, still.image.height, options.scale),
      });
    }
    progress.advance();
    progress.finish();
    return { facesRestored, facesSkipped };
  } finally {
    await analysis.close();
  }
}

async function* oneFrame<T>(frame: T): AsyncGenerator<T, void, undefined> {
  yield frame;
}

/** Transparency enlarged by bilinear interpolation, edges aligned: its outlines stay smooth and nothing rings. */
export function enlargePlane(plane: Uint8Array, width: number, height: number, scale: number): Uint8Array {
  if (scale === 1) return plane;
  const outWidth = width * scale;
  const outHeight = height * scale;
  const out = new Uint8Array(outWidth * outHeight);
  for (let y = 0; y < outHeight; y++) {
    const v = Math.min(height - 1, Math.max(0, (y + 0.5) / scale - 0.5));
    const top = Math.floor(v);
    const bottom = Math.min(height - 1, top + 1);
    for (let x = 0; x < outWidth; x++) {
      const u = Math.min(width - 1, Math.max(0, (x + 0.5) / scale - 0.5));
      const left = Math.floor(u);
      const right = Math.min(width - 1, left + 1);
      const upper = plane[top * width + left] * (1 - (u - left)) + plane[top * width + right] * (u - left);
      const lower =
        plane[bottom * width + left] * (1 - (u - left)) + plane[bottom * width + right] * (u - left);
      out[y * outWidth + x] = Math.round(upper * (1 - (v - top)) + lower * (v - top));
    }
  }
  return out;
}
