import { labFigureFacts, type LabFigureName, type LabMean } from '../../../preload/contract/lab';
import { useFormats } from '../../strings/use-formats';

/** Figures as the lab writes them, in the user's language; differences and gains carry their sign. */
export function useFigureText(name: LabFigureName, isDifference = name === 'gain') {
  return useValueText(labFigureFacts[name].digits, isDifference);
}

/** The same of any figure. @param digits after the decimal sign */
export function useValueText(digits: number, isDifference: boolean) {
  const { number } = useFormats();
  const text = (value: number) => signed(value, digits, isDifference, number);
  const interval = ({ interval: ends }: LabMean) =>
    ends === undefined ? undefined : `${text(ends[0])} … ${text(ends[1])}`;
  return { text, interval };
}

/** A figure as it is written; a dot where there is none. @param number of the user's language */
export function signed(
  value: number,
  digits: number,
  isDifference: boolean,
  number: (value: number, digits: number) => string,
): string {
  if (!Number.isFinite(value)) return '·';
  const written = number(Math.abs(value), digits);
  const isZero = Number(Math.abs(value).toFixed(digits)) === 0;
  return `${isZero ? '' : value < 0 ? '−' : isDifference ? '+' : ''}${written}`;
}
