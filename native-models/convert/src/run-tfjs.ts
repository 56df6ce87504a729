import '@tensorflow/tfjs-backend-cpu';
import { GraphModel as TfjsModel } from '@tensorflow/tfjs-converter';
import { tensor4d, tidy, transpose, type Tensor } from '@tensorflow/tfjs-core';
import type { Runner } from './face-pipeline';
import { recipes } from './model-recipes';
import { readGraphModel } from './read-graph-model';
import { sourceModel } from './sources';

/** Original output nodes behind each ONNX output; several are joined end to end. */
const ORIGINAL_OUTPUTS: Record<string, Record<string, string[]>> = {
  'blazeface-back': { boxes: ['Identity_2', 'Identity_3'], scores: ['Identity', 'Identity_1'] },
  'facemesh-attention': {
    face_score: ['Identity'],
    left_eye_xy: ['Identity_1'],
    left_iris_xy: ['Identity_2'],
    lips_xy: ['Identity_3'],
    mesh_xyz: ['Identity_4'],
    right_eye_xy: ['Identity_5'],
    right_iris_xy: ['Identity_6'],
  },
  mobileface: { embedding: ['batchnorm0/add_1'] },
};

/** Runs the original graphs on TensorFlow.js's plain JavaScript backend. Takes the same NCHW input. */
export function tfjsRunner(): Runner {
  const models = new Map<string, Promise<TfjsModel>>();
  const load = async (modelId: string) => {
    const { artifacts } = await readGraphModel(sourceModel(modelId));
    const model = new TfjsModel({ load: async () => artifacts });
    await model.load();
    return model;
  };
  return async (modelId, input) => {
    if (!models.has(modelId)) models.set(modelId, load(modelId));
    const model = await models.get(modelId)!;
    const { inputShape } = recipes.find(({ id }) => id === modelId)!;
    const [batch, height, width, channels] = inputShape;
    const outputs = ORIGINAL_OUTPUTS[modelId];
    const names = Object.values(outputs).flat();
    const tensors = tidy(() => {
      const image = transpose(tensor4d(input, [batch, channels, height, width]), [0, 2, 3, 1]);
      return model.execute({ [model.inputNodes[0]]: image }, names) as Tensor | Tensor[];
    });
    const list = Array.isArray(tensors) ? tensors : [tensors];
    const byName = new Map(names.map((name, index) => [name, list[index].dataSync() as Float32Array]));
    list.forEach((tensor) => tensor.dispose());
    return Object.fromEntries(
      Object.entries(outputs).map(([output, parts]) => [
        output,
        Float32Array.from(parts.flatMap((part) => [...byName.get(part)!])),
      ]),
    );
  };
}
