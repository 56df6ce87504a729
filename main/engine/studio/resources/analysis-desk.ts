import {
  curveColumns,
  type FaceModelInfo,
  type PersonFit,
} from '../../../../preload/contract/studio/resources';
import type { EngineParts } from '../../engine-parts';
import type { ResourceAnswer } from '../resource-answer';
import type { StudioClip } from '../studio-clips';
import { meshOf } from '../../render/person-mesh';
import type { Project } from '../../project/project-format';
import type { SurfacePoints } from '../../geometry/types';
import { chooseRestorer } from '../../enhance/choose-restorer';
import { isShownSkin } from '../../enhance/restore-crop';
import { createRgbImage } from '../../pixels/image';
import { bytesAnswer, jsonAnswer, tableAnswer } from './answers';
import type { ClipTables } from './clip-tables';
import { readFrameFaces } from './frame-faces';
import type { FrameLibrary } from './frame-library';
import { readCurves, readExpressions } from './person-curves';
import { posedVertices, readPersonFace, renderedPerson } from './person-meshes';
import { drawPrior } from './prior-picture';
import { NotAnalysed, NotThere } from './refusals';
import type { Resource } from './resource-path';
import type { Wardrobe } from './wardrobe';

type AnalysisResource = Extract<
  Resource,
  { kind: 'faces' | 'curves' | 'expressions' | 'fit' | 'mesh' | 'neutralMesh' | 'prior' }
>;

export interface AnalysisDeskParts {
  readonly parts: EngineParts;
  readonly tables: ClipTables;
  readonly frames: FrameLibrary;
  readonly wardrobe: Wardrobe;
}

/**
 * Answers what comes from a clip's analysis. None of it is kept by browsers: an edit of who is who gives the same
 * address another meaning.
 */
export class AnalysisDesk {
  constructor(private readonly desk: AnalysisDeskParts) {}

  async faceModel(
    kind: Extract<Resource['kind'], 'faceModel' | 'triangles' | 'uv' | 'regions' | 'landmarks'>,
    clip: StudioClip | undefined,
  ): Promise<ResourceAnswer> {
    const model = await this.desk.parts.faceModel(clip?.project?.faceModel.id);
    switch (kind) {
      case 'faceModel': {
        const info: FaceModelInfo = {
          name: model.name,
          version: model.version,
          vertexCount: model.vertexCount,
          triangleCount: model.triangles.length / 3,
          expressionNames: model.expressionNames,
          shapeModes: model.identityModes,
          albedoModes: model.albedoModes,
          regionNames: model.regionNames,
        };
        return jsonAnswer(info, 'no-store');
      }
      case 'triangles':
        return bytesAnswer('application/octet-stream', bytesOf(model.triangles), 'no-store');
      case 'uv':
        return bytesAnswer('application/octet-stream', bytesOf(model.uv), 'no-store');
      case 'regions':
        return bytesAnswer('application/octet-stream', model.region, 'no-store');
      case 'landmarks':
        return tableAnswer(surfacePointColumns, surfacePointTable(model.landmarks478), 'no-store');
    }
  }

  /** @throws NotAnalysed, NotThere */
  async answer(clip: StudioClip, resource: AnalysisResource, signal: AbortSignal): Promise<ResourceAnswer> {
    const { parts, tables } = this.desk;
    const { project } = clip;
    if (project === undefined) throw new NotAnalysed();
    if (resource.kind === 'faces') {
      const faces = await tables.use(clip, (open) => readFrameFaces(open, clip.people, resource.frame));
      return jsonAnswer(faces, 'no-store');
    }
    const { personId } = resource;
    if (!project.people.some(({ id }) => id === personId)) throw new NotThere();
    switch (resource.kind) {
      case 'curves': {
        const values = await tables.use(clip, (open) => readCurves(open, personId, resource.points));
        return tableAnswer(curveColumns.length, values, 'no-store');
      }
      case 'expressions': {
        const values = await tables.use(clip, (open) => readExpressions(open, personId, resource.points));
        return tableAnswer(project.faceModel.expressionNames.length, values, 'no-store');
      }
      case 'fit':
        return jsonAnswer(fitOf(project, personId), 'no-store');
      case 'neutralMesh': {
        const { neutral } = meshOf(
          await parts.faceModel(project.faceModel.id),
          renderedPerson(project, personId),
        );
        return tableAnswer(3, neutral, 'no-store');
      }
      case 'mesh': {
        const model = await parts.faceModel(project.faceModel.id);
        const face = await tables.use(clip, (open) => readPersonFace(open, personId, resource.frame));
        return tableAnswer(3, posedVertices(model, face, project), 'no-store');
      }
      case 'prior': {
        const face = await tables.use(clip, (open) => readPersonFace(open, personId, resource.frame));
        const { task, prior, model } = clip.settings;
        const moving = clip.media.kind !== 'image';
        const restorer = chooseRestorer(await parts.models.entries(), task, prior, model, moving);
        const textures = isShownSkin(restorer, prior)
          ? await this.desk.wardrobe.of(clip, project, signal)
          : undefined;
        const texture = textures?.get(personId);
        const dressed = { ...face, person: { ...face.person, texture } };
        // Skin is shifted to where the picture shows it; nothing else that is drawn depends on the picture.
        const image =
          texture === undefined
            ? createRgbImage(1, 1)
            : await this.desk.frames.ofClip(clip, resource.frame, signal);
        const picture = await drawPrior(
          parts,
          clip,
          project,
          restorer,
          dressed,
          image,
          resource.layer,
          signal,
        );
        return bytesAnswer('image/png', picture, 'no-store');
      }
    }
  }
}

function fitOf(project: Project, personId: number): PersonFit {
  const person = project.people.find(({ id }) => id === personId);
  if (person === undefined) throw new NotThere();
  return {
    shape: person.shape,
    albedo: person.albedo,
    reprojectionError: person.reprojectionError,
    camera: project.camera,
    frameWidth: project.media.displayWidth,
    frameHeight: project.media.displayHeight,
  };
}

function bytesOf(values: Uint16Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Triangle, three barycentric weights, trust. */
const surfacePointColumns = 5;

function surfacePointTable({ count, triangle, barycentric, weight }: SurfacePoints): Float32Array {
  const table = new Float32Array(count * surfacePointColumns);
  for (let i = 0; i < count; i++) {
    table.set([triangle[i], ...barycentric.subarray(i * 3, i * 3 + 3), weight[i]], i * surfacePointColumns);
  }
  return table;
}
