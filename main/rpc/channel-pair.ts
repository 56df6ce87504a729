import type { MessageChannelLike } from '../../preload/contract/studio/wire';

export interface ChannelEnd extends MessageChannelLike {
  onClose(listener: () => void): () => void;
  /** Closes both ends. */
  close(): void;
}

/**
 * Two ends that talk to each other within a process. Messages are copied as between processes and come later than
 * `send`, so that code works the same over any transport.
 */
export function createChannelPair(): [ChannelEnd, ChannelEnd] {
  const messages: Set<(message: unknown) => void>[] = [new Set(), new Set()];
  const closes = new Set<() => void>();
  let open = true;
  const end = (here: 0 | 1): ChannelEnd => ({
    send(message) {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (open) for (const listener of [...messages[1 - here]]) listener(copy);
      });
    },
    onMessage(listener) {
      messages[here].add(listener);
      return () => messages[here].delete(listener);
    },
    onClose(listener) {
      closes.add(listener);
      return () => closes.delete(listener);
    },
    close() {
      if (!open) return;
      open = false;
      for (const listener of [...closes]) listener();
    },
  });
  return [end(0), end(1)];
}
