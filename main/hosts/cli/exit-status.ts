import { errorCodes, exitCodes, type ErrorCode } from '../../../preload/contract/errors';

/** What each exit code means, in the order `--help` and docs/exit-codes.md print them. */
export const exitCodeMeanings: Readonly<Record<number, string>> = {
  0: 'done',
  2: 'command line',
  3: 'input',
  4: 'output',
  5: 'ffmpeg or an encoder',
  6: 'model or device',
  70: 'a fault of the program',
  130: 'stopped',
};

/** The exit code of a batch: stopped beats everything, then the program's own faults, then the highest code. */
export function worstExitCode(codes: readonly number[]): number {
  return codes.reduce((worst, code) => Math.max(worst, code), 0);
}

export function errorCodesOf(exitCode: number): ErrorCode[] {
  return errorCodes.filter((code) => exitCodes[code] === exitCode);
}
