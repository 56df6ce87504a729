import { spansOf, worstFrames } from '../../../../renderer/features/timeline/curve-analysis';
import { curvesCsv } from '../../../../renderer/features/timeline/plot-export';
import { columnOf, decodeTable, frameOfRow, rowOfFrame } from '../../../../renderer/features/timeline/table';
import { tableOf } from '../../../fixtures/viewer-scene';

test('a table is read in place, column by column', () => {
  const bytes = new Uint8Array(tableOf(3, 2, (row, column) => (column === 0 ? row : row === 1 ? NaN : -row)))
    .buffer;
  const table = decodeTable(bytes);
  expect(table.values.buffer).toBe(bytes);
  expect([...columnOf(table, 0)]).toEqual([0, 1, 2]);
  expect([...columnOf(table, 1)]).toEqual([-0, NaN, -2]);
  expect(() => decodeTable(bytes.slice(0, -4))).toThrow('3 x 2');
  expect(() => decodeTable(new ArrayBuffer(16))).toThrow('FTAB');
});

test('rows stand from the first frame to the last', () => {
  expect(frameOfRow(0, 101, 1001)).toBe(0);
  expect(frameOfRow(100, 101, 1001)).toBe(1000);
  for (let frame = 0; frame < 50; frame++) expect(rowOfFrame(frame, 50, 50)).toBe(frame);
});

test('gaps part the spans', () => {
  expect(spansOf(Float32Array.of(NaN, 1, 1, NaN, NaN, 1))).toEqual([
    [1, 3],
    [5, 6],
  ]);
  expect(spansOf(new Float32Array())).toEqual([]);
});

test('one bad moment is named once, and the worst comes first', () => {
  const values = new Float32Array(100).fill(0.9);
  values[40] = 0.5;
  values[41] = 0.52;
  values[80] = 0.6;
  values[90] = NaN;
  const worst = worstFrames([values], -1, 100, 10, 2);
  expect(worst.map(({ frame }) => frame)).toEqual([40, 80]);
  const [most] = worstFrames([Float32Array.of(1, 2), Float32Array.of(3, 0)], 1, 2, 1, 1);
  expect(most).toEqual({ frame: 0, value: 3, curve: 1 });
});

test('the CSV has a row a frame, quotes names and leaves gaps empty', () => {
  const columns = [
    { name: 'Ann, "B" yaw', values: Float32Array.of(0.5, NaN, 1) },
    { name: 'identity', values: Float32Array.of(1, 2) },
  ];
  expect(curvesCsv(columns, 3, 25)).toBe(
    [
      'frame,seconds,timecode,"Ann, ""B"" yaw",identity',
      '0,0.000,00:00:00:00,0.5,1',
      '1,0.040,00:00:00:01,,2',
      '2,0.080,00:00:00:02,1,2',
      '',
    ].join('\r\n'),
  );
});
