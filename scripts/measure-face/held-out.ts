import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Portrait {
  readonly file: string;
  readonly source: string;
  readonly person: string;
  readonly kind: string;
  readonly facePixels: number;
}

/** Portraits narrower than this were never used, pixels. */
const leastFacePixels = 128;

/** The portraits of a folder with `faces.csv` and `faces/` that are large enough. */
export async function listPortraits(folder: string): Promise<Portrait[]> {
  const [head, ...lines] = (await readFile(path.join(folder, 'faces.csv'), 'utf8')).trim().split(/\r?\n/);
  const columns = head.split(',');
  return lines
    .map((line) => line.split(','))
    .map((cells) => {
      const cell = (name: string): string => cells[columns.indexOf(name)];
      return {
        file: path.join(folder, 'faces', cell('file')),
        source: cell('source'),
        person: cell('person'),
        kind: cell('kind'),
        facePixels: Number(cell('face_px')),
      };
    })
    .filter(({ facePixels }) => facePixels >= leastFacePixels);
}

/** The same people as in native-models/training/split.py: nothing here may be learnt from them. */
export function isHeldOut({ file, source, person }: Portrait): boolean {
  if (source === 'faker') return Number(/(\d+)\D*$/.exec(path.basename(file))?.[1]) % 3 === 0;
  if (source !== 'congress') return false;
  return BigInt(`0x${createHash('sha1').update(person).digest('hex')}`) % 12n === 0n;
}
