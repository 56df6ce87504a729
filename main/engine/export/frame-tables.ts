import { poseNumbers, type FrameRecord } from './frame-record';

/** Numbers of the 257-number layout, of light, and of landmarks. */
const counts = { deep3d: 257, light: 27, points68: 68, points478: 478 } as const;

/**
 * CSV (RFC 4180) of a person's coefficients, a line a frame: place in time, pose, expression, light, and the 257 numbers
 * of `coefficients257`. The first line names the columns.
 * @param hasNetwork the records carry what a network said too: 257 more
 */
export async function* coefficientsCsv(
  expressionNames: readonly string[],
  records: AsyncIterable<FrameRecord>,
  hasNetwork = false,
): AsyncGenerator<string> {
  yield line([
    ...['frame', 'seconds', 'confidence', 'reprojection_error'],
    ...['pitch_radians', 'yaw_radians', 'roll_radians', 'x_mm', 'y_mm', 'z_mm'],
    ...expressionNames.map((name) => quoted(`expression_${name}`)),
    ...numbered('light', counts.light),
    ...numbered('deep3d', counts.deep3d),
    ...(hasNetwork ? numbered('network', counts.deep3d) : []),
  ]);
  for await (const record of records) {
    const { frame, seconds, confidence, fit, deep3d, network } = record;
    yield line([
      String(frame),
      seconds.toFixed(6),
      short(confidence),
      short(fit.reprojectionError),
      ...poseNumbers(fit).map(short),
      ...Array.from(fit.expression, short),
      ...Array.from(fit.light, short),
      ...Array.from(deep3d, short),
      ...(hasNetwork ? Array.from(network ?? [], short) : []),
    ]);
  }
}

/** CSV of a person's landmarks, a line a frame: 68 points of the fitted mesh, then 478 of the network, frame pixels. */
export async function* landmarksCsv(records: AsyncIterable<FrameRecord>): AsyncGenerator<string> {
  const columns68 = numbered('mesh68', counts.points68).flatMap((name) => [`${name}_x`, `${name}_y`]);
  const columns478 = numbered('face478', counts.points478).flatMap((name) =>
    ['x', 'y', 'z'].map((axis) => `${name}_${axis}`),
  );
  yield line(['frame', 'seconds', ...columns68, ...columns478]);
  for await (const { frame, seconds, landmarks68, landmarks478 } of records) {
    yield line([
      String(frame),
      seconds.toFixed(6),
      ...Array.from(landmarks68, pixels),
      ...Array.from(landmarks478, pixels),
    ]);
  }
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${name}_${i}`);
}

function line(fields: readonly string[]): string {
  return `${fields.join(',')}\r\n`;
}

function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/** As exact as the float32 of the tables, without the digits that it does not have. */
function short(value: number): string {
  return String(Number(value.toPrecision(8)));
}

function pixels(value: number): string {
  return String(Number(value.toFixed(3)));
}
