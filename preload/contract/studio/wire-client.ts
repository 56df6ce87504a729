import type { ErrorReport } from '../errors';
import type { MessageChannelLike, ReplyMessage } from './wire';

export interface WireClientOptions {
  /** Makes what a failed call rejects with. */
  readonly createError: (report: ErrorReport) => Error;
  /** Checks a message; undefined: it is none. `readReply` of `./wire`, or a cast where the other end is trusted. */
  readonly readReply: (message: unknown) => ReplyMessage | undefined;
  /** How long a call waits for a channel before it is rejected, milliseconds. */
  readonly patience?: number;
  /** Topics without a state: a late subscriber is not told the last value. */
  readonly eventTopics?: readonly string[];
}

interface PendingCall {
  readonly method: string;
  readonly params: unknown;
  /** Sent over the present channel; otherwise it waits for one. */
  sent: boolean;
  /** Ends the wait for a channel. */
  readonly timer: ReturnType<typeof setTimeout>;
  settle(outcome: { readonly result: unknown } | { readonly error: ErrorReport }): void;
}

interface Topic {
  readonly listeners: Set<(value: unknown) => void>;
  last: { readonly value: unknown } | undefined;
}

/** Calls that may be under way at once: more than that is a loop gone wild. */
const mostPending = 256;
const defaultPatience = 15_000;

/**
 * The asking end of the wire: calls with cancellation, and topics. It outlives its channel: `attach` gives it a new one
 * and follows every topic again. Calls that were under way when a channel closed are rejected with `engine-stopped`,
 * since nobody can tell whether they were carried out; calls made in between wait for the next channel.
 */
export class WireClient {
  private readonly pending = new Map<number, PendingCall>();
  private readonly topics = new Map<string, Topic>();
  private readonly options: WireClientOptions;
  private channel: MessageChannelLike | undefined;
  private detachChannel: (() => void) | undefined;
  private lastId = 0;
  private closed: ErrorReport | undefined;

  constructor(options: WireClientOptions) {
    this.options = options;
  }

  get attached(): boolean {
    return this.channel !== undefined;
  }

  /** Talks over this channel from now on. */
  attach(channel: MessageChannelLike): void {
    this.detach(lostReport);
    if (this.closed !== undefined) return;
    this.channel = channel;
    const offMessage = channel.onMessage((message) => this.receive(message));
    const offClose = channel.onClose?.(() => {
      if (this.channel === channel) this.detach(lostReport);
    });
    this.detachChannel = () => {
      offMessage();
      offClose?.();
    };
    for (const topic of this.topics.keys()) channel.send({ type: 'subscribe', topic });
    for (const [id, call] of this.pending) this.send(id, call);
  }

  /** Forgets the channel; calls that were sent over it are rejected with `report`. */
  detach(report: ErrorReport): void {
    if (this.channel === undefined) return;
    this.detachChannel?.();
    this.channel = undefined;
    this.detachChannel = undefined;
    for (const call of [...this.pending.values()]) if (call.sent) call.settle({ error: report });
  }

  /** Rejects what is under way and every later call. */
  close(report: ErrorReport = { code: 'cancelled', message: 'The connection was closed.' }): void {
    this.detach(report);
    this.rejectWaiting(report);
    this.closed = report;
    this.topics.clear();
  }

  /** Rejects the calls that still wait for a channel. */
  rejectWaiting(report: ErrorReport): void {
    for (const call of [...this.pending.values()]) if (!call.sent) call.settle({ error: report });
  }

  call(method: string, params: unknown, signal?: AbortSignal): Promise<unknown> {
    const { createError, patience = defaultPatience } = this.options;
    return new Promise((resolve, reject) => {
      const refuse = (report: ErrorReport) => reject(createError(report));
      if (this.closed !== undefined) return refuse(this.closed);
      if (signal?.aborted === true) return refuse(cancelledReport);
      if (this.pending.size >= mostPending) return refuse(tooManyReport);
      const id = ++this.lastId;
      const cancel = () => {
        if (call.sent) this.channel?.send({ type: 'cancel', id });
        call.settle({ error: cancelledReport });
      };
      const call: PendingCall = {
        method,
        params,
        sent: false,
        timer: setTimeout(() => call.settle({ error: lostReport }), patience),
        settle: (outcome) => {
          clearTimeout(call.timer);
          signal?.removeEventListener('abort', cancel);
          this.pending.delete(id);
          if ('error' in outcome) refuse(outcome.error);
          else resolve(outcome.result);
        },
      };
      signal?.addEventListener('abort', cancel, { once: true });
      this.pending.set(id, call);
      this.send(id, call);
    });
  }

  /** The topic's state first (as soon as it is known), then each change. Returns its unsubscribe. */
  subscribe(name: string, listener: (value: unknown) => void): () => void {
    let topic = this.topics.get(name);
    if (topic === undefined) {
      topic = { listeners: new Set(), last: undefined };
      this.topics.set(name, topic);
      this.channel?.send({ type: 'subscribe', topic: name });
    }
    const { listeners } = topic;
    // A listener of its own for each subscription, so that the same function may be given twice.
    let told = false;
    const own = (value: unknown) => {
      told = true;
      listener(value);
    };
    listeners.add(own);
    const known = topic.last;
    if (known !== undefined) {
      queueMicrotask(() => {
        if (!told && listeners.has(own)) own(known.value);
      });
    }
    return () => {
      if (!listeners.delete(own) || listeners.size > 0) return;
      if (this.topics.get(name)?.listeners !== listeners) return;
      this.topics.delete(name);
      this.channel?.send({ type: 'unsubscribe', topic: name });
    };
  }

  private send(id: number, call: PendingCall): void {
    if (this.channel === undefined) return;
    call.sent = true;
    clearTimeout(call.timer);
    try {
      this.channel.send({ type: 'call', id, method: call.method, params: call.params });
    } catch (error) {
      // What cannot be cloned or written as JSON is the caller's mistake.
      call.settle({ error: { code: 'usage', message: `${call.method}: ${String(error)}` } });
    }
  }

  private receive(message: unknown): void {
    const reply = this.options.readReply(message);
    if (reply === undefined) return;
    switch (reply.type) {
      case 'result':
        this.pending.get(reply.id)?.settle({ result: reply.result });
        return;
      case 'error':
        this.pending.get(reply.id)?.settle({ error: reply.error });
        return;
      case 'event': {
        const topic = this.topics.get(reply.topic);
        if (topic === undefined) return;
        if (this.options.eventTopics?.includes(reply.topic) !== true) topic.last = { value: reply.value };
        for (const listener of [...topic.listeners]) listener(reply.value);
      }
    }
  }
}

const cancelledReport: ErrorReport = { code: 'cancelled', message: 'Cancelled.' };
const tooManyReport: ErrorReport = {
  code: 'usage',
  message: `More than ${mostPending} requests are under way. Wait for some of them.`,
};
const lostReport: ErrorReport = {
  code: 'engine-stopped',
  message: 'The connection to the engine was lost before it answered. Try again in a moment.',
};
