import { labFigureFacts, type LabFigureName, type LabMean } from '../../../preload/contract/lab';
import { useFormats } from '../../strings/use-formats';

/** Figures as the lab writes them, in the user's language; differences and gains carry their sign. */
export function useFigureText(name: LabFigureName, isDifference = name === 'gain') {
  const { number } = useFormats();
  const { digits } = labFigureFacts[name];
  const text = (value: number) => {
    const written = number(Math.abs(value), digits);
    const isZero = Number(Math.abs(value).toFixed(digits)) === 0;
    return `${isZero ? '' : value < 0 ? '−' : isDifference ? '+' : ''}${written}`;
  };
  const interval = ({ interval: ends }: LabMean) =>
    ends === undefined ? undefined : `${text(ends[0])} … ${text(ends[1])}`;
  return { text, interval };
}
