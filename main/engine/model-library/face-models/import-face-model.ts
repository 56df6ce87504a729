import path from 'node:path';
import { StudioError } from '../../errors/studio-error';
import { adoptFace, type Adoption } from '../../geometry/adopt-face';
import { encodeFaceModel } from '../../geometry/encode-face-model';
import type { FaceModel } from '../../geometry/types';
import { baselFaceModel } from './basel-face-model';
import type { FaceModelImporter } from './face-model-importer';
import { gnmHead } from './gnm-head';
import { ictFaceKit } from './ict-facekit';
import { unsuitableFile } from './unsuitable-file';

const importers: readonly FaceModelImporter[] = [ictFaceKit, baselFaceModel, gnmHead];

export interface FoundFaceModel {
  readonly importer: FaceModelImporter;
  /** Where the importer reads it. */
  readonly at: string;
}

/** The importer of a file or folder of the user's; undefined where it is no face model. */
export async function findFaceModel(given: string): Promise<FoundFaceModel | undefined> {
  for (const importer of importers) {
    const at = await importer.find(path.resolve(given));
    if (at !== undefined) return { importer, at };
  }
  return undefined;
}

/**
 * Reads somebody else's face model and makes it one of ours.
 * @param own the built-in model, off which is read what the other lacks
 * @returns the bytes of a `.ffm` file
 * @throws StudioError `model-unsuitable`
 */
export async function importFaceModel(
  { importer, at }: FoundFaceModel,
  own: FaceModel,
  words: { readonly licence: string; readonly source: string },
): Promise<{ bytes: Uint8Array; report: Adoption; version: string }> {
  const foreign = await importer.read(at).catch((cause: unknown) => {
    if (cause instanceof StudioError) throw cause;
    throw unsuitableFile(at, 'cannot be read', 'Check that the file is whole and may be read', cause);
  });
  try {
    const { model, report } = adoptFace(foreign, own);
    return { bytes: encodeFaceModel(model, words), report, version: model.version };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const what = `does not look like a ${importer.name}: ${cause.message}`;
    throw unsuitableFile(at, what, 'Check that it is the file that its makers published', cause);
  }
}
