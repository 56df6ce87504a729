/**
 * Watches what a decoder gives first after a jump, in the order of showing: B-frames that lean on what was jumped over,
 * and then an I-frame, from which all others are exact. Where another kind comes first (periodic intra refresh marks
 * such places as key frames too), pictures are made of frames that were never read.
 */
export class CleanStart {
  static readonly label = 'start';
  /** Undefined until something but a B-frame was seen. */
  isClean: boolean | undefined;

  /** Takes one log line; true when it is of the filter before all others. */
  readLine(line: string): boolean {
    if (!line.includes(`[showinfo@${CleanStart.label} `)) return false;
    const type = /\btype:(.)/.exec(line)?.[1];
    if (type !== undefined && type !== 'B') this.isClean ??= type === 'I';
    return true;
  }
}
