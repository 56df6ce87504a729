import type { LabFigureCheck } from '../../../../preload/contract/lab-figures';
import type { Paint } from './paint';
import { counted } from './quantities';
import { tableLines } from './table';

/** The fallen ones, or what moved most. */
export function checkLines(checks: readonly LabFigureCheck[], paint: Paint): string[] {
  const fallen = checks.filter((check) => check.fallen);
  const moved = ({ known, found = NaN, noise }: LabFigureCheck) => Math.abs(found - known) / noise;
  const shown = fallen.length > 0 ? fallen : [...checks].sort((a, b) => moved(b) - moved(a)).slice(0, 5);
  const right = (title: string) => ({ title, align: 'right' as const });
  const [head, ...rows] = tableLines(
    [{ title: 'table' }, { title: 'row' }, { title: 'figure' }, right('kept'), right('now'), right('noise')],
    shown.map(({ table, row, measure, known, found, noise }) => [
      ...[table, row, measure, known.toFixed(4), found?.toFixed(4) ?? 'not there', String(noise)],
    ]),
  );
  return [
    fallen.length > 0
      ? `${paint('red', '✘')} ${counted(fallen.length, 'figure')} of ${checks.length} fell by more than their noise`
      : `${paint('green', '✔')} ${counted(checks.length, 'figure')}, none fell by more than its noise; what moved most:`,
    `  ${paint('dim', head)}`,
    ...rows.map((line) => `  ${line}`),
  ];
}
