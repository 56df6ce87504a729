import type { Outcome, StudioBridge } from '../../preload/contract/studio/bridge';
import type { StudioClient } from '../../preload/contract/studio/client';
import type { TopicValue } from '../../preload/contract/studio/topics';
import { RemoteError } from './remote-error';
import { uploadFiles, uploadModel } from './upload-file';

/** The studio behind Electron's preload script. The host's `engine` state tells of a dead engine. */
export function createElectronClient(bridge: StudioBridge, origin: string): StudioClient {
  let lastTicket = 0;

  const call = async (
    method: keyof StudioBridge['calls'],
    params: unknown,
    options?: { readonly signal?: AbortSignal },
  ): Promise<unknown> => {
    const signal = options?.signal;
    if (!Object.hasOwn(bridge.calls, method)) {
      throw new RemoteError({ code: 'usage', message: `There is no method ${method}.` });
    }
    if (signal?.aborted === true) throw new RemoteError({ code: 'cancelled', message: 'Cancelled.' });
    const ticket = ++lastTicket;
    const cancel = () => bridge.cancel(ticket);
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return resultOf(await bridge.calls[method](params, ticket));
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  };

  return {
    call: call as StudioClient['call'],
    subscribe: (topic, listener) =>
      bridge.topics[topic]((value) => listener(value as TopicValue<typeof topic>)),
    resourceUrl: (path) => `${origin}/resource/${path}`,
    async importFiles(files, options) {
      const { imported, withoutPath } = await bridge.importFiles(files);
      const { mediaIds } = resultOf(imported) as { mediaIds: readonly string[] };
      return [
        ...mediaIds,
        ...(await uploadFiles(
          withoutPath.map((index) => files[index]),
          options,
        )),
      ];
    },
    offerModel: uploadModel,
    onConnection(listener) {
      let connected: boolean | undefined;
      return bridge.topics.host((value) => {
        const running = (value as TopicValue<'host'>).engine === 'running';
        if (connected !== undefined && running !== connected) listener(running);
        connected = running;
      });
    },
  };
}

function resultOf(outcome: Outcome): unknown {
  if (outcome.ok) return outcome.result;
  throw new RemoteError(outcome.error);
}
