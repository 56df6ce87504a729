import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TopicName, TopicValue } from '../../../../preload/contract/studio/topics';
import { createStudio, type StudioOptions } from '../../../../main/engine/studio/create-studio';
import { notFound } from '../../../../main/engine/studio/resource-answer';
import type { Studio } from '../../../../main/engine/studio/studio';

/** A folder of the test's own, removed after it. */
export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'facet-studio-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export function openStudio(dataFolder: string, options: Partial<StudioOptions> = {}): Promise<Studio> {
  return createStudio({
    dataFolder,
    createResources: () => ({
      answer: () => Promise.resolve(notFound()),
      measure: () => Promise.resolve(),
      exportFace: () => Promise.reject(new Error('not in this test')),
      shelve: () => Promise.reject(new Error('not in this test')),
      dispose: () => Promise.resolve(),
    }),
    ...options,
  });
}

type Followed = Exclude<TopicName, 'host'>;

/** Follows a topic until its value satisfies the test. */
export function until<K extends Followed>(
  studio: Studio,
  topic: K,
  satisfied: (value: TopicValue<K>) => boolean,
  seconds = 120,
): Promise<TopicValue<K>> {
  return new Promise((resolve, reject) => {
    let last: TopicValue<K> | undefined;
    let stop: () => void = () => undefined;
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`waited ${seconds} s for ${topic}; last: ${JSON.stringify(last)?.slice(0, 2000)}`));
    }, seconds * 1000);
    stop = studio.subscribe(topic, (value) => {
      last = value;
      if (!satisfied(value)) return;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve(value);
    });
  });
}

export function now<K extends Exclude<Followed, 'notices'>>(studio: Studio, topic: K): TopicValue<K> {
  let found: TopicValue<K> | undefined;
  studio.subscribe(topic, (value) => {
    found ??= value;
  })();
  if (found === undefined) throw new Error(`${topic} sent no snapshot`);
  return found;
}
