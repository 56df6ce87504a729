/** The picture's own tags, Exif 2.32: FocalLengthIn35mmFilm, PixelXDimension, PixelYDimension, and where they stand. */
const tags = { exifDirectory: 0x8769, focalLength35: 0xa405, pixelsX: 0xa002, pixelsY: 0xa003 } as const;
const wantedTags = new Set<number>(Object.values(tags));
/** Types of entries whose value fits into the entry itself, and their bytes: SHORT and LONG. */
const valueBytes: Readonly<Record<number, 2 | 4>> = { 3: 2, 4: 4 };
/** Diagonal of a 36 x 24 mm picture, by which lenses of other cameras are called equivalent (CIPA DCG-001). */
const fullFrameDiagonal = Math.hypot(36, 24);
/** What a face is photographed with: anything else is a camera's mistake, mm. */
const plausibleMillimetres = { least: 10, most: 400 };
/** A picture whose sides are in another proportion than the camera made them was cut, and its lens is no longer known. */
const sameProportion = 0.02;

/**
 * The focal length over the longer side of a picture, as the camera that took it says (FocalLengthIn35mmFilm); undefined
 * where it says nothing, nothing plausible, or of a picture that has been cut since.
 * @param exif the block as sharp gives it, with or without its `Exif\0\0`
 * @param width of the stored picture, pixels
 */
export function focalRatioOfExif(exif: Uint8Array, width: number, height: number): number | undefined {
  const values = readTags(exif);
  const millimetres = values.get(tags.focalLength35) ?? 0;
  if (millimetres < plausibleMillimetres.least || millimetres > plausibleMillimetres.most) return undefined;
  const [x, y] = [values.get(tags.pixelsX) ?? 0, values.get(tags.pixelsY) ?? 0];
  if (x > 0 && y > 0) {
    const taken = Math.max(x, y) / Math.min(x, y);
    const found = Math.max(width, height) / Math.min(width, height);
    if (Math.abs(taken / found - 1) > sameProportion) return undefined;
  }
  return (millimetres / fullFrameDiagonal) * (Math.hypot(width, height) / Math.max(width, height));
}

/** The wanted tags of the first directory and of the camera's own; none of a damaged block. */
function readTags(exif: Uint8Array): Map<number, number> {
  const values = new Map<number, number>();
  const named = exif[0] === 0x45 && exif[1] === 0x78; // "Ex"
  const block = named ? exif.subarray(6) : exif;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  try {
    const little = view.getUint16(0) === 0x4949;
    if (view.getUint16(2, little) !== 42) return values;
    readDirectory(view, view.getUint32(4, little), little, values);
    const own = values.get(tags.exifDirectory);
    if (own !== undefined) readDirectory(view, own, little, values);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // an offset beyond the block's end
  }
  return values;
}

function readDirectory(view: DataView, at: number, little: boolean, values: Map<number, number>): void {
  const entries = view.getUint16(at, little);
  for (let entry = 0; entry < entries; entry++) {
    const start = at + 2 + 12 * entry;
    const tag = view.getUint16(start, little);
    const bytes = valueBytes[view.getUint16(start + 2, little)];
    if (!wantedTags.has(tag) || bytes === undefined) continue;
    values.set(tag, bytes === 2 ? view.getUint16(start + 8, little) : view.getUint32(start + 8, little));
  }
}
