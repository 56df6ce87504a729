import type { ErrorReport } from '../../preload/contract/errors';
import {
  requestMessageSchema,
  type MessageChannelLike,
  type ReplyMessage,
} from '../../preload/contract/studio/wire';
import { StudioError, toErrorReport } from '../engine/errors/studio-error';
import { isLargerThan } from './message-size';
import type { WireService } from './wire-service';

export interface ServeLimits {
  /** Characters of one request, roughly. */
  readonly message: number;
  /** Calls under way at once. */
  readonly pending: number;
}

/** Requests are ids, settings and names; the largest is an imported preset or the layout of the docks. */
export const requestLimits: ServeLimits = { message: 1 << 20, pending: 256 };

export interface ServeOptions {
  readonly limits?: Partial<ServeLimits>;
  /** Told of a message that breaks the protocol or its limits. A host that does not trust the other end hangs up. */
  readonly onViolation?: (reason: string) => void;
}

/**
 * Answers requests from `channel` out of `service` until the channel closes or the returned function is called:
 * then every call under way is aborted and every topic left.
 */
export function serve(
  channel: MessageChannelLike,
  service: WireService,
  options: ServeOptions = {},
): () => void {
  const limits = { ...requestLimits, ...options.limits };
  const calls = new Map<number, AbortController>();
  const topics = new Map<string, () => void>();
  let ended = false;

  const send = (reply: ReplyMessage) => {
    if (!ended) channel.send(reply);
  };
  const violation = (reason: string) => options.onViolation?.(reason);

  const call = async (id: number, method: string, params: unknown): Promise<void> => {
    if (calls.has(id)) {
      violation(`the call id ${id} is in use`);
      return;
    }
    if (calls.size >= limits.pending) {
      const message = `More than ${limits.pending} requests are under way. Wait for some of them.`;
      send({ type: 'error', id, error: { code: 'usage', message } });
      return;
    }
    const controller = new AbortController();
    calls.set(id, controller);
    const outcome = await service.call(method, params, controller.signal).then(
      (result): ReplyMessage => ({ type: 'result', id, result }),
      (error: unknown): ReplyMessage => ({ type: 'error', id, error: sendableReport(error) }),
    );
    calls.delete(id);
    try {
      send(outcome);
    } catch (error) {
      // A result that cannot be cloned or written as JSON.
      send({ type: 'error', id, error: sendableReport(error) });
    }
  };

  const subscribe = (topic: string) => {
    if (topics.has(topic)) return;
    try {
      // Entered before the first value comes, which may be during `subscribe` itself.
      topics.set(topic, () => undefined);
      topics.set(
        topic,
        service.subscribe(topic, (value) => {
          if (topics.has(topic)) send({ type: 'event', topic, value });
        }),
      );
    } catch (error) {
      topics.delete(topic);
      violation(error instanceof Error ? error.message : String(error));
    }
  };

  /** A call is answered, so that nobody waits; anything else that large is no honest mistake. */
  const refuseLarge = (given: unknown) => {
    const { type, id } = (given ?? {}) as { type?: unknown; id?: unknown };
    if (type !== 'call' || !Number.isInteger(id)) return violation('the message is too large');
    const error: ErrorReport = { code: 'usage', message: 'The request is too large.' };
    send({ type: 'error', id: id as number, error });
  };

  const offMessage = channel.onMessage((message) => {
    if (ended) return;
    if (isLargerThan(message, limits.message)) {
      refuseLarge(message);
      return;
    }
    const parsed = requestMessageSchema.safeParse(message);
    if (!parsed.success) {
      violation('the message is none of the protocol');
      return;
    }
    const request = parsed.data;
    switch (request.type) {
      case 'call':
        void call(request.id, request.method, request.params);
        return;
      case 'cancel':
        calls.get(request.id)?.abort();
        return;
      case 'subscribe':
        subscribe(request.topic);
        return;
      case 'unsubscribe':
        topics.get(request.topic)?.();
        topics.delete(request.topic);
    }
  });

  const end = () => {
    if (ended) return;
    ended = true;
    offMessage();
    offClose?.();
    for (const controller of calls.values()) {
      controller.abort(new StudioError('cancelled', 'The other end of the channel went away.'));
    }
    for (const leave of topics.values()) leave();
    topics.clear();
  };
  const offClose = channel.onClose?.(end);
  return end;
}

/** A report whose details survive any transport. */
function sendableReport(error: unknown): ErrorReport {
  const { code, message, details } = toErrorReport(error);
  if (details === undefined) return { code, message };
  try {
    return { code, message, details: JSON.parse(JSON.stringify(details)) as Record<string, unknown> };
  } catch {
    return { code, message };
  }
}
