/** Prints the median milliseconds of each converted model on one thread. */
import { performance } from 'node:perf_hooks';
import { recipes } from './model-recipes';
import { onnxRunner } from './run-onnx';

const RUNS = 100;
const run = onnxRunner();
for (const { id, inputShape } of recipes) {
  const input = new Float32Array(inputShape.reduce((product, size) => product * size, 1)).fill(0.5);
  const times: number[] = [];
  for (let index = 0; index < RUNS; index++) {
    const start = performance.now();
    await run(id, input);
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  console.log(`${id.padEnd(20)} median ${times[RUNS / 2].toFixed(2)} ms, best ${times[0].toFixed(2)} ms`);
}
