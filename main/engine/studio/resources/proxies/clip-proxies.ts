import type { FfmpegTools } from '../../../media/locate-ffmpeg';
import { fingerprintFile } from '../../../project/fingerprint';
import { openProxies, ProxyWriter, readProxy, type Proxies } from '../../../project/proxy-file';
import type { StudioClip } from '../../studio-clips';
import { makeProxies } from './make-proxies';
import { planProxies } from './proxy-plan';

/** What of a clip its proxies are made from. */
type ProxyClip = Pick<StudioClip, 'id' | 'media' | 'projectFolder'>;

/** Clips whose proxies are held at a time: an index each, 200 kB at most. */
const mostHeld = 4;
/** The first exact frame comes first: making proxies begins this long after a clip is looked at, milliseconds. */
const calmMilliseconds = 250;
/** The viewer asks for a proxy and the exact frame at once, and either may arrive first: within so long, milliseconds. */
const apartMilliseconds = 5;
/** A proxy further away than this shows something else, seconds. In a clip whose step is longer, a step. */
const farthestSeconds = 1;

interface Held {
  readonly clip: ProxyClip;
  readonly controller: AbortController;
  readonly fingerprint: () => Promise<string>;
  /** Settled once the file of an earlier run was looked for. */
  readonly opened: Promise<void>;
  proxies: Proxies | undefined;
}

/**
 * Small pictures to be seen while the playhead is dragged, from a file in the clip's project folder. Where it is missing,
 * cut off, or of another version, it is made as soon as the clip is looked at, one clip at a time, the newest first.
 */
export class ClipProxies {
  private readonly held = new Map<string, Held>();
  private readonly reading = new Set<Promise<unknown>>();
  private readonly waiting: Held[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly tools: () => Promise<FfmpegTools>) {}

  /**
   * The proxy nearest to a moment of the clip.
   * @param when gives the moment, microseconds from the start of the source
   * @returns undefined where there is none near, or none yet
   */
  async jpeg(clip: ProxyClip, when: () => Promise<number>): Promise<Uint8Array | undefined> {
    if (clip.media.kind === 'image') return undefined;
    const held = this.hold(clip);
    const [micros] = await Promise.all([when(), held.opened]);
    const { proxies } = held;
    const entry = proxies?.index.nearest(micros);
    if (proxies === undefined || entry === undefined) return undefined;
    const farthest = Math.max(farthestSeconds, planProxies(clip.media).stepSeconds);
    if (Math.abs(entry.micros - micros) > farthest * 1e6) return undefined;
    const reading = readProxy(proxies, entry);
    this.reading.add(reading);
    try {
      return await reading;
    } catch {
      // Somebody removed the folder: the next request looks again.
      if (held.proxies === proxies) this.drop(clip.id);
      return undefined;
    } finally {
      this.reading.delete(reading);
    }
  }

  /**
   * Waits for proxies that are asked for just now. Starting a decoder stops everything else for as long as the system
   * takes to make a process (10 ms of an idle machine, 50 of a busy one): the picture that is seen first goes before it.
   */
  async answered(): Promise<void> {
    await Promise.all([...this.held.values()].map(({ opened }) => opened));
    if (![...this.held.values()].some(({ proxies }) => proxies !== undefined)) return;
    await new Promise((resolve) => setTimeout(resolve, apartMilliseconds));
    await Promise.allSettled(this.reading);
    await new Promise((resolve) => setImmediate(resolve)); // for it to leave
  }

  async dispose(): Promise<void> {
    for (const id of [...this.held.keys()]) this.drop(id);
    await this.running;
  }

  private hold(clip: ProxyClip): Held {
    let held = this.held.get(clip.id);
    if (held?.clip.projectFolder !== clip.projectFolder) {
      this.drop(clip.id);
      held = this.begin(clip);
    }
    this.held.delete(clip.id);
    this.held.set(clip.id, held); // newest last
    for (const oldest of this.held.keys()) {
      if (this.held.size <= mostHeld) break;
      this.drop(oldest);
    }
    return held;
  }

  private drop(id: string): void {
    this.held.get(id)?.controller.abort();
    this.held.delete(id);
  }

  private begin(clip: ProxyClip): Held {
    let known: Promise<string> | undefined;
    const fingerprint = () => (known ??= fingerprintFile(clip.media.path));
    const held: Held = {
      ...{ clip, fingerprint, controller: new AbortController(), proxies: undefined },
      opened: openProxies(clip.projectFolder, fingerprint).then((proxies) => {
        held.proxies = proxies;
        if (proxies === undefined) setTimeout(() => this.enqueue(held), calmMilliseconds).unref();
      }),
    };
    return held;
  }

  private enqueue(held: Held): void {
    if (held.controller.signal.aborted) return;
    this.waiting.push(held);
    this.running ??= this.work().finally(() => (this.running = undefined));
  }

  private async work(): Promise<void> {
    for (let held = this.waiting.pop(); held !== undefined; held = this.waiting.pop()) {
      if (!held.controller.signal.aborted) await this.make(held);
    }
  }

  private async make(held: Held): Promise<void> {
    const { clip, controller } = held;
    let writer: ProxyWriter | undefined;
    try {
      writer = await ProxyWriter.create(clip.projectFolder, await held.fingerprint());
      held.proxies = writer;
      await makeProxies(clip.media, await this.tools(), writer, controller.signal);
      if (writer.index.count === 0) throw new Error('Nothing decodes.');
      held.proxies = await writer.finish();
    } catch {
      // Proxies are an extra: on a full or read-only disk every frame is decoded, as before.
      held.proxies = undefined;
      await writer?.discard();
    }
  }
}
