import type { ConstantTensor, GraphModel, GraphNode } from './read-graph-model';
import { decodeBase64, integers, textAttribute } from './read-graph-model';
import type { OnnxWriter } from './onnx-writer';

/**
 * One value of the graph. `shape` is always TensorFlow's, so images are
 * [1, height, width, channels]; the ONNX tensor behind an image is NCHW and
 * is turned back only where a node has to see the original order.
 */
export type Value = { name: string; shape: number[] };

/** Replaces the sub-graph that ends in a node by something written by hand. */
export type Override = (convert: GraphConverter) => Value;

const isImage = (shape: readonly number[]) => shape.length === 4;

/**
 * Turns a TFJS graph into ONNX nodes, from the outputs backwards, so that
 * nodes nobody needs are never visited.
 */
export class GraphConverter {
  private readonly values = new Map<string, Value>();
  private readonly plainNames = new Map<string, string>();

  constructor(
    readonly graph: GraphModel,
    readonly onnx: OnnxWriter,
    private readonly overrides: Readonly<Record<string, Override>> = {},
  ) {}

  /** Declares the image input as NCHW. */
  imageInput(name: string, [batch, height, width, channels]: number[]): void {
    this.onnx.input(name, [batch, channels, height, width]);
    this.values.set(this.graph.input.name, { name, shape: [batch, height, width, channels] });
  }

  value(nodeName: string): Value {
    let value = this.values.get(nodeName);
    if (!value) {
      const override = this.overrides[nodeName];
      value = override ? override(this) : this.convert(this.graph.node(nodeName));
      this.values.set(nodeName, value);
    }
    return value;
  }

  /** The value's ONNX name with its elements in TensorFlow's order. */
  plain(value: Value): string {
    const [, height, width] = value.shape;
    // One pixel, or no image: both layouts hold the same sequence of numbers.
    if (!isImage(value.shape) || height * width === 1 || value.shape[3] === 1) return value.name;
    let name = this.plainNames.get(value.name);
    if (!name) {
      name = this.onnx.node('Transpose', [value.name], { perm: [0, 2, 3, 1] });
      this.plainNames.set(value.name, name);
    }
    return name;
  }

  reshape(value: Value, shape: number[]): Value {
    return {
      name: this.onnx.node('Reshape', [this.plain(value), this.onnx.int64([shape.length], shape)]),
      shape,
    };
  }

  private convert(node: GraphNode): Value {
    switch (node.op) {
      case 'Identity':
        return this.value(node.inputs[0]);
      case 'Conv2D':
      case '_FusedConv2D':
        return this.convolution(node);
      case 'DepthwiseConv2dNative':
        return this.convolution(node);
      case 'MaxPool':
        return this.maxPool(node);
      case 'Relu':
      case 'Sigmoid':
        return this.elementwise(node.op, [node.inputs[0]]);
      case 'Prelu':
        return this.prelu(this.value(node.inputs[0]), this.required(node.inputs[1]));
      case 'AddV2':
        return this.preluWrittenOut(node) ?? this.denseWithNorm(node) ?? this.elementwise('Add', node.inputs);
      case 'Sub':
        return this.elementwise('Sub', node.inputs);
      case 'Mul':
        return this.elementwise('Mul', node.inputs);
      case 'Pad':
        return this.channelPad(node);
      case 'Reshape': {
        const input = this.value(node.inputs[0]);
        return this.reshape(input, resolveShape(this.required(node.inputs[1]), input.shape));
      }
      default:
        throw new Error(`no rule converts ${node.op} (${node.name})`);
    }
  }

  private required(name: string): ConstantTensor {
    const constant = this.graph.constant(name);
    if (!constant) throw new Error(`${name} should be a constant`);
    return constant;
  }

  private convolution(node: GraphNode): Value {
    const { input, pads: spatialPads } = this.withoutSpatialPad(node.inputs[0]);
    const weights = this.required(node.inputs[1]);
    const depthwise = node.op === 'DepthwiseConv2dNative';
    const [kernelHeight, kernelWidth] = weights.shape;
    const channels = input.shape[3];
    const outputChannels = depthwise ? channels * weights.shape[3] : weights.shape[3];
    const window = slidingWindow(node, input.shape, [kernelHeight, kernelWidth], spatialPads);
    const inputs = [input.name, this.onnx.float(...kernelOihw(weights, depthwise))];
    const fused = (node.attributes.fused_ops?.list?.s ?? []).map(decodeBase64);
    if (fused.includes('BiasAdd'))
      inputs.push(this.onnx.float([outputChannels], this.required(node.inputs[2]).values));
    const name = this.onnx.node('Conv', inputs, {
      kernel_shape: [kernelHeight, kernelWidth],
      strides: window.strides,
      pads: window.pads,
      group: depthwise ? channels : 1,
    });
    const value = { name, shape: [input.shape[0], ...window.outputSize, outputChannels] };
    if (fused.includes('Prelu')) return this.prelu(value, this.required(node.inputs[3]));
    if (fused.includes('Relu')) return { ...value, name: this.onnx.node('Relu', [name]) };
    return value;
  }

  /** A Pad of rows and columns right before a convolution becomes the convolution's own padding. */
  private withoutSpatialPad(name: string): { input: Value; pads?: number[] } {
    const node = this.graph.node(name);
    if (node.op !== 'Pad') return { input: this.value(name) };
    const amounts = this.required(node.inputs[1]).values;
    if (amounts[6] || amounts[7]) return { input: this.value(name) };
    const [, , top, bottom, left, right] = amounts;
    return { input: this.value(node.inputs[0]), pads: [top, left, bottom, right] };
  }

  private maxPool(node: GraphNode): Value {
    const input = this.value(node.inputs[0]);
    const kernel = integers(node, 'ksize').slice(1, 3);
    const window = slidingWindow(node, input.shape, kernel);
    const name = this.onnx.node('MaxPool', [input.name], {
      kernel_shape: kernel,
      strides: window.strides,
      pads: window.pads,
    });
    return { name, shape: [input.shape[0], ...window.outputSize, input.shape[3]] };
  }

  private prelu(input: Value, slope: ConstantTensor): Value {
    return {
      ...input,
      name: this.onnx.node('PRelu', [input.name, this.onnx.float([slope.values.length, 1, 1], slope.values)]),
    };
  }

  /** max(0, x) + slope * min(0, x), as MXNet exports write a PReLU. */
  private preluWrittenOut(node: GraphNode): Value | undefined {
    const positive = this.graph.node(node.inputs[0]);
    const scaled = this.graph.node(node.inputs[1]);
    if (positive.op !== 'Maximum' || scaled.op !== 'Mul') return undefined;
    const negative = this.graph.node(scaled.inputs[1]);
    if (negative.op !== 'Minimum' || negative.inputs[1] !== positive.inputs[1]) return undefined;
    return this.prelu(this.value(positive.inputs[1]), this.required(scaled.inputs[0]));
  }

  /** x W * scale + shift: a dense layer with its batch normalisation folded in. */
  private denseWithNorm(node: GraphNode): Value | undefined {
    const scaled = this.graph.node(node.inputs[0]);
    const product = scaled.op === 'Mul' ? this.graph.node(scaled.inputs[0]) : undefined;
    if (product?.op !== 'MatMul') return undefined;
    const input = this.value(product.inputs[0]);
    const weights = this.required(product.inputs[1]);
    const scale = this.required(scaled.inputs[1]).values;
    const shift = this.required(node.inputs[1]).values;
    const [rows, columns] = weights.shape;
    const folded = Float32Array.from(weights.values, (weight, index) => weight * scale[index % columns]);
    const inputs = [input.name, this.onnx.float([rows, columns], folded), this.onnx.float([columns], shift)];
    return { name: this.onnx.node('Gemm', inputs), shape: [input.shape[0], columns] };
  }

  private elementwise(op: string, inputs: string[]): Value {
    const shapes: number[][] = [];
    const names = inputs.map((input) => {
      const constant = this.graph.constant(input);
      if (constant) {
        const count = constant.values.length;
        if (count > 1) throw new Error(`${op} with a constant of ${count} numbers has no rule`);
        return this.onnx.float([], constant.values);
      }
      const value = this.value(input);
      shapes.push(value.shape);
      return value.name;
    });
    return { name: this.onnx.node(op, names), shape: shapes[0] };
  }

  /** Appends empty channels, as the residual branches of MediaPipe's networks do. */
  private channelPad(node: GraphNode): Value {
    const input = this.value(node.inputs[0]);
    const amounts = Array.from(this.required(node.inputs[1]).values);
    if (amounts.slice(0, 7).some((amount) => amount !== 0))
      throw new Error(`${node.name} pads more than channels`);
    const [batch, height, width, channels] = input.shape;
    const pads = this.onnx.int64([8], [0, 0, 0, 0, 0, amounts[7], 0, 0]);
    return {
      name: this.onnx.node('Pad', [input.name, pads]),
      shape: [batch, height, width, channels + amounts[7]],
    };
  }
}

/** [height, width, in, out] (or [height, width, channels, 1]) to ONNX's [out, in, height, width]. */
function kernelOihw({ shape, values }: ConstantTensor, depthwise: boolean): [number[], Float32Array] {
  const [height, width, inputs, outputs] = shape;
  const out = new Float32Array(values.length);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        const row = depthwise ? input * outputs + output : output * inputs + input;
        out[row * height * width + pixel] = values[(pixel * inputs + input) * outputs + output];
      }
    }
  }
  return [depthwise ? [inputs * outputs, 1, height, width] : [outputs, inputs, height, width], out];
}

/** Strides, ONNX pads [top, left, bottom, right] and output size; TensorFlow's SAME puts the odd pixel at the end. */
function slidingWindow(node: GraphNode, shape: number[], kernel: number[], extraPads = [0, 0, 0, 0]) {
  const strides = integers(node, 'strides').slice(1, 3);
  const same = textAttribute(node, 'padding') === 'SAME';
  const pads = [...extraPads];
  const outputSize = strides.map((stride, axis) => {
    const size = shape[axis + 1] + extraPads[axis] + extraPads[axis + 2];
    if (!same) return Math.floor((size - kernel[axis]) / stride) + 1;
    const output = Math.ceil(size / stride);
    const missing = Math.max(0, (output - 1) * stride + kernel[axis] - size);
    pads[axis] += Math.floor(missing / 2);
    pads[axis + 2] += Math.ceil(missing / 2);
    return output;
  });
  return { strides, pads, outputSize };
}

function resolveShape(wanted: ConstantTensor, from: number[]): number[] {
  const shape = Array.from(wanted.values);
  const total = from.reduce((product, size) => product * size, 1);
  const known = shape.reduce((product, size) => (size < 0 ? product : product * size), 1);
  return shape.map((size) => (size < 0 ? total / known : size));
}
