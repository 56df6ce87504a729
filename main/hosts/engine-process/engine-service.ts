import { topicNames, type TopicName } from '../../../preload/contract/studio/topics';
import type { Studio } from '../../engine/studio/studio';
import type { WireService } from '../../rpc/wire-service';

/** The studio as a service of the wire. Its methods check their parameters themselves. */
export function createEngineService(studio: Pick<Studio, 'call' | 'subscribe'>): WireService {
  return {
    call: (method, params, signal) => studio.call(method, params, signal),
    subscribe(topic, listener) {
      if (topic === 'host' || !topicNames.includes(topic as TopicName)) {
        throw new Error(`the engine has no topic ${topic}`);
      }
      return studio.subscribe(topic as Exclude<TopicName, 'host'>, listener);
    },
  };
}
