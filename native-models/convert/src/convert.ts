/** Writes native-models/<id>/<id>.onnx for each model, or for those named on the command line. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphConverter } from './convert-graph';
import { recipes } from './model-recipes';
import { OnnxWriter } from './onnx-writer';
import { modelsFolder, sha256 } from './paths';
import { readGraphModel } from './read-graph-model';
import { SOURCE_PACKAGE, sourceModel } from './sources';

const wanted = process.argv.slice(2);
for (const recipe of recipes) {
  if (wanted.length > 0 && !wanted.includes(recipe.id)) continue;
  const source = sourceModel(recipe.id);
  const graph = await readGraphModel(source);
  const onnx = new OnnxWriter();
  const convert = new GraphConverter(graph, onnx, recipe.overrides?.());
  convert.imageInput(recipe.inputName, recipe.inputShape);
  for (const [name, value] of Object.entries(recipe.outputs(convert)))
    onnx.output(name, value.shape, value.name);
  const bytes = onnx.encode(recipe.id, {
    source: `${SOURCE_PACKAGE.name}@${SOURCE_PACKAGE.version} models/${source.stem}.json`,
    source_weights_sha256: source.weightsSha256,
  });
  const folder = join(modelsFolder, recipe.id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${recipe.id}.onnx`), bytes);
  console.log(`${recipe.id}.onnx  ${(bytes.length / 1e6).toFixed(2)} MB  sha256 ${sha256(bytes)}`);
}
