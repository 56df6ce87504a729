import path from 'node:path';
import type { JobHooks } from '../../../preload/contract/engine';
import type { ReconstructSummary } from '../../../preload/contract/jobs';
import { reconstructOptionsSchema, type ReconstructRequest } from '../../../preload/contract/options';
import { analyseInput } from '../analyse/analyse-input';
import { openInputFrames } from '../analyse/open-input-frames';
import type { EngineParts } from '../engine-parts';
import { StudioError } from '../errors/studio-error';
import { makeFolder } from '../export/write-atomically';
import { StageProgress } from '../jobs/progress-reporter';
import { StageClock } from '../jobs/stage-clock';
import { probeMedia } from '../media/probe';
import { fitLayout } from '../people/fit-row';
import { AnalysisReader } from '../project/analysis-reader';
import { projectFolderFor } from '../project/project-folder';
import { personOfTrack } from '../project/project-format';
import { PersonExport, type ClipSource } from './person-export';
import { choosePersonViews, keepFrames, type PersonFrame } from './person-views';
import { thingsToWrite } from './things-to-write';
import { VolumetricWriter } from './write-volumetric';
import { framePasses, needsPictures, writePerson } from './write-person';

/** Writes every person's 3D face, frontal view and numbers into a folder. */
export async function reconstructInput(
  request: ReconstructRequest,
  parts: EngineParts,
  hooks: JobHooks,
): Promise<ReconstructSummary> {
  const options = reconstructOptionsSchema.parse(request);
  const tools = await parts.tools();
  const media = await probeMedia(options.input, tools, hooks.signal);
  await makeFolder(options.outputFolder);
  const projectFolder =
    options.project ?? projectFolderFor(options.input, path.join(options.outputFolder, 'face'));
  const { project, summary } = await analyseInput(
    options,
    media,
    projectFolder,
    parts,
    new StageClock(),
    hooks,
  );
  if (project.people.length === 0) {
    throw new StudioError(
      'no-faces',
      `No face was found in ${options.input}. Faces need about 28 pixels from brows to chin and both eyes in view.`,
    );
  }
  const model = await parts.faceModel();
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(projectFolder, layout.columns);
  let views: Map<number, PersonFrame[]>;
  try {
    views = await choosePersonViews(analysis, layout, personOfTrack(project));
  } finally {
    await analysis.close();
  }
  const { fitted, volumetric } = thingsToWrite(options, media.kind === 'video', hooks);
  const writer = volumetric.length === 0 ? undefined : await VolumetricWriter.open(options, parts, model);
  const lists = [...views.values()];
  const wanted = new Set([
    ...(needsPictures(fitted) ? lists.flatMap((list) => list.map((view) => view.frame)) : []),
    ...(writer === undefined ? [] : lists.map(([best]) => best.frame)),
  ]);
  const decoded = wanted.size === 0 ? 0 : Math.max(...wanted) + 1;
  const passes = framePasses(fitted);
  const total = project.people.reduce((sum, person) => sum + passes * person.frames, decoded);
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
    wanted.size === 0 ? new Map<number, never>() : await keepFrames(clip.openFrames(), wanted, onFrame);

  const stem = path.basename(options.input, path.extname(options.input));
  const people: ReconstructSummary['people'] = [];
  for (const { id } of project.people) {
    const list = views.get(id);
    if (list === undefined) continue;
    const name = project.people.length === 1 ? stem : `${stem}-person-${id}`;
    const source = { project, projectFolder, personId: id, signal: hooks.signal };
    const person = new PersonExport(source, model, list, frames, clip, onFrame);
    const base = path.join(options.outputFolder, name);
    people.push({
      id,
      files: {
        ...(await writePerson(person, base, fitted)),
        ...(await writer?.write(person, frames.get(list[0].frame), `${base}-volumetric`, volumetric)),
      },
    });
  }
  progress.finish();
  return { input: options.input, analysis: summary, people };
}
