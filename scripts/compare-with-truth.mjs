// How far the analysis of the bundled talking head is from its known pose.
//
//   npm run facet -- analyse assets/samples/talking-head.mp4 --project /tmp/head.facet
//   node scripts/compare-with-truth.mjs /tmp/head.facet
//
// Angles in degrees; the shift is that of the model's origin (between the ears) in the picture plane, in millimetres
// at the face's own distance, and as a share of a face 140 mm wide.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const [project] = process.argv.slice(2);
if (project === undefined) {
  console.error('usage: compare-with-truth.mjs <project folder>');
  process.exit(2);
}
const faceWidthMillimetres = 140;
const { faceModel } = JSON.parse(readFileSync(path.join(project, 'analysis', 'project.json'), 'utf8'));
const truth = JSON.parse(
  readFileSync(new URL('../assets/samples/talking-head.json', import.meta.url), 'utf8'),
);
const bytes = readFileSync(path.join(project, 'analysis', 'fits.f32'));
const table = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const columns = 6 + faceModel.expressionNames.length + 27 + 10 + 1; // main/engine/people/fit-row.ts

const errors = { pitch: [], yaw: [], roll: [], shift: [] };
truth.frames.forEach(({ pose }, i) => {
  const [pitch, yaw, roll, x, y, z] = table.subarray(i * columns, i * columns + 6);
  const degrees = (a, b) => (Math.abs(a - b) * 180) / Math.PI;
  errors.pitch.push(degrees(pitch, pose.pitchRadians));
  errors.yaw.push(degrees(yaw, pose.yawRadians));
  errors.roll.push(degrees(roll, pose.rollRadians));
  const [tx, ty, tz] = pose.translation;
  errors.shift.push(Math.hypot(x / -z - tx / -tz, y / -z - ty / -tz) * -tz);
});
for (const [name, values] of Object.entries(errors)) {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const most = Math.max(...values);
  const unit = name === 'shift' ? 'mm' : 'degrees';
  const share = (v) =>
    name === 'shift' ? ` (${((100 * v) / faceWidthMillimetres).toFixed(1)} % of the face)` : '';
  console.log(
    `${name.padEnd(5)} mean ${mean.toFixed(2)}${share(mean)}, largest ${most.toFixed(2)}${share(most)} ${unit}`,
  );
}
