// Flicker of a side-by-side result, before against after, inside the faces.
//
//   node scripts/measure-flicker.mjs <side-by-side video> <project folder> [...]
//
// Flicker is the mean absolute second difference in time of luma, |f(t-1) - 2 f(t) + f(t+1)|, which steady motion and
// slow change of light hardly touch. A sharper picture moves sharper edges, so it is also given over the mean
// gradient: that ratio is the one that must not rise.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const ffmpeg = process.env.FACET_FFMPEG ?? require('@ffmpeg-installer/ffmpeg').path;
const dividerWidth = 4; // main/engine/export/comparison.ts
const faceColumns = 18; // main/engine/project/project-format.ts

const args = process.argv.slice(2);
if (args.length === 0 || args.length % 2 !== 0) {
  console.error('usage: measure-flicker.mjs <side-by-side video> <project folder> …');
  process.exit(2);
}

for (let i = 0; i < args.length; i += 2) {
  const [file, project] = [args[i], args[i + 1]];
  const { media } = JSON.parse(readFileSync(path.join(project, 'analysis', 'project.json'), 'utf8'));
  const bytes = readFileSync(path.join(project, 'analysis', 'faces.f32'));
  const table = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const decoded = spawnSync(
    ffmpeg,
    ['-loglevel', 'info', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'gray', '-vsync', '0', '-'],
    { maxBuffer: 4 * 1024 ** 3 },
  );
  const [, width, height] = /Video: rawvideo.* (\d+)x(\d+)/.exec(decoded.stderr.toString()).map(Number);
  const half = Math.round((width - dividerWidth) / 2);
  const scale = half / media.displayWidth;
  const frame = (t) => decoded.stdout.subarray(t * width * height, (t + 1) * width * height);
  const count = decoded.stdout.length / (width * height);
  const sums = [0, 0].map(() => ({ flicker: 0, gradient: 0, pixels: 0 }));
  for (let row = 0; row < table.length; row += faceColumns) {
    const [t, , left, top, right, bottom] = table.subarray(row, row + 6);
    if (t < 1 || t + 1 >= count) continue;
    const [before, now, after] = [frame(t - 1), frame(t), frame(t + 1)];
    const [x0, x1] = [Math.max(1, Math.round(left * scale)), Math.min(half - 1, Math.round(right * scale))];
    const [y0, y1] = [Math.max(1, Math.round(top * scale)), Math.min(height - 1, Math.round(bottom * scale))];
    sums.forEach((sum, side) => {
      const offset = side * (half + dividerWidth);
      for (let y = y0; y < y1; y++) {
        for (let x = x0; x < x1; x++) {
          const p = y * width + x + offset;
          sum.flicker += Math.abs(before[p] - 2 * now[p] + after[p]);
          sum.gradient += Math.hypot(now[p] - now[p - 1], now[p] - now[p - width]);
          sum.pixels++;
        }
      }
    });
  }
  const [a, b] = sums;
  const line = (sum) =>
    `flicker ${(sum.flicker / sum.pixels).toFixed(3)}, gradient ${(sum.gradient / sum.pixels).toFixed(3)}, ratio ${(sum.flicker / sum.gradient).toFixed(3)}`;
  console.log(`${path.basename(file)}\n  before: ${line(a)}\n  after:  ${line(b)}`);
}
