import './no-telemetry';
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node';
import type { Tensors } from './tensors';
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

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /**
   * Loads, optimises and runs once on zeros (first runs allocate; on a GPU they also compile).
   * One thread a session: small networks are slower on two, and workers run side by side.
   */
  static async open(model: string | Uint8Array, provider: Provider): Promise<Session> {
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
    await opened.#warm();
    return opened;
  }

  async run(inputs: Tensors, outputs: readonly string[] | undefined): Promise<Record<string, OutputTensor>> {
    const feeds: Record<string, OrtTensor> = {};
    for (const [name, tensor] of Object.entries(inputs)) {
      feeds[name] = new OrtTensor('float32', tensor.data, tensor.dims);
    }
    const results = await this.#session.run(feeds, outputs ?? this.#session.outputNames);
    const out: Record<string, OutputTensor> = {};
    for (const [name, value] of Object.entries(results)) {
      const data = value.data;
      if (!(data instanceof Float32Array)) throw new Error(`output "${name}" is ${value.type}, not float32`);
      out[name] = { data, dims: value.dims };
    }
    return out;
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
