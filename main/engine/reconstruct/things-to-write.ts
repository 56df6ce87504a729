import type { JobHooks } from '../../../preload/contract/engine';
import {
  formatsOf,
  movingFormats,
  usualFormats,
  type ReconstructFormat,
  type ReconstructOptions,
} from '../../../preload/contract/options';
import type { ToWrite } from './write-person';
import type { VolumetricFormat } from './write-volumetric';

/** What is asked for and possible, by how it is made. */
export interface ThingsToWrite {
  readonly fitted: ToWrite;
  readonly volumetric: readonly VolumetricFormat[];
}

/** Tells of what was asked for by name and is not possible. */
export function thingsToWrite(
  { formats, reconstruction, sequence, frontalSize, look, input }: ReconstructOptions,
  isVideo: boolean,
  hooks: JobHooks,
): ThingsToWrite {
  const byName = usualFormats.some((usual) => !formats.includes(usual));
  const leaveOut = (what: string, why: string): void => {
    hooks.onNotice?.({ level: 'warning', message: `${why}: ${what} is left out.` });
  };
  const possible = formats.filter((format) => {
    const isFor = formatsOf[reconstruction].includes(format);
    const isStill = movingFormats.includes(format) && !isVideo;
    if (byName && !isFor) leaveOut(format, `The ${reconstruction} reconstruction gives no such file`);
    else if (byName && isStill) leaveOut(format, `${input} is a photo`);
    return isFor && !isStill;
  });
  if (reconstruction === 'morphable') {
    return { fitted: { formats: possible.filter(isFitted), sequence, frontalSize, look }, volumetric: [] };
  }
  if (sequence !== undefined) {
    leaveOut('the sequence', 'The volumetric reconstruction is of one frame a person');
  }
  return { fitted: { formats: [], frontalSize, look }, volumetric: possible.filter(isVolumetric) };
}

function isFitted(format: ReconstructFormat): format is ToWrite['formats'][number] {
  return formatsOf.morphable.includes(format);
}

function isVolumetric(format: ReconstructFormat): format is VolumetricFormat {
  return formatsOf.volumetric.includes(format);
}
