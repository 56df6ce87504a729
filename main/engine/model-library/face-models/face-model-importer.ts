import type { ForeignFace } from '../../geometry/foreign-face';

/** Reads one kind of other people's face models. */
export interface FaceModelImporter {
  /** For people. */
  readonly name: string;
  /** What it is under, where the user does not say. */
  readonly licence: string;
  /** Where it is had. */
  readonly source: string;
  /** The networks that give its numbers. */
  readonly basis?: 'deep3d';
  /** What the licence asks that surprises people. */
  readonly terms?: string;
  /** @returns where the model is, for `read`; undefined where the given file or folder is not of this kind */
  readonly find: (given: string) => Promise<string | undefined>;
  /** @throws StudioError `model-unsuitable` naming the file, what is wrong with it, and what to do */
  readonly read: (found: string) => Promise<ForeignFace>;
}
