import {
  frameOfRow,
  readTable,
  rowOfFrame,
  tableColumn,
} from '../../../../../renderer/features/inspect3d/read-table';
import { table } from '../../../../fixtures/inspect-server';

function bytesOf(rows: readonly number[][]): ArrayBuffer {
  return table(rows.map((row) => Float32Array.from(row))).slice().buffer;
}

test('reads rows, columns and values back, NaN included', () => {
  const read = readTable(
    bytesOf([
      [1, 2.5, NaN],
      [-4, 0, 7],
    ]),
  );
  expect([read.rows, read.columns]).toEqual([2, 3]);
  expect([...read.values]).toEqual([1, 2.5, NaN, -4, 0, 7]);
  expect([...tableColumn(read, 1, 10)]).toEqual([25, 0]);
});

test('refuses what is no table or is cut short', () => {
  expect(() => readTable(new ArrayBuffer(0))).toThrow('something else');
  expect(() => readTable(new TextEncoder().encode('<!doctype html><p>x').buffer)).toThrow('something else');
  expect(() => readTable(bytesOf([[1, 2, 3]]).slice(0, 24))).toThrow('cut short');
});

test('rows stand at equal steps over the clip, ends included', () => {
  const sparse = { rows: 5 };
  expect([0, 25, 50, 99, 100].map((frame) => rowOfFrame(sparse, frame, 101))).toEqual([0, 1, 2, 4, 4]);
  expect(frameOfRow(sparse, 4, 101)).toBe(100);
  expect(rowOfFrame(sparse, 1e6, 101)).toBe(4);
  const whole = { rows: 40 };
  for (let frame = 0; frame < 40; frame++) {
    expect(frameOfRow(whole, rowOfFrame(whole, frame, 40), 40)).toBe(frame);
  }
  expect(rowOfFrame({ rows: 1 }, 0, 1)).toBe(0);
});
