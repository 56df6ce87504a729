import type { JobHooks } from '../../../preload/contract/engine';
import type { EnhanceOptions } from '../../../preload/contract/options';
import type { ChosenRestorer } from '../enhance/choose-restorer';
import { isShownSkin } from '../enhance/restore-crop';
import type { EngineParts } from '../engine-parts';
import type { UvTexture } from '../geometry/uv-texture';
import type { InferencePool } from '../inference/inference-pool';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { contentKey, fingerprintFile } from '../project/fingerprint';
import type { Project } from '../project/project-format';
import { dressPeople } from '../references/dress-people';

/** The skin that sharper pictures give people, and a name for which pictures they were. */
export interface Dressed {
  readonly textures: ReadonlyMap<number, UvTexture>;
  /** Absent without pictures, so that keys of plain jobs stay as they were. */
  readonly texturesKey: string | undefined;
}

/**
 * The people of a job, dressed as its `references` say; where its network is shown no drawn face, a notice says so.
 * @throws StudioError see `dressPeople`
 */
export async function dressedPeople(
  { references, ownFrames, prior }: EnhanceOptions,
  project: Project,
  projectFolder: string,
  restorer: ChosenRestorer,
  pool: InferencePool,
  tools: FfmpegTools,
  parts: EngineParts,
  hooks: JobHooks,
): Promise<Dressed> {
  if (!isShownSkin(restorer, prior)) {
    const message = `${restorer.id} is shown no skin of other pictures here: they do not guide it. Choose --task restore or sr and --prior both.`;
    if (references.length > 0) hooks.onNotice?.({ level: 'warning', message });
    return { textures: new Map(), texturesKey: undefined };
  }
  const faceModelFile = await parts.faceModelFile(project.faceModel.id);
  const model = await parts.faceModel(project.faceModel.id);
  const wardrobe = { pool, tools, model, faceModelFile };
  const textures = await dressPeople(references, project, projectFolder, wardrobe, hooks, ownFrames);
  const prints = await Promise.all(
    references.map(async ({ file, person }) => [await fingerprintFile(file), person]),
  );
  return { textures, texturesKey: contentKey([prints, [...textures.keys()]]) };
}
