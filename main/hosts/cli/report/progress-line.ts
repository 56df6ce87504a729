import type { Progress, Stage } from '../../../../preload/contract/jobs';
import type { TextSink } from '../cli-host';
import type { Paint } from './paint';
import { clock } from './quantities';

export const stageTitles: Readonly<Record<Stage, string>> = {
  probe: 'Opening',
  analyse: 'Finding faces',
  fit: 'Fitting faces',
  render: 'Restoring',
  assemble: 'Joining',
  export: 'Writing files',
  measure: 'Measuring',
};

/** Stages that count frames; the others count files or steps, which say little. */
const frameStages: readonly Stage[] = ['analyse', 'fit', 'render'];

const titleWidth = Math.max(...Object.values(stageTitles).map((title) => title.length));
const redrawMilliseconds = 100;
const plainMilliseconds = 5000;

/** `Restoring      ████████░░░░░░░░  51 %  382/750 frames  11.8 fps  0:31 left`, as wide as fits in `columns`. */
export function progressText(progress: Progress, columns: number, paint: Paint): string {
  const fraction = fractionOf(progress);
  const facts = factsOf(progress);
  const title = stageTitles[progress.stage].padEnd(titleWidth);
  const room = columns - 1 - titleWidth - 4;
  while (facts.length > 1 && facts.join('  ').length > room) facts.pop();
  const barWidth = Math.min(28, room - facts.join('  ').length);
  const full = Math.round(barWidth * fraction);
  const bar =
    barWidth < 6 ? '' : `${paint('cyan', '█'.repeat(full))}${paint('dim', '░'.repeat(barWidth - full))}  `;
  return `${paint('bold', title)}  ${bar}${facts.join('  ')}`;
}

/** `Restoring: 51 %, 382/750 frames, 11.8 fps, 0:31 left` */
export function plainProgressText(progress: Progress): string {
  return `${stageTitles[progress.stage]}: ${factsOf(progress).join(', ').trimStart()}`;
}

function fractionOf({ done, total }: Progress): number {
  return total > 0 ? Math.min(1, done / total) : 0;
}

function factsOf(progress: Progress): string[] {
  const { stage, done, total, framesPerSecond, etaSeconds } = progress;
  const counts = frameStages.includes(stage);
  return [
    `${String(Math.floor(fractionOf(progress) * 100)).padStart(3)} %`,
    ...(counts && total > 1 ? [`${done}/${Math.max(total, done)} frames`] : []),
    ...(counts && framesPerSecond > 0 ? [`${framesPerSecond.toFixed(1)} fps`] : []),
    ...(etaSeconds === undefined ? [] : [`${clock(etaSeconds)} left`]),
  ];
}

/** One line redrawn in place on a terminal, at most ten times a second; elsewhere a plain line every few seconds. */
export class ProgressLine {
  private drawnAt = -Infinity;
  private drawnStage: Stage | undefined;
  private onScreen = false;

  constructor(
    private readonly sink: TextSink,
    private readonly paint: Paint,
    private readonly now: () => number,
    private readonly live: boolean,
  ) {}

  show(progress: Progress): void {
    const since = this.now() - this.drawnAt;
    const stageChanged = progress.stage !== this.drawnStage;
    if (since < (this.live ? redrawMilliseconds : plainMilliseconds) && !stageChanged) return;
    this.drawnAt = this.now();
    this.drawnStage = progress.stage;
    if (this.live) {
      this.sink.write(`\r\u001b[2K${progressText(progress, this.sink.columns, this.paint)}`);
      this.onScreen = true;
    } else {
      this.sink.write(`${plainProgressText(progress)}\n`);
    }
  }

  /** Wipes the live line, so that something else can be written; the next `show` draws it again. */
  clear(): void {
    if (!this.onScreen) return;
    this.sink.write('\r\u001b[2K');
    this.onScreen = false;
    this.drawnAt = -Infinity;
  }
}
