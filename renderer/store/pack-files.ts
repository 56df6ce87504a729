/** Extension by which the engine knows that several files were sent as one. */
export const packedExtension = '.files.tar';

const block = 512;
/** Longest name that a plain ustar header holds. */
const longestName = 99;

/** A file and its path among those that are sent together. */
export interface PackedFile {
  readonly path: string;
  readonly content: Blob & { readonly size: number };
}

/**
 * Several files as one (POSIX ustar), so that they are sent and arrive together. The archive refers to the files:
 * nothing is read before it is sent.
 */
export function packFiles(name: string, files: readonly PackedFile[]): File {
  const parts: BlobPart[] = [];
  for (const { path, content } of files) {
    parts.push(
      headerOf(path, content.size),
      content,
      new Uint8Array((block - (content.size % block)) % block),
    );
  }
  parts.push(new Uint8Array(2 * block));
  return new File(parts, `${name}${packedExtension}`);
}

function headerOf(path: string, size: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(block);
  const text = (at: number, value: string): void => {
    header.set(new TextEncoder().encode(value), at);
  };
  const name = new TextEncoder().encode(path);
  if (name.length > longestName) throw new RangeError(`${path} is too long a name.`);
  header.set(name, 0);
  text(100, '0000644\0');
  text(108, '0000000\0');
  text(116, '0000000\0');
  text(124, `${size.toString(8).padStart(11, '0')}\0`);
  text(136, '00000000000\0');
  text(148, '        ');
  text(156, '0');
  text(257, 'ustar\0');
  text(263, '00');
  const sum = header.reduce((total, byte) => total + byte, 0);
  text(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}
