import { join } from 'node:path';
import ort from 'onnxruntime-node';
import type { Runner } from './face-pipeline';
import { recipes } from './model-recipes';
import { modelsFolder } from './paths';

/** Runs the converted models on one thread of the CPU provider. */
export function onnxRunner(): Runner {
  const sessions = new Map<string, Promise<ort.InferenceSession>>();
  return async (modelId, input) => {
    const { inputName, inputShape } = recipes.find(({ id }) => id === modelId)!;
    if (!sessions.has(modelId)) {
      const path = join(modelsFolder, modelId, `${modelId}.onnx`);
      sessions.set(
        modelId,
        ort.InferenceSession.create(path, { intraOpNumThreads: 1, interOpNumThreads: 1 }),
      );
    }
    const session = await sessions.get(modelId)!;
    const [batch, height, width, channels] = inputShape;
    const feeds = { [inputName]: new ort.Tensor('float32', input, [batch, channels, height, width]) };
    const results = await session.run(feeds);
    return Object.fromEntries(
      Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]),
    );
  };
}
