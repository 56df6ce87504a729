import { rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { Notice } from '../../../../preload/contract/jobs';
import type {
  AddModelRequest,
  CatalogueItem,
  FetchModelRequest,
} from '../../../../preload/contract/model-library';
import type { CatalogueLine, ModelOffer } from '../../../../preload/contract/studio/machine';
import type { EngineParts } from '../../engine-parts';
import { isCancelled, StudioError, toErrorReport } from '../../errors/studio-error';
import { isPacked, unpackFiles } from '../../model-library/unpack-files';
import { newId } from '../document/new-id';

export interface UserModelsOptions {
  readonly parts: Pick<EngineParts, 'library' | 'models'>;
  /** A download got further. */
  readonly onDownload: () => void;
  /** Models came or went. */
  readonly onModels: () => Promise<void>;
  readonly onNotice: (notice: Notice) => void;
}

interface Offer {
  readonly path: string;
  readonly uploaded: boolean;
}

interface Download {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** Files that wait for the user's word; more are the page's fault. */
const mostOffers = 8;
/** Progress is told so often at most. */
const tellEveryMilliseconds = 200;

/** The user's models as the window has them: files on offer, the catalogue, downloads. */
export class UserModels {
  private readonly offers = new Map<string, Offer>();
  private readonly downloads = new Map<string, Download>();
  private readonly states = new Map<string, NonNullable<CatalogueLine['download']>>();
  private items: readonly CatalogueItem[] | undefined;

  private constructor(private readonly options: UserModelsOptions) {}

  static async start(options: UserModelsOptions): Promise<UserModels> {
    const models = new UserModels(options);
    await models.readCatalogue();
    // A program whose own list is broken says so elsewhere.
    for (const message of await options.parts.models.problems().catch(() => [])) {
      options.onNotice({ level: 'warning', message });
    }
    return models;
  }

  get catalogue(): readonly CatalogueLine[] | undefined {
    return this.items?.map((item) => {
      const download = this.states.get(item.id);
      return { ...item, ...(download === undefined ? {} : { download }) };
    });
  }

  /** @param uploaded the file is the studio's own and goes when the offer does */
  async offer(file: string, uploaded: boolean, signal: AbortSignal | undefined): Promise<ModelOffer> {
    let place = file;
    try {
      if (uploaded && isPacked(file)) place = await unpackFiles(file, signal);
      const proposal = await this.options.parts.library.propose(place, { signal });
      for (const oldest of [...this.offers.keys()].slice(0, this.offers.size + 1 - mostOffers)) {
        await this.discard(oldest);
      }
      const offerId = newId('o');
      this.offers.set(offerId, { path: place, uploaded });
      return { offerId, proposal };
    } catch (error) {
      if (uploaded) await removeUpload(place);
      throw error;
    }
  }

  async add(
    offerId: string,
    request: AddModelRequest,
    signal: AbortSignal | undefined,
  ): Promise<{ id: string; notices: string[] }> {
    const offer = this.offers.get(offerId);
    if (offer === undefined)
      throw new StudioError('usage', 'That file is no longer on offer. Choose it again.');
    const { id, notices } = await this.options.parts.library.add(offer.path, request, { signal });
    await this.discard(offerId);
    await this.changed();
    return { id, notices: [...notices] };
  }

  async discard(offerId: string): Promise<void> {
    const offer = this.offers.get(offerId);
    this.offers.delete(offerId);
    if (offer?.uploaded === true) await removeUpload(offer.path);
  }

  async remove(id: string): Promise<void> {
    await this.options.parts.library.remove(id);
    await this.changed();
  }

  /** Begins; what can be refused at once is refused here. */
  async fetch(request: FetchModelRequest): Promise<void> {
    const { id } = request;
    if (this.downloads.has(id)) throw new StudioError('usage', `${id} is being fetched already.`);
    const controller = new AbortController();
    let begun: () => void = () => undefined;
    const firstBytes = new Promise<void>((resolve) => (begun = resolve));
    const done = this.perform(request, controller.signal, begun);
    this.downloads.set(id, { controller, done });
    await Promise.race([firstBytes, done]);
    const state = this.states.get(id);
    if (state?.state === 'failed') {
      // Said here; the line stays for another attempt.
      this.states.delete(id);
      this.options.onDownload();
      throw new StudioError(state.error.code, state.error.message);
    }
  }

  async cancelFetch(id: string): Promise<void> {
    const download = this.downloads.get(id);
    download?.controller.abort();
    await download?.done;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.downloads.keys()].map((id) => this.cancelFetch(id)));
    await Promise.all([...this.offers.keys()].map((id) => this.discard(id)));
  }

  private async perform(request: FetchModelRequest, signal: AbortSignal, begun: () => void): Promise<void> {
    const { id } = request;
    const { library } = this.options.parts;
    let told = 0;
    try {
      this.show(id, { state: 'running', received: 0 });
      const { notices } = await library.fetch(request, {
        signal,
        onBytes: (received, total) => {
          begun();
          const whole = received === total;
          if (!whole && performance.now() - told < tellEveryMilliseconds) return;
          told = performance.now();
          const progress = { received, ...(total === undefined ? {} : { total }) };
          this.show(id, whole ? { state: 'checking' } : { state: 'running', ...progress });
        },
      });
      this.states.delete(id);
      for (const message of notices) this.options.onNotice({ level: 'info', message });
      await this.changed();
    } catch (error) {
      // What arrived is known before the failure is told.
      await this.readCatalogue();
      if (isCancelled(error)) this.states.delete(id);
      else this.show(id, { state: 'failed', error: toErrorReport(error) });
    } finally {
      this.downloads.delete(id);
      this.options.onDownload();
    }
  }

  private show(id: string, state: NonNullable<CatalogueLine['download']>): void {
    this.states.set(id, state);
    this.options.onDownload();
  }

  private async changed(): Promise<void> {
    await this.readCatalogue();
    await this.options.onModels();
  }

  /** Reads the lists again; no server is asked. */
  async readCatalogue(): Promise<void> {
    try {
      this.items = await this.options.parts.library.catalogue();
    } catch (error) {
      this.items = [];
      this.options.onNotice({ level: 'warning', message: toErrorReport(error).message });
    }
  }
}

/** An upload has a folder of its own, which goes too once it is empty. */
async function removeUpload(file: string): Promise<void> {
  await rm(file, { recursive: true, force: true });
  await rmdir(path.dirname(file)).catch(() => undefined);
}
