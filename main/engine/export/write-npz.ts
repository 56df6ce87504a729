import { npyHeader, npyItemBytes, type NpyType } from './encode-npy';
import { writeStoredZip } from './stored-zip';
import { fillAtomically } from './write-atomically';

export interface NpzArray {
  /** ASCII; what `numpy.load(file)[name]` knows it by. */
  readonly name: string;
  readonly type: NpyType;
  readonly shape: readonly number[];
}

/** Appends values to an array, in row-major order. */
export type NpzAppend = (name: string, values: ArrayBufferView) => Promise<void>;

/**
 * Writes a NumPy .npz: an uncompressed ZIP of .npy arrays, as `numpy.savez` makes it. The arrays grow side by side; memory
 * is a small buffer each.
 * @param fill appends the values of every array, as many as its shape says
 * Errors: those of `writeAtomically`.
 */
export async function writeNpz(
  file: string,
  arrays: readonly NpzArray[],
  fill: (append: NpzAppend) => Promise<void>,
): Promise<void> {
  const headers = new Map(arrays.map(({ name, type, shape }) => [name, npyHeader(type, shape)]));
  const entries = arrays.map(({ name, type, shape }) => ({
    name: `${name}.npy`,
    bytes: (headers.get(name)?.length ?? 0) + shape.reduce((product, n) => product * n, npyItemBytes(type)),
  }));
  await fillAtomically(file, (handle) =>
    writeStoredZip(handle, entries, async (sections) => {
      const append: NpzAppend = async (name, values) => {
        const section = sections.get(`${name}.npy`);
        if (section === undefined) throw new RangeError(`There is no array ${name}.`);
        await section.append(values);
      };
      for (const [name, header] of headers) await append(name, header);
      await fill(append);
    }),
  );
}
