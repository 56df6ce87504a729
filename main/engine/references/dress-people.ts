import path from 'node:path';
import type { JobHooks } from '../../../preload/contract/engine';
import type { Reference } from '../../../preload/contract/options';
import { StudioError } from '../errors/studio-error';
import type { FaceModel } from '../geometry/types';
import type { UvTexture } from '../geometry/uv-texture';
import type { InferencePool } from '../inference/inference-pool';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import type { Project } from '../project/project-format';
import { dressPerson } from './dress-person';
import { peopleLooks } from './people-looks';
import type { FacePicture } from './picture-person';
import { referenceFaces } from './reference-faces';
import { isUnlikely, whoseFaces } from './whose-faces';

export interface WardrobeParts {
  readonly pool: InferencePool;
  readonly tools: FfmpegTools;
  readonly model: FaceModel;
  readonly faceModelFile: string;
}

/**
 * The skin of people in a clip as sharper pictures show it, by id; whom no picture shows has none.
 * @throws StudioError `input-*`, `no-faces`, `usage`: of pictures that cannot help, see `whoseFaces`
 */
export async function dressPeople(
  references: readonly Reference[],
  project: Project,
  projectFolder: string,
  { pool, tools, model, faceModelFile }: WardrobeParts,
  hooks: JobHooks,
): Promise<Map<number, UvTexture>> {
  const { signal } = hooks;
  const textures = new Map<number, UvTexture>();
  if (references.length === 0 || project.people.length === 0) return textures;
  const everyone = new Set(project.people.map(({ id }) => id));
  for (const { file, person } of references) {
    if (person === undefined || everyone.has(person)) continue;
    throw new StudioError(
      'usage',
      `${file} is said to show person ${person}, but ${project.input.path} shows people ${[...everyone].join(', ')}.`,
    );
  }
  const looks = await peopleLooks(project, projectFolder, everyone, pool, tools, signal);
  const pictures = new Map<number, FacePicture[]>();
  for (const { file, person: named } of references) {
    const faces = await referenceFaces(file, model, pool, signal);
    for (const claim of whoseFaces(file, faces, looks, named)) {
      const { person, face } = claim;
      const nameOf = project.people.find(({ id }) => id === person)?.name ?? `Person ${person}`;
      const name = path.basename(file);
      hooks.onNotice?.(
        named !== undefined && isUnlikely(claim)
          ? { level: 'warning', message: `${name} does not look like ${nameOf}: is it the same person?` }
          : { level: 'info', message: `${name} guides ${nameOf}.` },
      );
      pictures.set(person, [...(pictures.get(person) ?? []), face.picture]);
    }
  }
  for (const [person, own] of pictures) {
    textures.set(
      person,
      await pool.perform(dressPerson, { faceModelFile, from: { pictures: own } }, { signal }),
    );
  }
  return textures;
}
