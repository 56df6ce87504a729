// Cuts faces out of side-by-side results and lays them on one sheet: before left, after right, enlarged alike.
//
//   node scripts/before-after-sheet.mjs <sheet.jpg> [--rows 4] [--cell 320] <side-by-side file> <project folder> [...]
//
// The side-by-side file is what `facet enhance --side-by-side` wrote, the project folder the `.facet` beside it. Frames
// are taken at equal steps, faces largest first; what is shown is neither the best nor the worst on purpose.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import sharp from 'sharp';

const require = createRequire(import.meta.url);
const ffmpeg = process.env.FACET_FFMPEG ?? require('@ffmpeg-installer/ffmpeg').path;
const dividerWidth = 4; // main/engine/export/comparison.ts

const args = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = args.indexOf(name);
  return at < 0 ? otherwise : Number(args.splice(at, 2)[1]);
};
const rows = option('--rows', 4);
const cell = option('--cell', 320);
const [sheet, ...rest] = args;
if (sheet === undefined || rest.length === 0 || rest.length % 2 !== 0) {
  console.error(
    'usage: before-after-sheet.mjs <sheet.jpg> [--rows n] [--cell px] <side-by-side> <project> …',
  );
  process.exit(2);
}

/** Face boxes by frame, from the analysis tables (docs/project-folder.md). */
function readFaces(project) {
  const bytes = readFileSync(path.join(project, 'analysis', 'faces.f32'));
  const table = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const faces = [];
  for (let i = 0; i < table.length; i += 18) {
    const [frame, track, left, top, right, bottom] = table.subarray(i, i + 6);
    faces.push({ frame, track, left, top, right, bottom });
  }
  return faces;
}

async function readFrame(file, frame, width, height) {
  if (/\.(png|jpe?g|webp)$/i.test(file)) return sharp(file).removeAlpha().raw().toBuffer();
  const select = `select=eq(n\\,${frame})`;
  return execFileSync(
    ffmpeg,
    [
      '-loglevel',
      'error',
      '-i',
      file,
      '-vf',
      select,
      '-frames:v',
      '1',
      '-vsync',
      '0',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'rgb24',
      '-',
    ],
    { maxBuffer: width * height * 3 + 1024 },
  );
}

const pairs = [];
for (let i = 0; i < rest.length; i += 2) {
  const [file, project] = [rest[i], rest[i + 1]];
  const { media, frames } = JSON.parse(readFileSync(path.join(project, 'analysis', 'project.json'), 'utf8'));
  const faces = readFaces(project);
  const still = /\.(png|jpe?g|webp)$/i.test(file);
  const chosen = [];
  if (still) {
    chosen.push(...faces.sort((a, b) => b.right - b.left - (a.right - a.left)).slice(0, rows));
  } else {
    for (let r = 0; r < rows; r++) {
      const wanted = Math.floor(((r + 0.5) * frames) / rows);
      const inFrame = faces
        .filter((face) => face.frame === wanted)
        .sort((a, b) => b.right - b.left - (a.right - a.left));
      if (inFrame[0]) chosen.push(inFrame[0]);
    }
  }
  const size = still
    ? await sharp(file).metadata()
    : JSON.parse(
        execFileSync(process.env.FACET_FFPROBE ?? require('@ffprobe-installer/ffprobe').path, [
          '-v',
          'error',
          '-select_streams',
          'v:0',
          '-show_entries',
          'stream=width,height',
          '-of',
          'json',
          file,
        ]).toString(),
      ).streams[0];
  const half = Math.round((size.width - dividerWidth) / 2);
  const scale = Math.round(half / media.displayWidth) || 1;
  for (const face of chosen) {
    const raw = await readFrame(file, face.frame, size.width, size.height);
    const picture = () => sharp(raw, { raw: { width: size.width, height: size.height, channels: 3 } });
    const centreX = ((face.left + face.right) / 2) * scale;
    const centreY = ((face.top + face.bottom) / 2) * scale;
    const side = Math.min(
      half,
      size.height,
      Math.round(1.35 * Math.max(face.right - face.left, face.bottom - face.top) * scale),
    );
    const left = Math.max(0, Math.min(half - side, Math.round(centreX - side / 2)));
    const top = Math.max(0, Math.min(size.height - side, Math.round(centreY - side / 2)));
    const cut = (offset) =>
      picture()
        .extract({ left: left + offset, top, width: side, height: side })
        .resize(cell, cell, { kernel: 'cubic' })
        .png()
        .toBuffer();
    pairs.push([await cut(0), await cut(half + dividerWidth)]);
  }
}

const columns = Math.ceil(Math.sqrt(pairs.length / 2)) || 1;
const lines = Math.ceil(pairs.length / columns);
const gap = 12;
await sharp({
  create: {
    width: columns * (2 * cell + gap) + gap,
    height: lines * (cell + gap) + gap,
    channels: 3,
    background: '#141416',
  },
})
  .composite(
    pairs.flatMap(([before, after], i) => {
      const left = gap + (i % columns) * (2 * cell + gap);
      const top = gap + Math.floor(i / columns) * (cell + gap);
      return [
        { input: before, left, top },
        { input: after, left: left + cell, top },
      ];
    }),
  )
  .toFormat(sheet.endsWith('.png') ? 'png' : 'jpeg', { quality: 88 })
  .toFile(sheet);
console.log(`${pairs.length} faces on ${sheet}`);
