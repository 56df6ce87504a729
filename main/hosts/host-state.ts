import type { HostSnapshot } from '../../preload/contract/studio/machine';

/** The `host` topic's value and who follows it. */
export interface HostState {
  readonly value: HostSnapshot;
  /** What the engine's process does now; an error of before is forgotten unless it is given again. */
  setEngine(state: Pick<HostSnapshot, 'engine' | 'engineError'>): void;
  /** The value at once, then each change. */
  subscribe(listener: (value: HostSnapshot) => void): () => void;
}

export function createHostState(initial: HostSnapshot): HostState {
  const listeners = new Set<(value: HostSnapshot) => void>();
  let value = initial;
  return {
    get value() {
      return value;
    },
    setEngine(state) {
      value = { ...value, ...state };
      if (state.engineError === undefined) delete value.engineError;
      for (const listener of [...listeners]) listener(value);
    },
    subscribe(listener) {
      listeners.add(listener);
      listener(value);
      return () => listeners.delete(listener);
    },
  };
}
