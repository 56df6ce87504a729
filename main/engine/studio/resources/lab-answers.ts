import path from 'node:path';
import type { LabFigures } from '../../../../preload/contract/lab';
import { clipPicture, pictureFile, versionName } from '../../lab/picture-files';
import { labReport, type LabStore } from '../lab/lab-store';
import type { ResourceAnswer, ResourceRequest } from '../resource-answer';
import { jsonAnswer } from './answers';
import { NotThere } from './refusals';
import type { Resource } from './resource-path';
import { fileAnswer } from './result-file';

type LabResource = Extract<Resource, { kind: 'labReport' | 'labPicture' | 'labClipPicture' | 'labFile' }>;

/** A finished run's figures, pictures and files. @throws NotThere */
export async function answerLab(
  store: LabStore,
  resource: LabResource,
  range: ResourceRequest['range'],
): Promise<ResourceAnswer> {
  const folder = store.folderOf(resource.runId);
  if (resource.kind === 'labFile') {
    return fileAnswer(path.join(folder, resource.file), range, `facet-lab-${resource.file}`);
  }
  const figures = await store.figures(resource.runId).catch(() => {
    throw new NotThere();
  });
  // A run never changes.
  if (resource.kind === 'labReport') return jsonAnswer(labReport(figures));
  const file = path.join(folder, 'pictures', pictureOf(figures, resource));
  return { ...(await fileAnswer(file, range)), cache: 'immutable' };
}

function pictureOf(
  figures: LabFigures,
  resource: Extract<LabResource, { kind: 'labPicture' | 'labClipPicture' }>,
): string {
  const methodAt = (place: number): string => {
    const method = figures.methods.at(place);
    if (method === undefined) throw new NotThere();
    return method.name;
  };
  if (resource.kind === 'labClipPicture') {
    const face = figures.clips?.faces.at(resource.face);
    if (face === undefined) throw new NotThere();
    const { method } = resource;
    return clipPicture(resource.face, face.name, method === undefined ? 'sharp' : methodAt(method));
  }
  const picture = figures.pictures.at(resource.picture);
  if (picture === undefined) throw new NotThere();
  const { version } = resource;
  const name = version === undefined ? 'sharp' : versionName(version.factor, methodAt(version.method));
  return pictureFile(resource.picture, picture.name, name);
}
