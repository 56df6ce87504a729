import type { JobHooks } from '../../../preload/contract/engine';
import { AncestorsWriter } from '../export/ancestors';
import { coefficients257 } from '../export/coefficients';
import { cropFromFrameOf } from '../geometry/align-crop';
import { workingCropSize } from '../geometry/canonical-crop';
import { Rasterizer } from '../geometry/rasterizer';
import { priorChannels, renderPrior } from '../geometry/render-prior';
import type { FaceModel } from '../geometry/types';
import { StageProgress } from '../jobs/progress-reporter';
import { fitLayout } from '../people/fit-row';
import { createRgbImage, type RgbImage, type VideoFrame } from '../pixels/image';
import { AnalysisReader } from '../project/analysis-reader';
import { personOfTrack, type Project } from '../project/project-format';
import { choosePeople, preparePeople } from './chosen-people';
import { joinFaces } from './clip-frames';
import { meshOf } from './person-mesh';
import type { FaceSelection } from '../../../preload/contract/options';

/**
 * Writes the files of the ancestors' conventions for every frame of the chosen people: frame, box, five points, 257
 * coefficients and the rendered face.
 * @returns the folders written
 */
export async function exportAncestors(
  folder: string,
  selection: FaceSelection,
  frames: AsyncIterable<VideoFrame>,
  project: Project,
  projectFolder: string,
  model: FaceModel,
  hooks: JobHooks,
): Promise<string[]> {
  const chosen = choosePeople(project, selection);
  const people = preparePeople(project, chosen);
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const writer = new AncestorsWriter(folder, [...chosen]);
  const raster = new Rasterizer(workingCropSize);
  const prior = new Float32Array(priorChannels * workingCropSize * workingCropSize);
  const progress = new StageProgress(hooks, 'export', project.frames);
  const analysis = await AnalysisReader.open(projectFolder, layout.columns);
  try {
    for await (const item of joinFaces(frames, analysis, layout, personOfTrack(project), people)) {
      for (const { personId, person, fit, fivePoints, box } of item.faces) {
        const cropFromFrame = cropFromFrameOf(fivePoints, workingCropSize);
        const { neutral, colours } = meshOf(model, person);
        renderPrior(raster, model, neutral, colours, fit, project.camera, cropFromFrame, prior);
        await writer.add({
          personId,
          frameIndex: item.frame.index,
          box,
          fivePoints,
          coefficients: coefficients257({
            model,
            identity: person,
            fit,
            camera: project.camera,
            cropFromFrame,
            fivePoints,
          }),
          render: pictureOf(prior),
          frame: item.frame.image,
        });
      }
      progress.advance();
    }
    progress.finish();
    return await writer.finish();
  } finally {
    await analysis.close();
  }
}

/** The prior's colour planes as a picture over black. */
function pictureOf(prior: Float32Array): RgbImage {
  const picture = createRgbImage(workingCropSize, workingCropSize);
  const plane = workingCropSize * workingCropSize;
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) {
      picture.data[i * 3 + c] = Math.round(255 * Math.min(1, Math.max(0, prior[c * plane + i])));
    }
  }
  return picture;
}
