import type { DegradeSummary } from '../../../../preload/contract/degrade';
import type {
  AnalysisSummary,
  EnhancePlan,
  EnhanceSummary,
  ReconstructSummary,
  SkippedFaces,
} from '../../../../preload/contract/jobs';
import type { ReconstructFormat } from '../../../../preload/contract/options';
import type { Paint } from './paint';
import { counted, duration, fileSize, percent } from './quantities';
import { tableLines } from './table';

const skippedWords: Readonly<Record<keyof SkippedFaces, string>> = {
  tooSmall: 'too small',
  tooTurned: 'too turned',
  tooUncertain: 'too uncertain',
  notChosen: 'not chosen',
};

/** `3 left as they were (2 too small, 1 too turned)`, or nothing when all were restored. */
export function skippedText(skipped: SkippedFaces): string {
  const parts = Object.entries(skipped).filter(([, count]) => count > 0);
  const total = parts.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return '';
  const why = parts.map(([key, count]) => `${count} ${skippedWords[key as keyof SkippedFaces]}`).join(', ');
  return `${total} left as they were (${why})`;
}

/** Bold heading, then aligned facts. */
function facts(
  heading: string,
  rows: readonly (readonly [string, string] | undefined)[],
  paint: Paint,
): string[] {
  const shown = rows.filter((row) => row !== undefined);
  const width = Math.max(0, ...shown.map(([name]) => name.length));
  return [heading, ...shown.map(([name, value]) => `  ${paint('dim', name.padEnd(width))}  ${value}`)];
}

function done(from: string, to: string, paint: Paint): string {
  return `${paint('green', '✔')} ${from} ${paint('dim', '→')} ${paint('bold', to)}`;
}

export function enhanceLines(summary: EnhanceSummary, paint: Paint): string[] {
  const { segments, analysis } = summary;
  const skipped = skippedText(summary.facesSkipped);
  return facts(
    done(summary.input, summary.output, paint),
    [
      [
        'frames',
        `${summary.frames.toLocaleString('en-US')} in ${duration(summary.seconds)}, ${summary.framesPerSecond.toFixed(1)} a second`,
      ],
      [
        'faces',
        `${summary.facesRestored.toLocaleString('en-US')} restored of ${counted(analysis.people.length, 'person', 'people')}` +
          (skipped === '' ? '' : `, ${skipped}`),
      ],
      segments.resumed > 0
        ? ['resumed', `${segments.resumed} of ${counted(segments.total, 'segment')} were already done`]
        : undefined,
      ['time', stageTimes(summary.stageMilliseconds)],
      summary.sideBySide === undefined ? undefined : ['compare', summary.sideBySide],
      ['project', `${analysis.project}${analysis.reused ? ' (an earlier analysis was used)' : ''}`],
    ],
    paint,
  );
}

/** `decode 3.1, detect 5.0 ms a frame`: the largest first. */
export function stageTimes(stageMilliseconds: Readonly<Record<string, number>>): string {
  const parts = Object.entries(stageMilliseconds)
    .sort(([, a], [, b]) => b - a)
    .map(([stage, milliseconds]) => `${stage} ${milliseconds.toFixed(1)}`);
  return parts.length === 0 ? 'not measured' : `${parts.join(', ')} ms a frame`;
}

export function planLines(plan: EnhancePlan, paint: Paint): string[] {
  return [
    ...facts(
      `${plan.input} ${paint('dim', '→')} ${paint('bold', plan.output)} ${paint('dim', '(plan; nothing written)')}`,
      [
        ['frames', `${plan.frames.toLocaleString('en-US')} in ${counted(plan.segments, 'segment')}`],
        ['size', `${plan.outputWidth} x ${plan.outputHeight}`],
        ['encoder', plan.encoder],
        ['device', plan.device],
        ['estimate', `${duration(plan.estimatedSeconds)}, ${fileSize(plan.estimatedBytes)}`],
        ['disk', `${fileSize(plan.freeBytes)} free`],
      ],
      paint,
    ),
    ...plan.warnings.map((warning) => `  ${paint('yellow', 'warning:')} ${warning}`),
  ];
}

export function analysisLines(summary: AnalysisSummary, paint: Paint): string[] {
  const { people } = summary;
  const table = tableLines(
    [
      { title: 'id', align: 'right' },
      { title: 'name' },
      { title: 'frames', align: 'right' },
      { title: 'from–to', align: 'right' },
      { title: 'between the eyes', align: 'right' },
      { title: 're-projection', align: 'right' },
      { title: 'best frame', align: 'right' },
    ],
    people.map((person) => [
      String(person.id),
      person.name,
      String(person.frames),
      `${person.firstFrame}–${person.lastFrame}`,
      `${person.interOcularPixels.toFixed(1)} px`,
      percent(person.reprojectionError),
      String(person.bestFrame),
    ]),
  );
  return [
    `${paint('green', '✔')} ${summary.input}: ${counted(summary.frames, 'frame')}, ${counted(people.length, 'person', 'people')}` +
      (summary.reused ? paint('dim', ' (an earlier analysis)') : ''),
    ...(people.length === 0
      ? []
      : table.map((line, index) => `  ${index === 0 ? paint('dim', line) : line}`)),
    `  ${paint('dim', 'project')}  ${summary.project}`,
  ];
}

/** What a format's file is, in words as wide as the widest. */
const fileWords: Readonly<Record<ReconstructFormat | 'sequence', string>> = {
  obj: '3D face',
  ply: '3D face, PLY',
  glb: '3D face, GLB',
  'animated-glb': 'moving face',
  frontal: 'frontal view',
  'frontal-video': 'frontal video',
  albedo: 'de-lit texture',
  maps: 'depth, normals',
  coefficients: 'coefficients',
  json: 'all frames',
  csv: 'as a table',
  npz: 'for NumPy',
  volume: 'volume, VRN',
  sequence: 'sequence',
};

export function reconstructLines(summary: ReconstructSummary, paint: Paint): string[] {
  const width = Math.max(...Object.values(fileWords).map((word) => word.length));
  return [
    `${paint('green', '✔')} ${summary.input}: ${counted(summary.people.length, 'person', 'people')}`,
    ...summary.people.flatMap(({ id, files }) => [
      `  ${paint('bold', `person ${id}`)}`,
      ...(Object.entries(files) as [keyof typeof fileWords, string][]).map(
        ([format, file]) => `    ${paint('dim', fileWords[format].padEnd(width))}  ${file}`,
      ),
    ]),
  ];
}

export function degradeLines(summary: DegradeSummary, paint: Paint): string[] {
  const { frames, width, height, steps, reused } = summary;
  return facts(
    done(summary.input, summary.output, paint),
    [
      [
        'frames',
        `${frames.toLocaleString('en-US')}, ${width} x ${height}${reused ? ', was there already' : ''}`,
      ],
      ['steps', steps.join(', then ')],
    ],
    paint,
  );
}
