import path from 'node:path';
import type { Box, RgbImage } from '../pixels/image';
import { encodeNpy } from './encode-npy';
import { encodePng } from './encode-picture';
import { formatFivePoints } from './landmark-files';
import { makeFolder, writeAtomically } from './write-atomically';

/** One face of one frame in the terms of the ancestors' files. */
export interface AncestorFace {
  readonly personId: number;
  /** From 0, as in `VideoFrame`; files count from 1. */
  readonly frameIndex: number;
  /** Frame pixels. */
  readonly box: Box;
  /** 5 x (x, y), frame pixels, image order. */
  readonly fivePoints: Float32Array;
  /** 257 numbers, from `coefficients257`. */
  readonly coefficients: Float32Array;
  /** The 3D face rendered over black, in the aligned crop. */
  readonly render?: RgbImage;
  /** The frame itself, where `image/` is to be filled too. */
  readonly frame?: RgbImage;
}

/**
 * Writes the files that the four older projects read, one set a person:
 *   bbox.txt                image/00001.png left right top bottom
 *   face/00001.txt          five `x y` lines
 *   coefficients/00001.txt  257 numbers on one line
 *   coefficients/00001.npy  the same as float32 [1, 257]
 *   render/00001.png        the rendered face
 *   image/00001.png         the frame, where given
 * With one person they lie in the folder itself, with several in `person-<id>/`. Faces may come in any order; `finish`
 * writes bbox.txt, sorted by frame. Everything but `image/` follows from the analysis alone, so a run that resumes its
 * rendering can still write the whole set.
 */
export class AncestorsWriter {
  readonly #folder: string;
  readonly #several: boolean;
  /** Person -> frame -> line of bbox.txt. */
  readonly #people = new Map<number, Map<number, string>>();
  readonly #made = new Map<string, Promise<void>>();

  /** @param folder is created; `personIds` are all that will come. */
  constructor(folder: string, personIds: readonly number[]) {
    this.#folder = folder;
    this.#several = personIds.length > 1;
    for (const id of personIds) this.#people.set(id, new Map());
  }

  /** Writes one face's own files. Errors: those of `writeAtomically`. */
  async add(face: AncestorFace): Promise<void> {
    const name = String(face.frameIndex + 1).padStart(5, '0');
    const folder = this.#folderOf(face.personId);
    const writes = [
      this.#write(folder, 'face', `${name}.txt`, formatFivePoints(face.fivePoints)),
      this.#write(
        folder,
        'coefficients',
        `${name}.txt`,
        `${Array.from(face.coefficients, text).join(' ')}\n`,
      ),
      this.#write(folder, 'coefficients', `${name}.npy`, encodeNpy(face.coefficients, 1, 257)),
    ];
    if (face.render !== undefined) {
      writes.push(this.#write(folder, 'render', `${name}.png`, await encodePng(face.render)));
    }
    if (face.frame !== undefined) {
      writes.push(this.#write(folder, 'image', `${name}.png`, await encodePng(face.frame)));
    }
    await Promise.all(writes);
    const { left, right, top, bottom } = face.box;
    const line = `image/${name}.png ${[left, right, top, bottom].map(Math.round).join(' ')}`;
    const frames = this.#people.get(face.personId) ?? new Map<number, string>();
    frames.set(face.frameIndex, line);
    this.#people.set(face.personId, frames);
  }

  /** Writes everybody's bbox.txt; returns the folders. */
  async finish(): Promise<string[]> {
    const folders: string[] = [];
    for (const [id, frames] of this.#people) {
      const folder = this.#folderOf(id);
      const lines = [...frames].sort(([a], [b]) => a - b).map(([, line]) => `${line}\n`);
      await this.#write(folder, '.', 'bbox.txt', lines.join(''));
      folders.push(folder);
    }
    return folders;
  }

  #folderOf(personId: number): string {
    return this.#several ? path.join(this.#folder, `person-${personId}`) : this.#folder;
  }

  async #write(base: string, part: string, name: string, content: string | Uint8Array): Promise<void> {
    const folder = path.join(base, part);
    let made = this.#made.get(folder);
    if (made === undefined) {
      made = makeFolder(folder);
      this.#made.set(folder, made);
    }
    await made;
    await writeAtomically(path.join(folder, name), content);
  }
}

/** Seven significant digits, what a float32 holds. */
function text(value: number): string {
  return String(Number(value.toPrecision(7)));
}
