import type { JobHooks } from '../../../preload/contract/engine';
import type { ReconstructSummary } from '../../../preload/contract/jobs';
import type { MediaInfo } from '../../../preload/contract/media';
import type { AnalyseOptions } from '../../../preload/contract/options';
import { openInputFrames } from '../analyse/open-input-frames';
import type { EngineParts } from '../engine-parts';
import { StageProgress } from '../jobs/progress-reporter';
import { fitLayout } from '../people/fit-row';
import { AnalysisReader } from '../project/analysis-reader';
import { personOfTrack, type Project } from '../project/project-format';
import { PersonExport, type ClipSource } from './person-export';
import { choosePersonViews, keepFrames, type PersonFrame } from './person-views';
import type { ThingsToWrite } from './things-to-write';
import { VolumetricWriter } from './write-volumetric';
import { framePasses, needsPictures, writePerson } from './write-person';

/** A clip with the analysis that its people are read from. */
export interface AnalysedInput {
  /** With the user's edits, where there are any. */
  readonly project: Project;
  readonly projectFolder: string;
  readonly media: MediaInfo;
  /** What was analysed and how. */
  readonly options: AnalyseOptions & { readonly volumeModel?: string | undefined };
}

/**
 * Writes the files of people of an analysed clip. The clip is decoded once for their best frames, and once more for each
 * person's frontal video.
 * @param wanted `base` is the path that all of the person's files begin with; who is seen on no frame is left out
 * @throws StudioError those of decoding and writing, `model-missing`, `cancelled`
 */
export async function writePeople(
  { project, projectFolder, media, options }: AnalysedInput,
  wanted: readonly { readonly id: number; readonly base: string }[],
  { fitted, volumetric }: ThingsToWrite,
  parts: EngineParts,
  hooks: JobHooks,
): Promise<ReconstructSummary['people']> {
  const tools = await parts.tools();
  const model = await parts.faceModel(project.faceModel.id);
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(projectFolder, layout.columns);
  let views: Map<number, PersonFrame[]>;
  try {
    views = await choosePersonViews(analysis, layout, personOfTrack(project));
  } finally {
    await analysis.close();
  }
  const writer = volumetric.length === 0 ? undefined : await VolumetricWriter.open(options, parts, model);
  const lists = wanted.flatMap(({ id }) => {
    const list = views.get(id);
    return list === undefined ? [] : [list];
  });
  const kept = new Set([
    ...(needsPictures(fitted) ? lists.flatMap((list) => list.map((view) => view.frame)) : []),
    ...(writer === undefined ? [] : lists.map(([best]) => best.frame)),
  ]);
  const decoded = kept.size === 0 ? 0 : Math.max(...kept) + 1;
  const passes = framePasses(fitted);
  const seen = project.people.filter(({ id }) => wanted.some((person) => person.id === id));
  const total = seen.reduce((sum, person) => sum + passes * person.frames, decoded);
  const progress = new StageProgress(hooks, 'export', total);
  const onFrame = (): void => {
    progress.advance();
  };
  const { fromSeconds, toSeconds } = options;
  const clip: ClipSource = {
    ...{ media, tools, range: { fromSeconds, toSeconds } },
    openFrames: () => openInputFrames(media, tools, options, {}, hooks.signal),
  };
  const frames =
    kept.size === 0 ? new Map<number, never>() : await keepFrames(clip.openFrames(), kept, onFrame);

  const people: ReconstructSummary['people'] = [];
  for (const { id, base } of wanted) {
    const list = views.get(id);
    if (list === undefined) continue;
    const source = { project, projectFolder, personId: id, signal: hooks.signal };
    const person = new PersonExport(source, model, list, frames, clip, onFrame);
    people.push({
      id,
      files: {
        ...(await writePerson(person, base, fitted)),
        ...(await writer?.write(person, frames.get(list[0].frame), base, volumetric)),
      },
    });
  }
  progress.finish();
  return people;
}
