import path from 'node:path';
import type { JobHooks } from '../../../preload/contract/engine';
import type { ReconstructSummary } from '../../../preload/contract/jobs';
import { reconstructOptionsSchema, type ReconstructRequest } from '../../../preload/contract/options';
import { analyseInput } from '../analyse/analyse-input';
import type { EngineParts } from '../engine-parts';
import { StudioError } from '../errors/studio-error';
import { makeFolder } from '../export/write-atomically';
import { StageClock } from '../jobs/stage-clock';
import { probeMedia } from '../media/probe';
import { projectFolderFor } from '../project/project-folder';
import { thingsToWrite } from './things-to-write';
import { writePeople } from './write-people';

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
  const things = thingsToWrite(options, media.kind === 'video', hooks);
  const stem = path.basename(options.input, path.extname(options.input));
  const base = path.join(options.outputFolder, stem);
  const wanted = project.people.map(({ id }) => ({
    id,
    base: project.people.length === 1 ? base : `${base}-person-${id}`,
  }));
  const people = await writePeople({ project, projectFolder, media, options }, wanted, things, parts, hooks);
  return { input: options.input, analysis: summary, people };
}
