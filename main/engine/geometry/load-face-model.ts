import { readFile } from 'node:fs/promises';
import { StudioError } from '../errors/studio-error';
import { parseFaceModel } from './face-model-file';
import type { FaceModel } from './types';

/**
 * Reads a morphable model from disk.
 * @throws StudioError `model-missing` when the file cannot be read, `model-corrupt` when it is not a model
 */
export async function loadFaceModel(file: string): Promise<FaceModel> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new StudioError(
      'model-missing',
      `The face model ${file} cannot be read. Reinstall the program, or name the models' folder in the settings.`,
      { cause },
    );
  }
  return parseFaceModel(bytes, file);
}

const loaded = new Map<string, Promise<FaceModel>>();

/** `loadFaceModel`, once for each file and thread. */
export function faceModelAt(file: string): Promise<FaceModel> {
  let model = loaded.get(file);
  if (model === undefined) {
    model = loadFaceModel(file);
    model.catch(() => loaded.delete(file));
    loaded.set(file, model);
  }
  return model;
}
