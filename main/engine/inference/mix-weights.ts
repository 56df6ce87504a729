import protobuf from 'protobufjs/minimal';
import { fromHalf, toHalf } from './half-precision';

/** Field numbers of onnx.proto3 (github.com/onnx/onnx, onnx/onnx.proto3). */
const field = {
  modelGraph: 7,
  graphInitializer: 5,
  tensorDims: 1,
  tensorType: 2,
  tensorName: 8,
  tensorRawData: 9,
};

/** How weights of a file are mixed, by ONNX's number of their type. Its data are little-endian, as our machines are. */
interface NumberType {
  readonly bytes: number;
  /** Moves `ours` by `share` of the way to `theirs`; as long as each other. */
  readonly mix: (ours: Uint8Array, theirs: Uint8Array, share: number) => void;
}
const numberTypes: Readonly<Record<number, NumberType | undefined>> = {
  1: { bytes: 4, mix: mixSingles },
  10: { bytes: 2, mix: mixHalves },
};

function mixSingles(ours: Uint8Array, theirs: Uint8Array, share: number): void {
  // Copies: tensors begin anywhere in a file, numbers only at multiples of their length.
  const [a, b] = [new Float32Array(copyOf(ours)), new Float32Array(copyOf(theirs))];
  for (let i = 0; i < a.length; i++) a[i] += share * (b[i] - a[i]);
  ours.set(new Uint8Array(a.buffer));
}

function mixHalves(ours: Uint8Array, theirs: Uint8Array, share: number): void {
  const [a, b] = [new Uint16Array(copyOf(ours)), new Uint16Array(copyOf(theirs))];
  for (let i = 0; i < a.length; i++) {
    const value = fromHalf(a[i]);
    a[i] = toHalf(value + share * (fromHalf(b[i]) - value));
  }
  ours.set(new Uint8Array(a.buffer));
}

/** A Buffer's own slice() would share its memory. */
function copyOf(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

interface Weights {
  /** Name, shape and type, for comparison. */
  readonly label: string;
  readonly type: NumberType;
  /** Where the little-endian data lie in the file, bytes. */
  readonly start: number;
  readonly end: number;
}

/**
 * Deep network interpolation (Wang et al. 2019): of two networks of one graph, one fine-tuned from the other, every
 * weight on the straight line between them.
 * @param from ONNX file, weights of 16 or 32 bits as raw data; it may have constants of its own, as a graph that computes
 *   in 8 bits has
 * @param to ONNX file of the same graph
 * @param share 0 gives `from`, 1 the weights of `to`
 * @returns an ONNX file
 * @throws Error where the two are not of one graph
 */
export function mixWeights(from: Uint8Array, to: Uint8Array, share: number): Uint8Array {
  const [ours, theirs] = [weightsOf(from), weightsOf(to)];
  const mixed = new Uint8Array(copyOf(from));
  const named = new Map(ours.map((weights) => [weights.label, weights]));
  if (theirs.length === 0) throw new Error('the two networks are not of one graph: one has no weights');
  for (const { label, type, start, end } of theirs) {
    const own = named.get(label);
    if (own === undefined || own.end - own.start !== end - start) {
      throw new Error(`the two networks are not of one graph: only one has the weights ${label}`);
    }
    type.mix(mixed.subarray(own.start, own.end), to.subarray(start, end), share);
  }
  return mixed;
}

/** The initialisers of a model file that are weights. */
function weightsOf(file: Uint8Array): Weights[] {
  const reader = protobuf.Reader.create(file);
  const found: Weights[] = [];
  readFields(reader, file.length, (modelField) => {
    if (modelField !== field.modelGraph) return false;
    readMessage(reader, (graphField) => {
      if (graphField !== field.graphInitializer) return false;
      const weights = readTensor(reader);
      if (weights !== undefined) found.push(weights);
      return true;
    });
    return true;
  });
  return found;
}

function readTensor(reader: protobuf.Reader): Weights | undefined {
  const dims: number[] = [];
  let name = '';
  let type: NumberType | undefined;
  let data: { readonly start: number; readonly end: number } | undefined;
  readMessage(reader, (tensorField, wireType) => {
    if (tensorField === field.tensorDims && wireType === 2) {
      const end = reader.uint32() + reader.pos;
      while (reader.pos < end) dims.push(Number(reader.int64()));
    } else if (tensorField === field.tensorDims) dims.push(Number(reader.int64()));
    else if (tensorField === field.tensorType) type = numberTypes[reader.int32()];
    else if (tensorField === field.tensorName) name = reader.string();
    else if (tensorField === field.tensorRawData) {
      const length = reader.uint32();
      data = { start: reader.pos, end: reader.pos + length };
      reader.skip(length);
    } else return false;
    return true;
  });
  return type !== undefined && data !== undefined
    ? { label: `${name} [${dims.join(',')}] of ${8 * type.bytes} bits`, type, ...data }
    : undefined;
}

/** @param read takes the field's value off the reader and returns true, or leaves it */
function readMessage(reader: protobuf.Reader, read: (field: number, wireType: number) => boolean): void {
  const length = reader.uint32();
  readFields(reader, reader.pos + length, read);
}

function readFields(
  reader: protobuf.Reader,
  end: number,
  read: (field: number, wireType: number) => boolean,
): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (!read(tag >>> 3, tag & 7)) reader.skipType(tag & 7);
  }
}
