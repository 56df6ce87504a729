import { readFile } from 'node:fs/promises';
import { mixWeights } from './mix-weights';
import { Session } from './session';
import type { ModelFile, Provider } from './worker-protocol';

/** Mixtures of weights a worker keeps at once: a slider that is dragged asks for many. */
const keptMixtures = 2;

/** The sessions of one worker, opened on first use. Plain networks stay, mixtures give way to newer ones. */
export class SessionCache {
  readonly #provider: Provider;
  readonly #sessions = new Map<string, Promise<Session>>();
  /** Keys, the longest unused first. */
  readonly #mixtures = new Set<string>();

  constructor(provider: Provider) {
    this.#provider = provider;
  }

  async of(model: ModelFile): Promise<Session> {
    const { path, towards } = model;
    const key = towards === undefined ? path : `${path}\n${towards.path}\n${towards.share}`;
    let session = this.#sessions.get(key);
    if (session === undefined) {
      session = this.#open(model);
      session.catch(() => this.#sessions.delete(key));
      this.#sessions.set(key, session);
    }
    if (towards !== undefined) await this.#use(key);
    return session;
  }

  async #open({ path, towards }: ModelFile): Promise<Session> {
    if (towards === undefined) return Session.open(path, this.#provider);
    const [from, to] = await Promise.all([readFile(path), readFile(towards.path)]);
    return Session.open(mixWeights(from, to, towards.share), this.#provider);
  }

  /** Runs come one at a time, so a session that is not the wanted one is idle and can be closed. */
  async #use(key: string): Promise<void> {
    this.#mixtures.delete(key);
    this.#mixtures.add(key);
    for (const old of this.#mixtures) {
      if (this.#mixtures.size <= keptMixtures) return;
      this.#mixtures.delete(old);
      const session = this.#sessions.get(old);
      this.#sessions.delete(old);
      await (await session?.catch(() => undefined))?.close();
    }
  }
}
