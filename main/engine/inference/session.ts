import './no-telemetry';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { NetworkDescription, NetworkTensor } from '../../../preload/contract/model-library';
import type { Tensor, Tensors } from './tensors';
import type { Provider } from './worker-protocol';

/** onnxruntime's names of the providers. */
const providerNames: Readonly<Record<Provider, string>> = {
  cpu: 'cpu',
  cuda: 'cuda',
  webgpu: 'webgpu',
  directml: 'dml',
  coreml: 'coreml',
};

/** A model ready to run. Blocks the thread it runs on: use it in workers and child processes only. */
export class Session {
  readonly #session: InferenceSession;
  readonly #types: ReadonlyMap<string, string>;

  private constructor(session: InferenceSession) {
    this.#session = session;
    this.#types = new Map(
      session.inputMetadata.flatMap((input) => (input.isTensor ? [[input.name, input.type] as const] : [])),
    );
  }

  /**
   * Loads, optimises and, unless `warm` is false, runs once on zeros (first runs allocate; on a GPU they also compile).
   * One thread a session: small networks are slower on two, and workers run side by side.
   */
  static async open(model: string | Uint8Array, provider: Provider, warm = true): Promise<Session> {
    const options: InferenceSession.SessionOptions = {
      executionProviders: provider === 'cpu' ? ['cpu'] : [providerNames[provider], 'cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    };
    const session =
      typeof model === 'string'
        ? await InferenceSession.create(model, options)
        : await InferenceSession.create(model, options);
    const opened = new Session(session);
    if (warm) await opened.#warm();
    return opened;
  }

  async run(inputs: Tensors, outputs: readonly string[] | undefined): Promise<Record<string, OutputTensor>> {
    const feeds: Record<string, OrtTensor> = {};
    for (const [name, tensor] of Object.entries(inputs)) {
      feeds[name] = ortTensor(name, this.#types.get(name) ?? 'float32', tensor);
    }
    const results = await this.#session.run(feeds, outputs ?? this.#session.outputNames);
    const out: Record<string, OutputTensor> = {};
    for (const [name, value] of Object.entries(results)) {
      out[name] = { data: floatsOf(name, value), dims: value.dims };
    }
    return out;
  }

  /** What the file says of its tensors; free axes are text. */
  describe(): NetworkDescription {
    const { inputMetadata, outputMetadata } = this.#session;
    return { inputs: inputMetadata.flatMap(tensorOf), outputs: outputMetadata.flatMap(tensorOf) };
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  /** Skipped where an input's shape has a free axis. */
  async #warm(): Promise<void> {
    const zeros: Record<string, { data: Float32Array; dims: number[] }> = {};
    for (const input of this.#session.inputMetadata) {
      if (!input.isTensor || input.type !== 'float32') return;
      const dims = input.shape.filter((axis) => typeof axis === 'number' && axis > 0) as number[];
      if (dims.length !== input.shape.length) return;
      zeros[input.name] = { data: new Float32Array(dims.reduce((product, n) => product * n, 1)), dims };
    }
    await this.run(zeros, undefined);
  }
}

/** `data` is owned by the caller. */
export interface OutputTensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

function tensorOf(value: InferenceSession.ValueMetadata): NetworkTensor[] {
  if (!value.isTensor) return [];
  const shape = value.shape.map((axis, index) =>
    typeof axis === 'number' && axis > 0 ? axis : String(axis) || `axis ${index}`,
  );
  return [{ name: value.name, type: value.type, shape }];
}

/** Floats as the network's own type; other projects export scalars as doubles or whole numbers. */
function ortTensor(name: string, type: string, { data, dims }: Tensor): OrtTensor {
  switch (type) {
    case 'float32':
      return new OrtTensor('float32', data, dims);
    case 'float64':
      return new OrtTensor('float64', Float64Array.from(data), dims);
    case 'int32':
      return new OrtTensor('int32', Int32Array.from(data, Math.round), dims);
    case 'int64':
      return new OrtTensor('int64', BigInt64Array.from(Array.from(data, (v) => BigInt(Math.round(v)))), dims);
    default:
      throw new Error(`input "${name}" is ${type}, which is not supported; export it as float32`);
  }
}

function floatsOf(name: string, { data, type }: OrtTensor): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof Float64Array) return Float32Array.from(data);
  throw new Error(`output "${name}" is ${type}, not float32`);
}
