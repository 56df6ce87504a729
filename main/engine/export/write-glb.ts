import { Document, WebIO, type Accessor, type Mesh, type Node, type Primitive } from '@gltf-transform/core';
import { vertexNormals } from '../geometry/shape';
import { encodePng } from './encode-picture';
import type { ExportMesh } from './export-mesh';
import { writeAtomically } from './write-atomically';

/** Writes a binary glTF 2.0. Errors: those of `writeAtomically`. */
export async function writeGlb(file: string, mesh: ExportMesh): Promise<void> {
  await writeAtomically(file, await encodeGlb(mesh));
}

/**
 * A GLB of one mesh, in metres, y up, z towards the viewer (glTF's own axes), with normals, texture coordinates (v down)
 * and a matte material: the texture where there is one, else the vertices' colours (linear, as COLOR_0 is defined).
 */
export async function encodeGlb(mesh: ExportMesh): Promise<Uint8Array> {
  const { document } = await meshDocument(mesh);
  // NodeIO would import node:fs on its own; nothing is read or written here.
  return new WebIO().writeBinary(document);
}

/** A glTF document that shows one mesh at the origin, and the parts of it that more can be added to. */
export interface MeshDocument {
  readonly document: Document;
  readonly node: Node;
  readonly mesh: Mesh;
  readonly primitive: Primitive;
  /** [V,3] unit. */
  readonly normals: Float32Array;
  /** An accessor in the document's only buffer. */
  readonly accessor: (
    type: 'VEC2' | 'VEC3' | 'SCALAR',
    array: Float32Array | Uint16Array | Uint32Array,
  ) => Accessor;
}

/** See `encodeGlb`. */
export async function meshDocument(mesh: ExportMesh): Promise<MeshDocument> {
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (
    type: 'VEC2' | 'VEC3' | 'SCALAR',
    array: Float32Array | Uint16Array | Uint32Array,
  ): Accessor => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);

  const normals = new Float32Array(mesh.vertices.length);
  vertexNormals(mesh.triangles, mesh.vertices, normals);
  fillMissing(normals);
  const primitive = document
    .createPrimitive()
    .setIndices(accessor('SCALAR', mesh.triangles.slice()))
    .setAttribute(
      'POSITION',
      accessor(
        'VEC3',
        mesh.vertices.map((mm) => mm / 1000),
      ),
    )
    .setAttribute('NORMAL', accessor('VEC3', normals));
  if (mesh.uv !== undefined) {
    const uv = mesh.uv.map((value, i) => (i % 2 === 1 ? 1 - value : value));
    primitive.setAttribute('TEXCOORD_0', accessor('VEC2', uv));
  }
  const material = document.createMaterial('skin').setMetallicFactor(0).setRoughnessFactor(0.9);
  if (mesh.texture !== undefined) {
    material.setBaseColorTexture(
      document
        .createTexture('albedo')
        .setMimeType('image/png')
        .setImage(await encodePng(mesh.texture)),
    );
  } else {
    primitive.setAttribute('COLOR_0', accessor('VEC3', mesh.colours.map(linearFromSrgb)));
  }
  primitive.setMaterial(material);
  const face = document.createMesh('face').addPrimitive(primitive);
  const node = document.createNode('face').setMesh(face);
  document.getRoot().setDefaultScene(document.createScene('face').addChild(node));
  document.getRoot().getAsset().generator = 'Facet Studio';
  return { document, node, mesh: face, primitive, normals, accessor };
}

/** Vertices of no triangle have no normal; glTF wants unit length everywhere. */
function fillMissing(normals: Float32Array): void {
  for (let i = 0; i < normals.length; i += 3) {
    if (normals[i] === 0 && normals[i + 1] === 0 && normals[i + 2] === 0) normals[i + 2] = 1;
  }
}

/** IEC 61966-2-1. */
function linearFromSrgb(value: number): number {
  const v = Math.min(1, Math.max(0, value));
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}
