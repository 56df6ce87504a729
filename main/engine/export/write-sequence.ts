import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toCamera } from '../geometry/projection';
import { expressedShape } from '../geometry/shape';
import type { ExportMesh } from './export-mesh';
import type { ClipFace, SeenFace } from './frame-record';
import { fillFolderAtomically } from './write-atomically';
import { formatObj } from './write-obj';
import { encodePly } from './write-ply';

/** Digits of the number in a file's name: more than ten hours at 25 frames a second need no more. */
const digits = 6;

/**
 * Writes a mesh with vertex colours for every frame that shows the person, `000001.obj` (or .ply) being the range's first
 * frame: posed as the frame's camera sees it, mm, camera space (x right, y up, z towards the viewer). The folder takes its
 * name when it is whole, and replaces one of that name. One mesh is held at a time.
 * Errors: those of `writeAtomically`; what `frames` throws, after which nothing is left.
 * @param mesh the neutral face
 */
export async function writeSequence(
  folder: string,
  format: 'obj' | 'ply',
  face: ClipFace,
  mesh: ExportMesh,
  frames: AsyncIterable<SeenFace>,
  onFrame: () => void = () => undefined,
): Promise<void> {
  const vertices = new Float32Array(mesh.vertices.length);
  const { triangles, colours, uv } = mesh;
  await fillFolderAtomically(folder, async (temporary) => {
    for await (const { frame, fit } of frames) {
      expressedShape(face.model, mesh.vertices, fit.expression, vertices);
      toCamera(fit.pose, vertices, vertices);
      const posed: ExportMesh = { vertices, triangles, colours, uv };
      const name = `${String(frame + 1).padStart(digits, '0')}.${format}`;
      // Written plainly: the folder is what appears in one step.
      await writeFile(path.join(temporary, name), format === 'obj' ? formatObj(posed) : encodePly(posed));
      onFrame();
    }
  });
}
