/**
 * First come first served within a lane, lanes in turn: a flood of one kind of work does not hold up another.
 */
export class FairQueue<T> {
  readonly #lanes = new Map<string, T[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(lane: string, item: T): void {
    const items = this.#lanes.get(lane);
    if (items === undefined) this.#lanes.set(lane, [item]);
    else items.push(item);
    this.#size++;
  }

  /** Takes the next item that `fits`, looking only at the head of each lane; its lane goes to the back. */
  take(fits: (item: T) => boolean): T | undefined {
    for (const [lane, items] of this.#lanes) {
      if (!fits(items[0])) continue;
      const item = items.shift() as T;
      this.#size--;
      this.#lanes.delete(lane);
      if (items.length > 0) this.#lanes.set(lane, items);
      return item;
    }
    return undefined;
  }

  remove(item: T): boolean {
    for (const [lane, items] of this.#lanes) {
      const at = items.indexOf(item);
      if (at < 0) continue;
      items.splice(at, 1);
      this.#size--;
      if (items.length === 0) this.#lanes.delete(lane);
      return true;
    }
    return false;
  }

  drain(): T[] {
    const all = [...this.#lanes.values()].flat();
    this.#lanes.clear();
    this.#size = 0;
    return all;
  }
}
