import path from 'node:path';
import { encodePng } from './encode-picture';
import type { ExportMesh } from './export-mesh';
import { writeAtomically } from './write-atomically';

/**
 * Writes `<name>.obj`: `v x y z r g b` (mm, colours sRGB 0..1) and 1-based `f i j k`, as the ancestors did. With a
 * texture also `vt u v`, `f i/i j/j k/k`, `<name>.mtl` and `<name>.png` next to it.
 * @param file path of the .obj
 * @returns paths written, the .obj first. Errors: those of `writeAtomically`.
 */
export async function writeObj(file: string, mesh: ExportMesh): Promise<string[]> {
  if (mesh.texture === undefined) {
    await writeAtomically(file, formatObj(mesh));
    return [file];
  }
  const base = path.join(path.dirname(file), path.basename(file, path.extname(file)));
  await writeAtomically(`${base}.png`, await encodePng(mesh.texture));
  await writeAtomically(`${base}.mtl`, formatMaterial(`${path.basename(base)}.png`));
  await writeAtomically(file, formatObj(mesh, `${path.basename(base)}.mtl`));
  return [file, `${base}.mtl`, `${base}.png`];
}

/** The text of an OBJ file; `materialFile` adds texture coordinates and the reference to it. */
export function formatObj(mesh: ExportMesh, materialFile?: string): string {
  const { vertices, triangles, colours, uv = new Float32Array(0) } = mesh;
  const lines: string[] = [];
  if (materialFile !== undefined) lines.push(`mtllib ${materialFile}`);
  lines.push('o face');
  for (let i = 0; i < vertices.length; i += 3) {
    lines.push(
      `v ${short(vertices[i])} ${short(vertices[i + 1])} ${short(vertices[i + 2])} ` +
        `${short(colours[i])} ${short(colours[i + 1])} ${short(colours[i + 2])}`,
    );
  }
  if (materialFile !== undefined) {
    for (let i = 0; i < uv.length; i += 2) lines.push(`vt ${uv[i].toFixed(6)} ${uv[i + 1].toFixed(6)}`);
    lines.push('usemtl skin');
  }
  const corner = (index: number): string => (materialFile === undefined ? `${index}` : `${index}/${index}`);
  for (let i = 0; i < triangles.length; i += 3) {
    lines.push(
      `f ${corner(triangles[i] + 1)} ${corner(triangles[i + 1] + 1)} ${corner(triangles[i + 2] + 1)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function formatMaterial(textureFile: string): string {
  return ['newmtl skin', 'Ka 0 0 0', 'Kd 1 1 1', 'Ks 0 0 0', 'illum 1', `map_Kd ${textureFile}`, ''].join(
    '\n',
  );
}

/** Four decimals: a tenth of a micrometre, and finer than a level of colour. */
function short(value: number): string {
  return value.toFixed(4);
}
