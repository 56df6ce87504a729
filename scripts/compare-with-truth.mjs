// How far the analysis of the bundled talking head is from its known pose.
//
//   npm run facet -- analyse assets/samples/talking-head.mp4 --project /tmp/head.facet
//   node scripts/compare-with-truth.mjs /tmp/head.facet [figures.json]
//
// Angles in degrees; shifts are in the picture plane, in millimetres at the face's own distance and as a share of a
// face 140 mm wide: of the point between the eyes, and of the model's origin between the ears, which lies so far
// behind the face that a degree of pitch moves it by two millimetres. Blinks and the jaw are units of 0 to 1.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [project, json] = process.argv.slice(2);
if (project === undefined) {
  console.error('usage: compare-with-truth.mjs <project folder> [figures.json]');
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

/** Between the eyes of the mean face, model millimetres. */
function betweenTheEyes() {
  const file = readFileSync(new URL('../native-models/facet-face/facet-face.ffm', import.meta.url));
  const headerBytes = file.readUInt32LE(8);
  const { tensors } = JSON.parse(file.subarray(12, 12 + headerBytes).toString());
  const at = 12 + headerBytes + tensors.eyeCentre.offset;
  const values = Array.from({ length: 6 }, (_, i) => file.readFloatLE(at + 4 * i));
  return [0, 1, 2].map((axis) => (values[axis] + values[axis + 3]) / 2);
}

/** Camera space: R = Rz(roll) Ry(yaw) Rx(pitch), then the translation (main/engine/geometry/types.ts). */
function place([x, y, z], pitch, yaw, roll, translation) {
  const [y1, z1] = [y * Math.cos(pitch) - z * Math.sin(pitch), y * Math.sin(pitch) + z * Math.cos(pitch)];
  const [x2, z2] = [x * Math.cos(yaw) + z1 * Math.sin(yaw), -x * Math.sin(yaw) + z1 * Math.cos(yaw)];
  const [x3, y3] = [x2 * Math.cos(roll) - y1 * Math.sin(roll), x2 * Math.sin(roll) + y1 * Math.cos(roll)];
  return [x3 + translation[0], y3 + translation[1], z2 + translation[2]];
}

const eyes = betweenTheEyes();
const shift = ([x, y, z], [tx, ty, tz]) => Math.hypot(x / -z - tx / -tz, y / -z - ty / -tz) * -tz;
const units = ['eyeBlinkLeft', 'eyeBlinkRight', 'jawOpen'];
const errors = { pitch: [], yaw: [], roll: [], 'shift of the eyes': [], 'shift of the origin': [] };
for (const unit of units) errors[unit] = [];
errors['gaze aside'] = [];
errors['gaze up'] = [];
truth.frames.forEach(({ pose, expression }, i) => {
  const [pitch, yaw, roll, x, y, z] = table.subarray(i * columns, i * columns + 6);
  const degrees = (a, b) => (Math.abs(a - b) * 180) / Math.PI;
  errors.pitch.push(degrees(pitch, pose.pitchRadians));
  errors.yaw.push(degrees(yaw, pose.yawRadians));
  errors.roll.push(degrees(roll, pose.rollRadians));
  const found = place(eyes, pitch, yaw, roll, [x, y, z]);
  const known = place(eyes, pose.pitchRadians, pose.yawRadians, pose.rollRadians, pose.translation);
  errors['shift of the eyes'].push(shift(found, known));
  errors['shift of the origin'].push(shift([x, y, z], pose.translation));
  // Each eye, in the head's frame; the person looks straight ahead. Full turns: native-models/facet-face/README.md.
  const weight = (unit) => table[i * columns + 6 + faceModel.expressionNames.indexOf(unit)];
  for (const side of ['Left', 'Right']) {
    errors['gaze aside'].push(30 * Math.abs(weight(`eyeLookOut${side}`) - weight(`eyeLookIn${side}`)));
    errors['gaze up'].push(Math.abs(22 * weight(`eyeLookUp${side}`) - 28 * weight(`eyeLookDown${side}`)));
  }
  for (const unit of units) {
    const fitted = table[i * columns + 6 + faceModel.expressionNames.indexOf(unit)];
    errors[unit].push(Math.abs(fitted - (expression[unit] ?? 0)));
  }
});
const figures = {};
for (const [name, values] of Object.entries(errors)) {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const most = Math.max(...values);
  figures[name] = { mean, largest: most };
  const unit = name.startsWith('shift') ? 'mm' : units.includes(name) ? '' : 'degrees';
  const share = (v) =>
    name.startsWith('shift') ? ` (${((100 * v) / faceWidthMillimetres).toFixed(1)} % of the face)` : '';
  console.log(
    `${name.padEnd(19)} mean ${mean.toFixed(2)}${share(mean)}, largest ${most.toFixed(2)}${share(most)} ${unit}`,
  );
}
if (json !== undefined) {
  writeFileSync(`${json}.part`, `${JSON.stringify(figures, undefined, 2)}\n`);
  renameSync(`${json}.part`, json);
}
