/** Frames of one input that are there sharp and poor. */
interface FrameFolder {
  readonly output: string;
  readonly firstFrame: number;
  readonly frames: number;
}

/** Frames each side of the one to restore: the ancestor takes five. */
const neighbours = 2;

/** The file of a frame: files count from 1, as the ancestors' do. */
export function frameName(frame: number, extension = '.png'): string {
  return `${String(frame + 1).padStart(5, '0')}${extension}`;
}

/**
 * The lists that training reads, paths from the data set's folder, blanks between:
 *   datalist.txt        sharp, five blurry frames, coefficients, render (Ren et al. 2019, `--datalist`); the last two are
 *                       where `facet enhance --export-ancestors` would write them
 *   datalist_pairs.txt  sharp, blurry
 */
export function datalists(folders: readonly FrameFolder[]): Record<string, string> {
  const sequences: string[] = [];
  const pairs: string[] = [];
  for (const { output, firstFrame, frames } of folders) {
    const last = firstFrame + frames - 1;
    for (let frame = firstFrame; frame <= last; frame++) {
      const sharp = `${output}/sharp/${frameName(frame)}`;
      const blurry = (shift: number) => `${output}/blurry/${frameName(frame + shift)}`;
      pairs.push(`${sharp} ${blurry(0)}\n`);
      if (frame - neighbours < firstFrame || frame + neighbours > last) continue;
      const row = [sharp, ...[-2, -1, 0, 1, 2].map(blurry)];
      row.push(`${output}/coefficients/${frameName(frame, '.txt')}`, `${output}/render/${frameName(frame)}`);
      sequences.push(`${row.join(' ')}\n`);
    }
  }
  return { 'datalist.txt': sequences.join(''), 'datalist_pairs.txt': pairs.join('') };
}
