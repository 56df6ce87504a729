import onnxProto, { type onnx as Onnx } from 'onnx-proto';

const { onnx } = onnxProto;

export const OPSET = 17;
/** IR version that came with opset 17 (ONNX 1.12). */
const IR_VERSION = 8;
const FLOAT = onnx.TensorProto.DataType.FLOAT;

type AttributeValue = number | string | number[] | { float: number };

/** Collects nodes and weights, then writes one ONNX file. Values are referred to by name. */
export class OnnxWriter {
  private readonly nodes: Onnx.INodeProto[] = [];
  private readonly initializers: Onnx.ITensorProto[] = [];
  private readonly inputs: Onnx.IValueInfoProto[] = [];
  private readonly outputs: Onnx.IValueInfoProto[] = [];
  private readonly constantNames = new Map<string, string>();
  private counter = 0;

  /** Appends a node with one output and returns the output's name. */
  node(op: string, inputs: string[], attributes: Record<string, AttributeValue> = {}, name?: string): string {
    const output = name ?? `${op.toLowerCase()}_${this.counter++}`;
    this.nodes.push({
      opType: op,
      name: output,
      input: inputs,
      output: [output],
      attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    });
    return output;
  }

  float(shape: number[], values: ArrayLike<number>): string {
    return this.constant(shape, Float32Array.from(values), FLOAT);
  }

  int64(shape: number[], values: ArrayLike<number>): string {
    return this.constant(
      shape,
      BigInt64Array.from(Array.from(values, BigInt)),
      onnx.TensorProto.DataType.INT64,
    );
  }

  input(name: string, shape: number[]): string {
    this.inputs.push(valueInfo(name, shape));
    return name;
  }

  output(name: string, shape: number[], value: string): void {
    this.node('Identity', [value], {}, name);
    this.outputs.push(valueInfo(name, shape));
  }

  encode(graphName: string, metadata: Record<string, string>): Uint8Array {
    const model: Onnx.IModelProto = {
      irVersion: IR_VERSION,
      producerName: 'facet-native-models-convert',
      opsetImport: [{ domain: '', version: OPSET }],
      graph: {
        name: graphName,
        node: this.nodes,
        initializer: this.initializers,
        input: this.inputs,
        output: this.outputs,
      },
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    };
    const problem = onnx.ModelProto.verify(model);
    if (problem) throw new Error(`the ONNX model is malformed: ${problem}`);
    return onnx.ModelProto.encode(model).finish();
  }

  /** Equal constants are stored once. */
  private constant(shape: number[], values: Float32Array | BigInt64Array, dataType: number): string {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const key = `${dataType}:${shape}:${Buffer.from(bytes).toString('base64')}`;
    const known = this.constantNames.get(key);
    if (known) return known;
    const name = `constant_${this.counter++}`;
    this.initializers.push({ name, dims: shape, dataType, rawData: bytes });
    this.constantNames.set(key, name);
    return name;
  }
}

function attribute(name: string, value: AttributeValue): Onnx.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (Array.isArray(value)) return { name, type: AttributeType.INTS, ints: value };
  if (typeof value === 'string') return { name, type: AttributeType.STRING, s: Buffer.from(value) };
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
  return { name, type: AttributeType.FLOAT, f: value.float };
}

function valueInfo(name: string, shape: number[]): Onnx.IValueInfoProto {
  return {
    name,
    type: { tensorType: { elemType: FLOAT, shape: { dim: shape.map((dimValue) => ({ dimValue })) } } },
  };
}
