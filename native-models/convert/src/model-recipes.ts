import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attentionOverrides, mergeLandmarks, refinedPoints, type Refinements } from './attention-regions';
import type { GraphConverter, Override, Value } from './convert-graph';
import { modelsFolder } from './paths';

/** Inputs, outputs and hand-written parts of one model. Shapes are ONNX's; images are NCHW. */
export type Recipe = {
  id: string;
  inputName: string;
  /** [batch, height, width, channels] */
  inputShape: number[];
  overrides?: () => Record<string, Override>;
  outputs: (convert: GraphConverter) => Record<string, Value>;
};

const LAYERS = 'StatefulPartitionedCall/functional_1';

/** Joins the 512 anchors of stride 16 and the 384 of stride 32. */
function joinAnchors(convert: GraphConverter, fine: string, coarse: string, shape: number[]): Value {
  const parts = [fine, coarse].map((name) => convert.plain(convert.value(name)));
  const joined = { name: convert.onnx.node('Concat', parts, { axis: 1 }), shape: [1, 896, shape.at(-1)!] };
  return shape.length === 3 && shape[2] > 1 ? joined : convert.reshape(joined, shape);
}

export const recipes: readonly Recipe[] = [
  {
    id: 'blazeface-back',
    inputName: 'image',
    inputShape: [1, 256, 256, 3],
    outputs: (convert) => ({
      boxes: joinAnchors(convert, 'Identity_2', 'Identity_3', [1, 896, 16]),
      scores: joinAnchors(convert, 'Identity', 'Identity_1', [1, 896]),
    }),
  },
  {
    id: 'facemesh-attention',
    inputName: 'image',
    inputShape: [1, 192, 192, 3],
    overrides: attentionOverrides,
    outputs: (convert) => {
      const path = join(modelsFolder, 'facemesh-attention', 'refinement-indices.json');
      const refinements: Refinements = JSON.parse(readFileSync(path, 'utf8')).refinements;
      const refined = Object.entries(refinedPoints).map(([name, node]) => {
        const value = convert.value(node);
        return [name, convert.reshape(value, [1, ...value.shape])];
      });
      return {
        landmarks: mergeLandmarks(convert, refinements),
        face_score: convert.value('Identity'),
        mesh_xyz: convert.reshape(convert.value(`${LAYERS}/output_mesh/BiasAdd`), [1, 468, 3]),
        ...Object.fromEntries(refined),
      };
    },
  },
  {
    id: 'mobileface',
    inputName: 'image',
    inputShape: [1, 112, 112, 3],
    outputs: (convert) => ({ embedding: convert.value('batchnorm0/add_1') }),
  },
];
