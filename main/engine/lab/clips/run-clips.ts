import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { JobHooks } from '../../../../preload/contract/engine';
import type { LabOptions } from '../../../../preload/contract/lab';
import type { LabClipFace, LabClips, LabClipValue } from '../../../../preload/contract/lab-clips';
import { analyseOptionsSchema } from '../../../../preload/contract/options';
import type { MediaInfo } from '../../../../preload/contract/media';
import { analyseInput } from '../../analyse/analyse-input';
import { openInputFrames } from '../../analyse/open-input-frames';
import type { EngineParts } from '../../engine-parts';
import { encodePng } from '../../export/encode-picture';
import { makeFolder, writeAtomically } from '../../export/write-atomically';
import { StageClock } from '../../jobs/stage-clock';
import { StageProgress } from '../../jobs/progress-reporter';
import { probeMedia } from '../../media/probe';
import type { Project } from '../../project/project-format';
import type { RgbImage } from '../../pixels/image';
import type { LabMethod } from '../lab-methods';
import { clipPicture, recipeFile } from '../picture-files';
import { WhoIsWho } from '../who-is-who';
import { clipProtocol } from './clip-protocol';
import { clipRows } from './clip-rows';
import { lookAtSharpClip, measureClip } from './measure-clip';
import { makePoorClip } from './poor-clip';
import { restoredFrames } from './restored-frames';
import { SharpFaces } from './sharp-faces';

export type ClipOptions = Pick<LabOptions, 'outputFolder' | 'device' | 'seed'> & {
  readonly clips: NonNullable<LabOptions['clips']>;
};

/**
 * Makes the clips of the material poor, brings them back whole by every method and measures them where their faces are.
 * One restored clip is there at a time; of each face one frame is kept in `pictures/`.
 * @returns undefined where no clip shows a face. Errors: those of the analysis, of `facet degrade` and of `facet enhance`.
 */
export async function runClips(
  files: readonly string[],
  methods: readonly LabMethod[],
  options: ClipOptions,
  parts: EngineParts,
  hooks: JobHooks,
): Promise<LabClips | undefined> {
  const { signal } = hooks;
  const tools = await parts.tools();
  const clips: { file: number; media: MediaInfo }[] = [];
  for (const [file, name] of files.entries()) {
    const media = await probeMedia(name, tools, signal);
    if (media.kind === 'video') clips.push({ file, media });
  }
  const faces: LabClipFace[] = [];
  const values: LabClipValue[] = [];
  const leftOut: string[] = [];
  const times = new Map<string, number[]>(methods.map(({ name }) => [name, []]));
  const people = new WhoIsWho();
  const progress = new StageProgress(hooks, 'render', clips.length * (methods.length + 1));
  const savePicture = async (face: number, version: string, image: RgbImage) => {
    const file = path.join(options.outputFolder, 'pictures', clipPicture(face, faces[face].name, version));
    await writeAtomically(file, await encodePng(image));
  };

  for (const { file, media } of clips) {
    const folder = path.join(options.outputFolder, `.clip-${file}`);
    await makeFolder(folder);
    try {
      const clip = await openClip(media, folder, options, parts, signal);
      try {
        const { poor, sharpFaces, sharpFrames, size } = clip;
        const pool = await parts.pool(options.device, {});
        const found = await lookAtSharpClip(sharpFrames(), sharpFaces, poor, pool, signal);
        if (found.size === 0) leftOut.push(path.basename(media.path));
        else await makeFolder(path.join(options.outputFolder, 'pictures'));
        progress.advance();
        const first = faces.length;
        for (const { embedding, flicker, frames, shownFrame, picture } of found.values()) {
          faces.push({
            ...{ name: path.parse(media.path).name, file, person: people.add(media.path, embedding) },
            ...{ frames, shownFrame, scale: poor.scale },
            sharp: { flicker: flicker.onFace.ratio, frameFlicker: flicker.inFrame.ratio },
          });
          await savePicture(faces.length - 1, 'sharp', picture);
        }
        for (const method of found.size === 0 ? [] : methods) {
          const back = await restoredFrames(method, poor, size, folder, options.device, pool, parts, signal);
          const measured = await measureClip(
            sharpFrames(),
            back.frames,
            sharpFaces,
            found,
            poor,
            pool,
            signal,
          );
          times.get(method.name)?.push(back.milliseconds());
          for (const [place, { measures, shown }] of [...measured.values()].entries()) {
            const { picture, psnr, ssim } = shown;
            values.push({ face: first + place, method: method.name, measures, shown: { psnr, ssim } });
            await savePicture(first + place, method.name, picture);
          }
          progress.advance();
        }
      } finally {
        await clip.sharpFaces.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  progress.finish();
  if (faces.length === 0) {
    const message =
      'No clip of the material shows a face that is large enough: whole clips are not compared.';
    hooks.onNotice?.({ level: 'warning', message });
    return undefined;
  }
  const recipe = `${JSON.stringify(options.clips.recipe, undefined, 1)}\n`;
  await writeAtomically(path.join(options.outputFolder, recipeFile), recipe);
  return {
    protocol: clipProtocol(options.clips),
    people: new Set(faces.map(({ person }) => person)).size,
    faces,
    values,
    rows: clipRows(values, faces, times, options.seed),
    leftOut,
  };
}

/** The sharp clip's faces and its poor copy with an analysis of its own, in a folder that goes away with the clip. */
async function openClip(
  media: MediaInfo,
  folder: string,
  { clips, device }: ClipOptions,
  parts: EngineParts,
  signal: AbortSignal | undefined,
) {
  const tools = await parts.tools();
  const toSeconds = media.durationSeconds > clips.seconds ? clips.seconds : undefined;
  const hooks = signal === undefined ? {} : { signal };
  const analysed = async (input: MediaInfo, project: string, to?: number): Promise<Project> => {
    const range = to === undefined ? {} : { toSeconds: to };
    const request = analyseOptionsSchema.parse({ input: input.path, project, device, ...range });
    return (await analyseInput(request, input, project, parts, new StageClock(), hooks)).project;
  };
  const poorFile = path.join(folder, 'poor.mkv');
  const poor = await makePoorClip(media, toSeconds, clips.recipe, poorFile, tools, signal);
  await analysed(poor.media, path.join(folder, 'poor.facet'));
  const sharpFolder = path.join(folder, 'sharp.facet');
  const sharp = await analysed(media, sharpFolder, toSeconds);
  return {
    poor,
    sharpFaces: await SharpFaces.open(sharp, sharpFolder),
    sharpFrames: () => openInputFrames(media, tools, { toSeconds }, {}, signal),
    size: { width: media.displayWidth, height: media.displayHeight },
  };
}
