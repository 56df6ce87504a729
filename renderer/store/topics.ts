import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { StudioClient } from '../../preload/contract/studio/client';
import { topicNames, type TopicName, type TopicValue } from '../../preload/contract/studio/topics';

/** Mirrors of the engine's snapshots; undefined until the first has come. Nothing here is changed by the renderer. */
export type Mirrors = { readonly [K in Exclude<TopicName, 'notices'>]: TopicValue<K> | undefined };

export const useMirrors: UseBoundStore<StoreApi<Mirrors>> = create<Mirrors>(() => ({
  project: undefined,
  jobs: undefined,
  settings: undefined,
  machine: undefined,
  host: undefined,
}));

/** Follows every topic; returns its unsubscribe. */
export function mirrorTopics(client: StudioClient): () => void {
  const ends = topicNames
    .filter((name) => name !== 'notices')
    .map((name) => client.subscribe(name, (value) => useMirrors.setState({ [name]: value })));
  return () => {
    for (const end of ends) end();
  };
}
