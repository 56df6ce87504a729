import { StudioError } from '../errors/studio-error';
import { similarityOf } from '../faces/embed-face';
import type { ReferenceFace } from './reference-faces';

/**
 * Between the look of a poor frame and that of a sharp picture: different people lie about .1 and mostly below .3, but so
 * may one person whose frame is very poor. Where somebody says who it is, they know better.
 */
const likely = 0.3;

/** A face of a picture with the person that it shows. */
export interface ClaimedFace {
  readonly person: number;
  readonly face: ReferenceFace;
  readonly likeness: number;
}

/**
 * Whom the faces of a picture show.
 * @param looks of the people in question, by id
 * @param named the only person that it is asked for, where somebody said so
 * @returns each person once at most
 * @throws StudioError `no-faces` for a picture without a face, `usage` for one of nobody in question
 */
export function whoseFaces(
  file: string,
  faces: readonly ReferenceFace[],
  looks: ReadonlyMap<number, Float32Array>,
  named?: number,
): ClaimedFace[] {
  requireFaces(file, faces);
  const claims = [...looks]
    .flatMap(([person, look]) =>
      faces.map((face) => ({ person, face, likeness: similarityOf(face.embedding, look) })),
    )
    .filter(({ person }) => named === undefined || person === named)
    .sort((a, b) => b.likeness - a.likeness);
  const taken: ClaimedFace[] = [];
  for (const claim of claims) {
    if (named === undefined && claim.likeness < likely) break;
    if (taken.some(({ person, face }) => person === claim.person || face === claim.face)) continue;
    taken.push(claim);
  }
  if (taken.length > 0) return taken;
  throw new StudioError(
    'usage',
    `${file} seems to show nobody of the clip${claims.length === 0 ? '' : ` (likeness ${claims[0].likeness.toFixed(2)}, ${likely} is asked for)`}. Say who it is, as in 1=${file}, or leave it out.`,
  );
}

/** @throws StudioError `no-faces` for a picture without any */
export function requireFaces(file: string, faces: readonly ReferenceFace[]): void {
  if (faces.length > 0) return;
  throw new StudioError(
    'no-faces',
    `${file} shows no face that can be made out. Choose a sharp picture of the person, with the face at least 100 pixels wide.`,
  );
}

/** Whether a face that somebody named looks like somebody else altogether. */
export function isUnlikely({ likeness }: ClaimedFace): boolean {
  return likeness < likely;
}
