import type { TopicName, TopicValue } from '../../../preload/contract/studio/topics';
import type { ResourceAnswer, ResourceRequest } from './resource-answer';

/** The engine as hosts see it: everything of `studioMethods` and `hostMethods`, every topic but `host`, every resource. */
export interface Studio {
  /**
   * Parameters are checked here.
   * @throws StudioError; `usage` for an unknown method or parameters that do not fit
   */
  call(method: string, params: unknown, signal?: AbortSignal): Promise<unknown>;
  /** The snapshot first (but for `notices`), before this returns; then each change. Returns its unsubscribe. */
  subscribe<K extends Exclude<TopicName, 'host'>>(
    topic: K,
    listener: (value: TopicValue<K>) => void,
  ): () => void;
  resource(path: string, request: ResourceRequest): Promise<ResourceAnswer>;
  /** Stops what runs, writes what is unsaved, ends workers. */
  dispose(): Promise<void>;
}
