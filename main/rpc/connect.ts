import { eventTopics } from '../../preload/contract/studio/topics';
import { readReply, type MessageChannelLike } from '../../preload/contract/studio/wire';
import { WireClient } from '../../preload/contract/studio/wire-client';
import { fromErrorReport } from '../engine/errors/studio-error';

/** The asking end in a main process: failures are StudioErrors. Without a channel it waits for `attach`. */
export function connect(channel?: MessageChannelLike, patience?: number): WireClient {
  const client = new WireClient({
    createError: fromErrorReport,
    readReply,
    eventTopics,
    ...(patience === undefined ? {} : { patience }),
  });
  if (channel !== undefined) client.attach(channel);
  return client;
}
