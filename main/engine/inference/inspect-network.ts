import path from 'node:path';
import type { NetworkDescription } from '../../../preload/contract/model-library';
import { StudioError } from '../errors/studio-error';
import { pictureToTensor } from './picture-feed';
import { Session } from './session';
import { isPicture, type Feeds, type Tensor } from './tensors';
import type { WorkerTask } from './worker-task';

export interface NetworkToInspect {
  readonly path: string;
  /** Runs it once on these. */
  readonly feeds?: Feeds;
  readonly outputs?: readonly string[];
}

export interface InspectedNetwork {
  readonly description: NetworkDescription;
  /** By name, of the trial. */
  readonly results: Readonly<Record<string, { readonly dims: readonly number[]; readonly finite: boolean }>>;
}

/**
 * Opens a network that is not in use yet, says what it takes and gives, and runs it once where asked to. Its session is
 * closed again, so that a large file that turns out useless costs no memory.
 * Errors: `model-unsuitable` with the runtime's own words.
 */
export const inspectNetwork: WorkerTask<NetworkToInspect, InspectedNetwork> = {
  name: 'inspect-network',
  perform: async ({ path: file, feeds, outputs }) => {
    const session = await orUnsuitable(
      file,
      'cannot be opened as an ONNX network',
      Session.open(file, 'cpu', false),
    );
    try {
      const description = session.describe();
      if (feeds === undefined) return { description, results: {} };
      const inputs: Record<string, Tensor> = {};
      for (const [name, feed] of Object.entries(feeds)) {
        inputs[name] = isPicture(feed) ? pictureToTensor(feed) : feed;
      }
      const given = await orUnsuitable(file, 'failed on a trial picture', session.run(inputs, outputs));
      const results = Object.fromEntries(
        Object.entries(given).map(([name, { data, dims }]) => [
          name,
          { dims, finite: data.every(Number.isFinite) },
        ]),
      );
      return { description, results };
    } finally {
      await session.close();
    }
  },
  movedBuffers: () => [],
};

async function orUnsuitable<T>(file: string, what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    // The runtime names the whole path, which is no business of a page.
    const why = said
      .replace(`Load model from ${file} failed:`, '')
      .replaceAll(file, path.basename(file))
      .trim();
    throw new StudioError(
      'model-unsuitable',
      `The file ${what}: ${why.slice(0, 400)} Get it again, or export it with all its weights in one file.`,
      { cause },
    );
  }
}
