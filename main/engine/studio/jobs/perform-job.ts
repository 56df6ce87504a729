import path from 'node:path';
import { analyseOptionsSchema, type EnhanceRequest } from '../../../../preload/contract/options';
import type { PersonItem } from '../../../../preload/contract/studio/media-item';
import { findAnalysis } from '../../analyse/analyse-clip';
import type { EngineParts } from '../../engine-parts';
import { makeFolder } from '../../export/write-atomically';
import { loadProject } from '../../project/project-folder';
import type { Project } from '../../project/project-format';
import { enhanceInput, sideBySideFile } from '../../render/enhance-input';
import type { AnalysisQueue } from '../clips/analysis-queue';
import { editedProject, personItems } from '../people/edited-project';
import { referencesOf } from '../people/people-edits';
import { readTrackFigures } from '../people/track-figures';
import { peopleStrength } from '../studio-clips';
import type { PerformJob } from './job-queue';
import type { JobRecord } from './job-record';
import type { JobReport } from './job-report';
import { composeLive, LivePicture } from './live-picture';
import { freeOutput } from './output-names';

export interface PerformerOptions {
  readonly parts: EngineParts;
  readonly analyses: AnalysisQueue;
  /** The open project learns of an analysis that a job made. */
  readonly onAnalysis: (projectFolder: string, project: Project) => Promise<void>;
}

/** A job as the engine's own request. */
export function enhanceRequest(
  job: Pick<JobRecord, 'input' | 'projectFolder' | 'settings' | 'edits' | 'inFrame' | 'outFrame'>,
  output: string,
  people: readonly PersonItem[],
): EnhanceRequest {
  const {
    task,
    scale,
    prior,
    strength,
    vividness,
    thorough,
    model,
    modelParameters,
    upscaler,
    faceModel,
    device,
    encoding,
    sideBySide,
  } = job.settings;
  return {
    input: job.input,
    output,
    project: job.projectFolder,
    ...{ task, scale, prior, strength, vividness, thorough, device, encoding, sideBySide },
    ...(model === undefined ? {} : { restorer: model }),
    ...(modelParameters === undefined ? {} : { modelParameters }),
    ...(upscaler === undefined ? {} : { upscaler }),
    ...(faceModel === undefined ? {} : { faceModel }),
    references: referencesOf(job.edits, people),
    ...(people.length === 0 ? {} : { peopleStrength: peopleStrength(people) }),
    ...(job.inFrame === undefined ? {} : { fromFrame: job.inFrame }),
    ...(job.outFrame === undefined ? {} : { toFrame: job.outFrame }),
  };
}

/** Does a job with the real engine: waits for the analysis, applies the user's edits, renders, puts the file together. */
export function jobPerformer({ parts, analyses, onAnalysis }: PerformerOptions): PerformJob {
  return async (job, report, signal) => {
    const project = await analysed(job, report, signal);
    const figures = await readTrackFigures(job.projectFolder, project);
    const edited = editedProject(project, job.edits, figures);
    const people = personItems(edited, job.edits, figures);
    report.people(edited, people);
    const output = await reserve(job, report);
    const live = new LivePicture();
    return enhanceInput(
      enhanceRequest(job, output, people),
      parts,
      {
        signal,
        onProgress: (progress) => report.progress(progress),
        onNotice: (notice) => report.notice(notice),
      },
      {
        editProject: () => edited,
        onSegments: (start) => report.segments(start),
        onSegmentDone: () => report.segmentDone(),
        wantsPicture: () => live.wants(),
        onFrame: (frame, picture) => {
          report.frame(frame);
          if (picture !== undefined) report.picture(frame, composeLive(picture));
        },
      },
    );
  };

  async function analysed(job: JobRecord, report: JobReport, signal: AbortSignal): Promise<Project> {
    const { media, projectFolder } = job;
    const { device, faceModel } = job.settings;
    const options = analyseOptionsSchema.parse({ input: job.input, device, faceModel });
    const found = await findAnalysis(options, media, projectFolder, parts.models, {});
    if (found !== undefined) {
      report.analysisFound();
      return found;
    }
    const project = await analyses.request(
      { media, projectFolder, device, faceModel, fresh: false },
      {
        signal,
        onProgress: (progress) => report.progress(progress),
        onNotice: (notice) => report.notice(notice),
      },
      true,
    );
    await onAnalysis(projectFolder, project);
    return project;
  }

  /** Something may have taken the name since the job was queued. */
  async function reserve(job: JobRecord, report: JobReport): Promise<string> {
    const folder = path.dirname(job.output);
    if (job.ownsFolder === true) await makeFolder(folder);
    const { sideBySide } = job.settings;
    const output = await freeOutput(folder, path.basename(job.output), sideBySide, new Set());
    report.output(output, sideBySide ? sideBySideFile(output) : undefined);
    return output;
  }
}

/** The analysis of a job of an earlier run with the job's edits; undefined where the folder holds another one by now. */
export async function projectOfJob(job: JobRecord): Promise<Project | undefined> {
  const project = await loadProject(job.projectFolder).catch(() => undefined);
  if (project === undefined) return undefined;
  const figures = await readTrackFigures(job.projectFolder, project);
  return editedProject({ ...project, media: job.media }, job.edits, figures);
}
