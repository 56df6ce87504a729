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
import { ownTextures } from './own-textures';
import { peopleLooks } from './people-looks';
import type { FacePicture } from './picture-person';
import { referenceFaces, type ReferenceFace } from './reference-faces';
import { isUnlikely, whoseFaces } from './whose-faces';

export interface WardrobeParts {
  readonly pool: InferencePool;
  readonly tools: FfmpegTools;
  readonly model: FaceModel;
  readonly faceModelFile: string;
}

/**
 * The skin of people in a clip as sharper pictures show it, or else the clip's own sharpest frames, by id; whom neither
 * shows sharper has none.
 * @param ownFrames whether the clip's own frames may
 * @throws StudioError `input-*`, `no-faces`, `usage`: of pictures that cannot help, see `whoseFaces`
 */
export async function dressPeople(
  references: readonly Reference[],
  project: Project,
  projectFolder: string,
  parts: WardrobeParts,
  hooks: JobHooks,
  ownFrames = true,
): Promise<Map<number, UvTexture>> {
  const { signal } = hooks;
  const pictures = await picturesOf(references, project, projectFolder, parts, hooks);
  const rest = new Set(project.people.map(({ id }) => id).filter((id) => ownFrames && !pictures.has(id)));
  const textures = await ownTextures(project, projectFolder, rest, parts, signal);
  for (const id of textures.keys()) {
    const message = `${nameOf(project, id)} is guided by the clip’s own sharpest frames.`;
    hooks.onNotice?.({ level: 'info', message });
  }
  const { faceModelFile } = parts;
  for (const [person, own] of pictures) {
    const from = { pictures: own };
    textures.set(person, await parts.pool.perform(dressPerson, { faceModelFile, from }, { signal }));
  }
  return textures;
}

/** The pictures that show each person, by id. */
async function picturesOf(
  references: readonly Reference[],
  project: Project,
  projectFolder: string,
  { pool, tools, model }: WardrobeParts,
  { signal, onNotice }: JobHooks,
): Promise<Map<number, FacePicture[]>> {
  const pictures = new Map<number, FacePicture[]>();
  if (references.length === 0 || project.people.length === 0) return pictures;
  const everyone = new Set(project.people.map(({ id }) => id));
  for (const { file, person } of references) {
    if (person === undefined || everyone.has(person)) continue;
    throw new StudioError(
      'usage',
      `${file} is said to show person ${person}, but ${project.input.path} shows people ${[...everyone].join(', ')}.`,
    );
  }
  const named = references.flatMap(({ person }) => person ?? []);
  const asked = named.length === references.length ? new Set(named) : everyone;
  const looks = await peopleLooks(project, projectFolder, asked, pool, tools, signal);
  for (const { file, person: said } of references) {
    const images: ReferenceFace[][] = [];
    for await (const faces of referenceFaces(file, tools, model, pool, signal)) images.push(faces);
    const told = new Set<number>();
    for (const claim of whoseFaces(file, images, looks, said)) {
      const { person, face } = claim;
      pictures.set(person, [...(pictures.get(person) ?? []), face.picture]);
      // The likest comes first: if that is somebody else, all are.
      if (told.has(person)) continue;
      told.add(person);
      const name = path.basename(file);
      onNotice?.(
        said !== undefined && isUnlikely(claim)
          ? {
              level: 'warning',
              message: `${name} does not look like ${nameOf(project, person)}: is it the same person?`,
            }
          : { level: 'info', message: `${name} guides ${nameOf(project, person)}.` },
      );
    }
  }
  return pictures;
}

function nameOf(project: Project, person: number): string {
  return project.people.find(({ id }) => id === person)?.name ?? `Person ${person}`;
}
