import { StudioError } from '../../errors/studio-error';

/** What a file of a face model is, and what to do about it. `docs/face-models.md` says which files are understood. */
export function unsuitableFile(file: string, what: string, remedy: string, cause?: unknown): StudioError {
  const message = `${file} ${what}. ${remedy} (docs/face-models.md has the layouts that are understood).`;
  return new StudioError('model-unsuitable', message, cause === undefined ? {} : { cause });
}
