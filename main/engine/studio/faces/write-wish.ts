import type { JobHooks } from '../../../../preload/contract/engine';
import { analyseOptionsSchema, movingFormats } from '../../../../preload/contract/options';
import type { FaceWish } from '../../../../preload/contract/studio/face-files';
import type { EngineParts } from '../../engine-parts';
import { StudioError } from '../../errors/studio-error';
import type { ThingsToWrite } from '../../reconstruct/things-to-write';
import { writePeople } from '../../reconstruct/write-people';
import { volumetricFormats } from '../../reconstruct/write-volumetric';
import { NotAnalysed } from '../resources/refusals';
import type { StudioClip } from '../studio-clips';

/**
 * Writes a person's files with the engine's own code, from the analysis as the user edited it.
 * @param base the path that all files begin with
 * @throws NotAnalysed, StudioError
 */
export async function writeWish(
  parts: EngineParts,
  { input, media, project, projectFolder, settings }: StudioClip,
  personId: number,
  wish: FaceWish,
  base: string,
  hooks: JobHooks,
): Promise<void> {
  if (project === undefined) throw new NotAnalysed();
  const { formats, sequence, frontalSize, look, volumetric } = wish;
  if (media.kind === 'image' && formats.some((format) => movingFormats.includes(format))) {
    throw new StudioError('usage', `${input} is a photo: nothing in it moves. Leave the video out.`);
  }
  const things: ThingsToWrite = {
    fitted: { formats, sequence, frontalSize, look },
    volumetric: volumetric ? volumetricFormats : [],
  };
  const options = analyseOptionsSchema.parse({ input, device: settings.device });
  await writePeople(
    { project, projectFolder, media, options },
    [{ id: personId, base }],
    things,
    parts,
    hooks,
  );
}
