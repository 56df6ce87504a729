import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { StudioClient } from '../../preload/contract/studio/client';
import {
  eventTopics,
  topicNames,
  type TopicName,
  type TopicValue,
} from '../../preload/contract/studio/topics';

/** Mirrors of the engine's snapshots; undefined until the first has come. Nothing here is changed by the renderer. */
export type Mirrors = { readonly [K in Exclude<TopicName, 'notices'>]: TopicValue<K> | undefined };

export const useMirrors: UseBoundStore<StoreApi<Mirrors>> = create<Mirrors>(() => ({
  project: undefined,
  jobs: undefined,
  faces: undefined,
  lab: undefined,
  settings: undefined,
  machine: undefined,
  host: undefined,
}));

/**
 * Follows every topic; returns its unsubscribe. What comes between two animation frames reaches React as one update with
 * the newest state of each topic; a page that is not seen draws no frames, and holds no more than these. Events are not
 * states, so `notices` are followed elsewhere, one by one.
 */
export function mirrorTopics(client: StudioClient): () => void {
  let arrived: Partial<Mirrors> = {};
  let frame: number | undefined;
  const show = () => {
    frame = undefined;
    useMirrors.setState(arrived);
    arrived = {};
  };
  const ends = topicNames
    .filter((name) => !eventTopics.includes(name))
    .map((name) =>
      client.subscribe(name, (value) => {
        arrived = { ...arrived, [name]: value };
        frame ??= requestAnimationFrame(show);
      }),
    );
  return () => {
    for (const end of ends) end();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}
