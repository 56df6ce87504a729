import { createPosedMesh, poseMesh, type PosedMesh } from '../../geometry/posed-mesh';
import { identitySimilarity } from '../../geometry/similarity';
import type { FaceModel } from '../../geometry/types';
import { unpackFit } from '../../people/fit-row';
import { faceColumns, personOfTrack, type Project } from '../../project/project-format';
import { preparePeople } from '../../render/chosen-people';
import type { FrameFace } from '../../render/frame-face';
import { meshOf, type RenderedPerson } from '../../render/person-mesh';
import type { OpenTables } from './clip-tables';
import { NotThere } from './refusals';

/** A person of the project as the render knows them. @throws NotThere */
export function renderedPerson(project: Project, personId: number): RenderedPerson {
  const person = preparePeople(project, new Set([personId])).get(personId);
  if (person === undefined) throw new NotThere();
  return person;
}

/** The person's face in a frame. @throws NotThere where they are not seen */
export async function readPersonFace(
  tables: OpenTables,
  personId: number,
  frame: number,
): Promise<FrameFace & { readonly box: Float32Array }> {
  const { project, layout, reader } = tables;
  if (frame >= reader.frameCount) throw new NotThere();
  const person = renderedPerson(project, personId);
  const persons = personOfTrack(project);
  for (const row of await reader.facesOf(frame)) {
    const track = row.face[faceColumns.track];
    if (persons.get(track) !== personId) continue;
    const { fit, fivePoints } = unpackFit(layout, row.fit);
    const box = row.face.subarray(faceColumns.left, faceColumns.bottom + 1);
    return { person, track, fit, fivePoints, confidence: row.face[faceColumns.confidence], box };
  }
  throw new NotThere();
}

const buffers = new WeakMap<FaceModel, PosedMesh>();

/** [V,3] mm, camera space, of the person's face as a frame shows it. */
export function posedVertices(model: FaceModel, face: FrameFace, project: Project): Float32Array {
  let mesh = buffers.get(model);
  if (mesh === undefined) buffers.set(model, (mesh = createPosedMesh(model)));
  poseMesh(model, meshOf(model, face.person).neutral, face.fit, project.camera, identitySimilarity, mesh);
  return mesh.inCamera;
}
