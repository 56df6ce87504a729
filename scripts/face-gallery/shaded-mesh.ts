import sharp from 'sharp';

/** Where the viewer's key light comes from: x right, y up, z towards the viewer. */
const key = [-0.35, 0.55, 0.76];
/** How much of the picture shows through the mesh. */
const transparency = 0.25;
/** Around the face, in shares of its longer side. */
const margin = 0.22;

export interface MeshOver {
  /** The square about the face, cut to the picture. */
  readonly window: sharp.Region;
  /** The picture under the shaded mesh, and under its normals as they are written. */
  readonly shaded: sharp.Sharp;
  readonly normalsOver: sharp.Sharp;
}

/** @param normalsFile as `facet reconstruct --formats maps` writes it, of the picture's size; black is no face */
export async function shadedOver(picture: string, normalsFile: string): Promise<MeshOver> {
  const normals = await sharp(normalsFile).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = normals.info;
  const image = await sharp(picture).rotate().removeAlpha().toColourspace('srgb').raw().toBuffer();
  const shaded = Buffer.from(image);
  const over = Buffer.from(image);
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let p = 0; p < width * height; p++) {
    const at = p * 3;
    const [r, g, b] = normals.data.subarray(at, at + 3);
    if (r + g + b === 0) continue;
    const [x, y] = [p % width, Math.floor(p / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
    const facing = [r, g, b].reduce((sum, value, axis) => sum + ((value / 255) * 2 - 1) * key[axis], 0);
    const clay = 50 + 190 * Math.max(0, facing);
    for (let c = 0; c < 3; c++) {
      shaded[at + c] = transparency * image[at + c] + (1 - transparency) * clay;
      over[at + c] = normals.data[at + c];
    }
  }
  const raw = { raw: { width, height, channels: 3 as const } };
  const window = squareAbout(box, width, height);
  return {
    window,
    shaded: sharp(shaded, raw).extract(window),
    normalsOver: sharp(over, raw).extract(window),
  };
}

function squareAbout(
  box: { left: number; top: number; right: number; bottom: number },
  width: number,
  height: number,
): sharp.Region {
  const longer = Math.max(box.right - box.left, box.bottom - box.top) * (1 + 2 * margin);
  const side = Math.floor(Math.min(longer, width, height));
  const left = Math.round((box.left + box.right - side) / 2);
  const top = Math.round((box.top + box.bottom - side) / 2);
  return {
    left: Math.min(Math.max(0, left), width - side),
    top: Math.min(Math.max(0, top), height - side),
    width: side,
    height: side,
  };
}
