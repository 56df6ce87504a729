import { bytes, join, number, text } from './onnx-bytes';

/**
 * A small network written on the spot, to try an execution provider: four 3x3 convolutions with ReLU,
 * 64 channels, 128x128 pixels (2.4 GMAC: some 25 ms on a CPU core, 1-10 ms on a GPU, far more in a software GPU).
 * The encoding is ONNX's protobuf schema (onnx.proto3), only the fields needed here.
 */
export const probeShape: readonly number[] = [1, 64, 128, 128];
const layers = 4;
const channels = 64;

export function probeModel(): Uint8Array {
  const weights: Uint8Array[] = [];
  const nodes: Uint8Array[] = [];
  for (let i = 0; i < layers; i++) {
    weights.push(initializer(`w${i}`, [channels, channels, 3, 3], convolutionWeights(i)));
    nodes.push(node('Conv', [i === 0 ? 'x' : `r${i - 1}`, `w${i}`], `c${i}`, [[1, 1, 1, 1]]));
    nodes.push(node('Relu', [`c${i}`], i === layers - 1 ? 'y' : `r${i}`, []));
  }
  const graph = [
    ...nodes.map((n) => bytes(1, n)), // GraphProto.node
    text(2, 'probe'),
    ...weights.map((w) => bytes(5, w)), // GraphProto.initializer
    bytes(11, valueInfo('x')),
    bytes(12, valueInfo('y')),
  ];
  const opset = bytes(8, join([text(1, ''), number(2, 17)])); // ModelProto.opset_import
  return join([number(1, 8), opset, bytes(7, join(graph))]); // ir_version 8, graph
}

/** The same input on every device: [1, 64, 128, 128], -1..1. */
export function probeInput(): Float32Array {
  const random = sequence(1);
  return Float32Array.from({ length: probeShape.reduce((p, n) => p * n, 1) }, () => random());
}

/** He et al. 2015 scaling (uniform), so that values keep their size through the layers. */
function convolutionWeights(seed: number): Float32Array {
  const random = sequence(seed + 2);
  const bound = Math.sqrt(6 / (channels * 9));
  return Float32Array.from({ length: channels * channels * 9 }, () => random() * bound);
}

/** Numerical Recipes' linear congruential generator, mapped to -1..1. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function node(type: string, inputs: string[], output: string, pads: number[][]): Uint8Array {
  const attributes = pads.map((values) =>
    bytes(5, join([text(1, 'pads'), ...values.map((v) => number(8, v)), number(20, 7)])),
  );
  return join([...inputs.map((name) => text(1, name)), text(2, output), text(4, type), ...attributes]);
}

function initializer(name: string, dims: number[], data: Float32Array): Uint8Array {
  const raw = new Uint8Array(data.buffer);
  return join([...dims.map((d) => number(1, d)), number(2, 1), text(8, name), bytes(9, raw)]);
}

function valueInfo(name: string): Uint8Array {
  const shape = join(probeShape.map((d) => bytes(1, number(1, d))));
  const tensorType = join([number(1, 1), bytes(2, shape)]);
  return join([text(1, name), bytes(2, bytes(1, tensorType))]);
}
