import type { StudioClient } from '../../../preload/contract/studio/client';
import type { TopicName, TopicValue } from '../../../preload/contract/studio/topics';

type Snapshot = { readonly [K in TopicName]?: TopicValue<K> };
type Listener = (value: never) => void;

/** A client of the stub server: topics come from `/snapshot`, a call is posted and may change them. */
export async function createScriptedClient(): Promise<StudioClient & { refresh(): Promise<void> }> {
  const listeners = new Map<TopicName, Set<Listener>>();
  let snapshot: Snapshot = {};
  const refresh = async () => {
    snapshot = (await (await fetch('/snapshot')).json()) as Snapshot;
    for (const [topic, followers] of listeners)
      for (const listener of followers) listener(snapshot[topic] as never);
  };
  await refresh();
  return {
    refresh,
    call: (async (method: string, params: unknown, options?: { signal?: AbortSignal }) => {
      const body = JSON.stringify({ method, params });
      const response = await fetch('/call', {
        method: 'POST',
        body,
        ...(options?.signal ? { signal: options.signal } : {}),
      });
      const result: unknown = await response.json();
      if (!response.ok) throw new Error((result as { message: string }).message);
      await refresh();
      return result;
    }) as StudioClient['call'],
    subscribe: (topic, listener) => {
      const followers = listeners.get(topic) ?? new Set<Listener>();
      listeners.set(topic, followers.add(listener));
      if (snapshot[topic] !== undefined) listener(snapshot[topic] as never);
      return () => followers.delete(listener);
    },
    resourceUrl: (path) => `/resource/${path}`,
    importFiles: () => Promise.resolve([]),
    offerModel: () => Promise.reject(new Error('not in this test')),
    onConnection: () => () => undefined,
  };
}
