import path from 'node:path';
import type { FaceExportFormat } from '../../../../preload/contract/studio/methods';
import type { EngineParts } from '../../engine-parts';
import { StudioError } from '../../errors/studio-error';
import { formatCoefficients } from '../../export/coefficients';
import { encodePng } from '../../export/encode-picture';
import type { ExportMesh } from '../../export/export-mesh';
import { writeAtomically } from '../../export/write-atomically';
import { encodeGlb } from '../../export/write-glb';
import { formatObj } from '../../export/write-obj';
import { encodePly } from '../../export/write-ply';
import { cropFromFrameOf } from '../../geometry/align-crop';
import { workingCropSize } from '../../geometry/canonical-crop';
import { expressedShape } from '../../geometry/shape';
import { sampleVertexColours } from '../../reconstruct/vertex-colours';
import { meshOf } from '../../render/person-mesh';
import type { FaceExportRequest } from '../resource-answer';
import type { StudioClip } from '../studio-clips';
import { clipEndings, isClipFormat, writeClipFormat, type ClipFormat } from './clip-export';
import type { ClipTables } from './clip-tables';
import type { DownloadShelf } from './download-shelf';
import { readPersonFace } from './person-meshes';
import { textureSize, type PersonPictures } from './person-pictures';
import { NotAnalysed, NotThere } from './refusals';

const frontalSize = 1024;

/** What is of one frame, or the same in all. */
type FrameFormat = Exclude<FaceExportFormat, ClipFormat>;
type FrameExportRequest = FaceExportRequest & { readonly format: FrameFormat };

/** After the frame's number. */
const endings: Readonly<Record<FrameFormat, string>> = {
  obj: '.obj',
  glb: '.glb',
  ply: '.ply',
  'frontal-png': '-frontal.png',
  'texture-png': '-texture.png',
  'coefficients-json': '.json',
};

export interface FaceExportParts {
  readonly engine: Pick<EngineParts, 'faceModel'>;
  readonly tables: ClipTables;
  readonly pictures: PersonPictures;
  readonly shelf: DownloadShelf;
}

/**
 * Writes a person's face with the expression of a frame (of their best one where they are not seen) for taking away.
 * @throws StudioError `usage` where the clip is not analysed or there is no such person
 */
export async function exportFace(
  parts: FaceExportParts,
  clip: StudioClip,
  request: FaceExportRequest,
  signal: AbortSignal,
): Promise<{ path: string; name: string }> {
  const person = clip.project?.people.find(({ id }) => id === request.personId);
  if (person === undefined) {
    throw new StudioError(
      'usage',
      'There is no such person in this clip, or it is not analysed yet. Wait for the analysis to end.',
    );
  }
  const stem = path.basename(clip.input, path.extname(clip.input));
  const named = clip.people.find(({ id }) => id === person.id)?.name ?? person.name;
  if (isClipFormat(request.format)) {
    const { format } = request;
    const name = `${stem}-${named}${clipEndings[format]}`;
    const write = (file: string): Promise<void> =>
      writeClipFormat(parts, clip, person.id, format, file, signal);
    return { path: await parts.shelf.add(name, write), name };
  }
  const moment = request.expression === 'neutral' ? 'neutral' : request.frame;
  const name = `${stem}-${named}-${moment}${endings[request.format]}`;
  const wanted = { ...request, format: request.format };
  const content = await contentOf(parts, clip, wanted, person.bestFrame, signal);
  const shelved = await parts.shelf.add(name, (file) => writeAtomically(file, content));
  return { path: shelved, name };
}

async function contentOf(
  parts: FaceExportParts,
  clip: StudioClip,
  request: FrameExportRequest,
  bestFrame: number,
  signal: AbortSignal,
): Promise<string | Uint8Array> {
  const { personId, format } = request;
  const { project } = clip;
  if (project === undefined) throw new NotAnalysed();
  if (format === 'frontal-png') return parts.pictures.frontalPng(clip, personId, frontalSize, signal);
  const texture = async () =>
    (await parts.pictures.paint(clip, personId, 'texture', textureSize, signal)).image;
  if (format === 'texture-png') return encodePng(await texture());
  const model = await parts.engine.faceModel(project.faceModel.id);
  const { person, fit, fivePoints } = await parts.tables.use(clip, async (tables) => {
    try {
      return await readPersonFace(tables, personId, request.frame);
    } catch (error) {
      if (!(error instanceof NotThere)) throw error;
      return readPersonFace(tables, personId, bestFrame);
    }
  });
  if (format === 'coefficients-json') {
    const cropFromFrame = cropFromFrameOf(fivePoints, workingCropSize);
    const { camera } = project;
    return formatCoefficients({ model, identity: person, fit, camera, cropFromFrame, fivePoints });
  }
  const skin = await texture();
  const vertices = meshOf(model, person).neutral.slice();
  if (request.expression !== 'neutral') expressedShape(model, vertices, fit.expression, vertices);
  const mesh: ExportMesh = {
    vertices,
    triangles: model.triangles,
    colours: sampleVertexColours(model, skin),
    uv: model.uv,
    ...(format === 'glb' ? { texture: skin } : {}),
  };
  switch (format) {
    case 'glb':
      return encodeGlb(mesh);
    case 'obj':
      return formatObj(mesh);
    case 'ply':
      return encodePly(mesh);
  }
}
