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
  perform: async ({ path, feeds, outputs }) => {
    const session = await orUnsuitable('The network cannot be opened', Session.open(path, 'cpu', false));
    try {
      const description = session.describe();
      if (feeds === undefined) return { description, results: {} };
      const inputs: Record<string, Tensor> = {};
      for (const [name, feed] of Object.entries(feeds)) {
        inputs[name] = isPicture(feed) ? pictureToTensor(feed) : feed;
      }
      const given = await orUnsuitable('The network failed on a trial picture', session.run(inputs, outputs));
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

async function orUnsuitable<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StudioError('model-unsuitable', `${what}: ${why.slice(0, 400)}`, { cause });
  }
}
