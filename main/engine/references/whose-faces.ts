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

/** Frames of a clip that are kept of one person, so that their pictures' memory has an end. */
const mostOfOnePerson = 6;

/**
 * Whom the faces of a picture show, or those of a clip.
 * @param images the faces of the picture, or of each frame of the clip
 * @param looks of the people in question, by id
 * @param named the only person that it is asked for, where somebody said so
 * @returns each person once at most in each image, of a clip where they are seen best; each one's likest face first
 * @throws StudioError `no-faces` where there is no face, `usage` where there is nobody in question
 */
export function whoseFaces(
  file: string,
  images: readonly (readonly ReferenceFace[])[],
  looks: ReadonlyMap<number, Float32Array>,
  named?: number,
): ClaimedFace[] {
  requireFaces(file, images.flat());
  const claims = images.flatMap((faces) => claimsOf(faces, looks, named)).sort(byLikeness);
  const taken = [...looks.keys()]
    .map((id) => {
      const own = claims.filter(({ person }) => person === id);
      return ofOnePerson(own, named !== undefined);
    })
    .filter((own) => own.length > 0)
    .sort(([a], [b]) => byLikeness(a, b));
  if (taken.length > 0) return taken.flat();
  const nearest = images
    .flat()
    .flatMap((face) => [...looks.values()].map((look) => similarityOf(face.embedding, look)));
  throw new StudioError(
    'usage',
    `${file} seems to show nobody of the clip${nearest.length === 0 ? '' : ` (likeness ${Math.max(...nearest).toFixed(2)}, ${likely} is asked for)`}. Say who it is, as in 1=${file}, or leave it out.`,
  );
}

const byLikeness = (a: ClaimedFace, b: ClaimedFace): number => b.likeness - a.likeness;

/** Each face of one image to whom it looks like most, each person once. */
function claimsOf(
  faces: readonly ReferenceFace[],
  looks: ReadonlyMap<number, Float32Array>,
  named: number | undefined,
): ClaimedFace[] {
  const taken: ClaimedFace[] = [];
  const all = [...looks]
    .flatMap(([person, look]) =>
      faces.map((face) => ({ person, face, likeness: similarityOf(face.embedding, look) })),
    )
    .filter(({ person }) => named === undefined || person === named);
  for (const claim of all.sort(byLikeness)) {
    if (taken.some(({ person, face }) => person === claim.person || face === claim.face)) continue;
    taken.push(claim);
  }
  return taken;
}

/**
 * What shows one person: the likest face, and those of other frames that look like it (a poor clip's look tells less than
 * they do), best seen ones first.
 * @param claims likest first
 * @param isSaid that the person is there
 */
function ofOnePerson(claims: readonly ClaimedFace[], isSaid: boolean): ClaimedFace[] {
  if (claims.length === 0 || (!isSaid && claims[0].likeness < likely)) return [];
  const [{ face: likest }, ...others] = claims;
  const same = others.filter(({ face }) => similarityOf(face.embedding, likest.embedding) >= likely);
  same.sort((a, b) => b.face.picture.weight - a.face.picture.weight);
  return [claims[0], ...same.slice(0, mostOfOnePerson - 1)];
}

/** @throws StudioError `no-faces` for a picture or a clip without any */
export function requireFaces(file: string, faces: readonly ReferenceFace[]): void {
  if (faces.length > 0) return;
  throw new StudioError(
    'no-faces',
    `${file} shows no face that can be made out. Choose a sharp picture or clip of the person, with the face at least 100 pixels wide.`,
  );
}

/** Whether a face that somebody named looks like somebody else altogether. */
export function isUnlikely({ likeness }: ClaimedFace): boolean {
  return likeness < likely;
}
