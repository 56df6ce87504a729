import path from 'node:path';
import type { JobHooks } from '../../../preload/contract/engine';
import type { ReconstructSummary } from '../../../preload/contract/jobs';
import { reconstructOptionsSchema, type ReconstructRequest } from '../../../preload/contract/options';
import { analyseInput } from '../analyse/analyse-input';
import { openInputFrames } from '../analyse/open-input-frames';
import type { EngineParts } from '../engine-parts';
import { StudioError } from '../errors/studio-error';
import { coefficients257, formatCoefficients } from '../export/coefficients';
import { encodePng } from '../export/encode-picture';
import { renderFrontal } from '../export/frontal-view';
import { formatPoints } from '../export/landmark-files';
import { unwrapTexture } from '../export/unwrap-texture';
import { makeFolder, writeAtomically } from '../export/write-atomically';
import { writeGlb } from '../export/write-glb';
import { writeObj } from '../export/write-obj';
import { writePly } from '../export/write-ply';
import { cropFromFrameOf } from '../geometry/align-crop';
import { workingCropSize } from '../geometry/canonical-crop';
import { projectModelPoints } from '../geometry/projection';
import { albedoColours, expressedShape, identityShape, surfacePositions } from '../geometry/shape';
import type { FaceModel } from '../geometry/types';
import { StageProgress } from '../jobs/progress-reporter';
import { StageClock } from '../jobs/stage-clock';
import { probeMedia } from '../media/probe';
import { fitLayout } from '../people/fit-row';
import type { VideoFrame } from '../pixels/image';
import { AnalysisReader } from '../project/analysis-reader';
import { projectFolderFor } from '../project/project-folder';
import { personOfTrack, type Project } from '../project/project-format';
import { choosePersonViews, keepFrames, type PersonFrame } from './person-views';
import { sampleVertexColours } from './vertex-colours';

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
  const wanted = new Set([...views.values()].flatMap((list) => list.map((view) => view.frame)));
  const progress = new StageProgress(hooks, 'export', Math.max(...wanted) + 1);
  const frames = await keepFrames(openInputFrames(media, tools, options, {}, hooks.signal), wanted, () => {
    progress.advance();
  });
  progress.finish();

  const stem = path.basename(options.input, path.extname(options.input));
  const people: ReconstructSummary['people'] = [];
  for (const person of project.people) {
    const list = views.get(person.id);
    if (list === undefined) continue;
    const name = project.people.length === 1 ? stem : `${stem}-person-${person.id}`;
    const base = path.join(options.outputFolder, name);
    people.push({
      id: person.id,
      ...(await writePerson(base, person, list, frames, project, model, options.frontalSize)),
    });
  }
  return { input: options.input, analysis: summary, people };
}

/** Files of one person; all share the base name. */
async function writePerson(
  base: string,
  person: Project['people'][number],
  views: readonly PersonFrame[],
  frames: ReadonlyMap<number, VideoFrame>,
  project: Project,
  model: FaceModel,
  frontalSize: number,
): Promise<Omit<ReconstructSummary['people'][number], 'id'>> {
  const { camera } = project;
  const shape = Float32Array.from(person.shape);
  const albedo = Float32Array.from(person.albedo);
  const neutral = identityShape(model, shape);
  const seen = views.flatMap((view) => {
    const frame = frames.get(view.frame);
    return frame === undefined ? [] : [{ image: frame.image, fit: view.fit, camera, weight: view.score }];
  });
  const surface = { model, neutral, albedo: albedoColours(model, albedo) };
  const texture = unwrapTexture(surface, seen);
  const [best] = views;
  const vertices = new Float32Array(neutral.length);
  expressedShape(model, neutral, best.fit.expression, vertices);
  const mesh = {
    vertices,
    triangles: model.triangles,
    colours: sampleVertexColours(model, texture),
    uv: model.uv,
    texture,
  };
  const files = {
    obj: `${base}.obj`,
    frontal: `${base}-frontal.png`,
    coefficients: `${base}-coefficients.json`,
  };
  await writeObj(files.obj, mesh);
  await writeGlb(`${base}.glb`, mesh);
  await writePly(`${base}.ply`, mesh);
  await writeAtomically(files.frontal, await encodePng(renderFrontal(surface, seen, frontalSize)));
  const cropFromFrame = cropFromFrameOf(best.fivePoints, workingCropSize);
  const fitted = { model, identity: { shape, albedo }, fit: best.fit, camera, cropFromFrame };
  await writeAtomically(files.coefficients, formatCoefficients(fitted));
  await writeAtomically(`${base}-coefficients-257.txt`, `${[...coefficients257(fitted)].join(' ')}\n`);
  const points68 = surfacePositions(model.triangles, model.landmarks68, vertices);
  await writeAtomically(
    `${base}-landmarks-68.txt`,
    formatPoints(projectModelPoints(camera, best.fit.pose, points68), 2),
  );
  return files;
}
