import type { FaceExportFormat } from '../../../../preload/contract/studio/methods';
import type { EngineParts } from '../../engine-parts';
import { coefficientsCsv } from '../../export/frame-tables';
import { writeFramesNpz } from '../../export/frames-npz';
import { surveyFace } from '../../export/survey-face';
import { writeText } from '../../export/text-file';
import { writeAnimatedGlb } from '../../export/write-animated-glb';
import { neutralFace } from '../../geometry/vertex-correction';
import { clipFaceOf, readFrameRecords, readSeenFaces } from '../../reconstruct/person-frames';
import { sampleVertexColours } from '../../reconstruct/vertex-colours';
import type { StudioClip } from '../studio-clips';
import { textureSize, type PersonPictures } from './person-pictures';
import { NotAnalysed } from './refusals';

/** The formats that hold all frames of a person, and their files' endings. */
export const clipEndings = {
  'animated-glb': '.animated.glb',
  'coefficients-csv': '-frames.csv',
  'coefficients-npz': '-frames.npz',
} as const satisfies Partial<Record<FaceExportFormat, string>>;
export type ClipFormat = keyof typeof clipEndings;

export function isClipFormat(format: FaceExportFormat): format is ClipFormat {
  return Object.hasOwn(clipEndings, format);
}

/** Writes a person's whole clip, streaming from the analysis with readers of its own: others go on reading meanwhile. */
export async function writeClipFormat(
  parts: { readonly engine: Pick<EngineParts, 'faceModel'>; readonly pictures: PersonPictures },
  clip: StudioClip,
  personId: number,
  format: ClipFormat,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const { project, projectFolder } = clip;
  if (project === undefined) throw new NotAnalysed();
  const model = await parts.engine.faceModel(project.faceModel.id);
  const face = clipFaceOf(project, model, personId);
  const source = { project, projectFolder, personId, signal };
  if (format === 'coefficients-csv') {
    return writeText(file, coefficientsCsv(model.expressionNames, readFrameRecords(source, face)));
  }
  const survey = await surveyFace(model, readSeenFaces(source));
  if (format === 'coefficients-npz') {
    return writeFramesNpz(file, face, survey.count, readFrameRecords(source, face));
  }
  const { image: texture } = await parts.pictures.paint(clip, personId, 'texture', textureSize, signal);
  const mesh = {
    vertices: neutralFace(model, face.identity),
    triangles: model.triangles,
    colours: sampleVertexColours(model, texture),
    uv: model.uv,
    texture,
  };
  const { displayWidth, displayHeight } = project.media;
  const animated = { face, mesh, survey, frameWidth: displayWidth, frameHeight: displayHeight };
  await writeAnimatedGlb(file, animated, readSeenFaces(source));
}
