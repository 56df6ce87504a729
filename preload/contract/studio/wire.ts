import { z } from 'zod';
import { errorReportSchema } from '../errors';

/** Messages between a client and a server over anything that can send and receive plain data. */
export const requestMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    id: z.number().int(),
    method: z.string().max(64),
    params: z.unknown().optional(),
  }),
  z.object({ type: z.literal('cancel'), id: z.number().int() }),
  z.object({ type: z.literal('subscribe'), topic: z.string().max(64) }),
  z.object({ type: z.literal('unsubscribe'), topic: z.string().max(64) }),
]);
export type RequestMessage = z.infer<typeof requestMessageSchema>;

export const replyMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('result'), id: z.number().int(), result: z.unknown().optional() }),
  z.object({ type: z.literal('error'), id: z.number().int(), error: errorReportSchema }),
  z.object({ type: z.literal('event'), topic: z.string(), value: z.unknown().optional() }),
]);
export type ReplyMessage = z.infer<typeof replyMessageSchema>;

/** A message as a reply; undefined: it is none. */
export function readReply(message: unknown): ReplyMessage | undefined {
  const parsed = replyMessageSchema.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}

/** Anything with which two ends can talk: a WebSocket, an IPC channel, a MessagePort, a pair of functions. */
export interface MessageChannelLike {
  send(message: unknown): void;
  /** Returns its unsubscribe. */
  onMessage(listener: (message: unknown) => void): () => void;
  onClose?(listener: () => void): () => void;
}
