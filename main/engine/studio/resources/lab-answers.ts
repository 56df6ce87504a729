import path from 'node:path';
import { pictureFile, versionName } from '../../lab/picture-files';
import { labReport, type LabStore } from '../lab/lab-store';
import type { ResourceAnswer, ResourceRequest } from '../resource-answer';
import { jsonAnswer } from './answers';
import { NotThere } from './refusals';
import type { Resource } from './resource-path';
import { fileAnswer } from './result-file';

type LabResource = Extract<Resource, { kind: 'labReport' | 'labPicture' | 'labFile' }>;

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
  const picture = figures.pictures.at(resource.picture);
  const { version } = resource;
  const method = version === undefined ? undefined : figures.methods.at(version.method);
  if (picture === undefined || (version !== undefined && method === undefined)) throw new NotThere();
  const name =
    version === undefined || method === undefined ? 'sharp' : versionName(version.factor, method.name);
  const file = path.join(folder, 'pictures', pictureFile(resource.picture, picture.name, name));
  return { ...(await fileAnswer(file, range)), cache: 'immutable' };
}
