// Draws every icon of the packages from assets/icons/icon.svg: `node scripts/make-icons.mjs`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const folder = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'assets', 'icons');
const drawing = readFileSync(path.join(folder, 'icon.svg'));

function png(size) {
  return sharp(drawing, { density: Math.max(72, (72 * size) / 1024) })
    .resize(size, size, { kernel: 'lanczos3' })
    .png({ compressionLevel: 9, palette: false })
    .toBuffer();
}

/** Windows: a directory of pictures; PNG entries are allowed since Vista. A size of 256 is written as 0. */
export function icoFile(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, data }, i) => {
    const at = 6 + 16 * i;
    header[at] = size % 256;
    header[at + 1] = size % 256;
    header.writeUInt16LE(1, at + 4); // planes
    header.writeUInt16LE(32, at + 6); // bits a pixel
    header.writeUInt32LE(data.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += data.length;
  });
  return Buffer.concat([header, ...pictures.map(({ data }) => data)]);
}

/** macOS: tagged pictures; the tags say the size in points and whether it is doubled. */
export function icnsFile(entries) {
  const parts = entries.map(({ tag, data }) => {
    const head = Buffer.alloc(8);
    head.write(tag, 0, 'latin1');
    head.writeUInt32BE(8 + data.length, 4);
    return Buffer.concat([head, data]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write('icns', 0, 'latin1');
  head.writeUInt32BE(8 + body.length, 4);
  return Buffer.concat([head, body]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(path.join(folder, 'sizes'), { recursive: true });
  const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
  const drawn = new Map(await Promise.all(sizes.map(async (size) => [size, await png(size)])));
  for (const size of sizes.filter((size) => size <= 512)) {
    writeFileSync(path.join(folder, 'sizes', `${size}x${size}.png`), drawn.get(size));
  }
  writeFileSync(path.join(folder, 'icon.png'), drawn.get(512));
  const ico = [16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, data: drawn.get(size) }));
  writeFileSync(path.join(folder, 'icon.ico'), icoFile(ico));
  const tags = {
    icp4: 16,
    icp5: 32,
    icp6: 64,
    ic07: 128,
    ic08: 256,
    ic09: 512,
    ic10: 1024,
    ic11: 32,
    ic12: 64,
    ic13: 256,
    ic14: 512,
  };
  writeFileSync(
    path.join(folder, 'icon.icns'),
    icnsFile(Object.entries(tags).map(([tag, size]) => ({ tag, data: drawn.get(size) }))),
  );
}
