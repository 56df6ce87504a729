import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  addModelRequestSchema,
  modelIdSchema,
  type AddedModel,
  type AddModelRequest,
  type CatalogueEntry,
  type CatalogueItem,
  type FetchModelRequest,
  type LibraryHooks,
  type ModelLibrary,
  type ModelProposal,
} from '../../../preload/contract/model-library';
import type { ModelAdapter } from '../../../preload/contract/model-adapter';
import { StudioError, throwIfCancelled } from '../errors/studio-error';
import { fillFolderAtomically } from '../export/write-atomically';
import { loadFaceModel } from '../geometry/load-face-model';
import type { InferencePool } from '../inference/inference-pool';
import { inspectNetwork } from '../inference/inspect-network';
import type { ModelEntry } from '../models/manifest';
import type { ModelStore } from '../models/model-store';
import { basisNotice } from '../models/resolve-face-model';
import { readCatalogue, scopeOf } from './catalogue';
import { copyModel, sizeOf, sizeOfAll, type CopiedFile } from './copy-model';
import { findFaceModel, importFaceModel, type FoundFaceModel } from './face-models/import-face-model';
import { fetchFile, removePartial, sizeOfPartial } from './fetch-file';
import { guessAdapter, settlePreset, withFactor } from './guess-adapter';
import { settleAdapter } from './settle-adapter';
import { measureFactor, tryNetwork } from './try-network';
import { addToUserList, removeFromUserList, userFolderOf } from './write-user-list';

/** What stands for a licence that nobody named. */
const unstatedLicence = 'not stated';

/** What the manifest calls the work of an adapted network. */
const jobOf = {
  face: 'restoration',
  frame: 'upscaling',
  volume: 'volume',
  coefficients: 'face-coefficients',
} as const;

type Pool = Pick<InferencePool, 'perform'>;

/** The user's own models: `manifest.json` and a folder for each in the folder of the store. */
export class UserModelLibrary implements ModelLibrary {
  /** @param pool workers to try networks in */
  constructor(
    private readonly store: ModelStore,
    private readonly pool: () => Promise<Pool>,
  ) {}

  async propose(file: string, { signal }: LibraryHooks = {}): Promise<ModelProposal> {
    const faceModel = await findFaceModel(file);
    if (faceModel !== undefined) return this.proposeFaceModel(file, faceModel);
    if ((await stat(file).catch(() => undefined))?.isDirectory() === true) {
      const known = 'Basel Face Model 2009, ICT-FaceKit or GNM Head (docs/face-models.md)';
      throw new StudioError(
        'model-unsuitable',
        `${path.basename(file)} holds none of the face models: ${known}.`,
      );
    }
    const bytes = await sizeOf(file);
    const pool = await this.pool();
    const { description } = await pool.perform(inspectNetwork, { path: file }, { signal });
    const factor = await measureFactor(file, description, pool, signal);
    const fileName = path.basename(file);
    const { adapter, guessedBy, problem, fitting } = guessAdapter(fileName, description, factor);
    return {
      ...{ fileName, bytes, description },
      id: await this.freeId(fileName),
      fitting: [...fitting],
      ...(adapter === undefined ? {} : { adapter }),
      ...(guessedBy === undefined ? {} : { guessedBy }),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  async add(file: string, given: AddModelRequest, hooks: LibraryHooks = {}): Promise<AddedModel> {
    const request = addModelRequestSchema.parse(given);
    const id = request.id ?? (await this.freeId(path.basename(file)));
    await this.checkFree(id);
    const faceModel = await findFaceModel(file);
    if (faceModel !== undefined) return this.addFaceModel(id, file, faceModel, request, hooks);
    await sizeOf(file);
    const folder = await userFolderOf(this.store);
    const part = path.join(folder, `.${id}-${process.pid}.onnx.part`);
    try {
      await rm(part, { force: true });
      const copied = await copyModel(file, part, hooks);
      return await this.settleIn(id, part, path.basename(file), copied, request, hooks);
    } finally {
      await rm(part, { force: true });
    }
  }

  async remove(id: string): Promise<void> {
    await this.store.entries();
    await removeFromUserList(this.store, id);
    const folder = await userFolderOf(this.store);
    // Another entry could name the same folder only by hand; ids are folder names here.
    await rm(path.join(folder, id), { recursive: true, force: true });
  }

  async catalogue(): Promise<readonly CatalogueItem[]> {
    const installed = new Set((await this.store.entries()).map(({ id }) => id));
    const entries = await readCatalogue(this.store.userFolder);
    return Promise.all(
      entries.map(async ({ adapter: _adapter, ...entry }, index) => ({
        ...entry,
        scope: scopeOf(entries[index]),
        installed: installed.has(entry.id),
        partialBytes: await sizeOfPartial(this.partialOf(entry.id)),
      })),
    );
  }

  async fetch(request: FetchModelRequest, hooks: LibraryHooks = {}): Promise<AddedModel> {
    const entries = await readCatalogue(this.store.userFolder);
    const entry = entries.find(({ id }) => id === request.id);
    if (entry === undefined) {
      const ids = entries.map(({ id }) => id).join(', ');
      throw new StudioError('usage', `The catalogue has no "${request.id}". It has ${ids || 'nothing'}.`);
    }
    await this.checkFree(entry.id);
    checkConsent(entry, request);
    await userFolderOf(this.store);
    const partial = this.partialOf(entry.id);
    const { url, bytes, sha256, name, licence, source, adapter } = entry;
    const fetched = await fetchFile({ url, partial, bytes, sha256 }, hooks);
    const words = { id: entry.id, name, licence, source, adapter };
    const fileName = path.posix.basename(new URL(url).pathname);
    const added = await this.settleIn(entry.id, partial, fileName, fetched, words, hooks, url);
    await removePartial(partial);
    return added;
  }

  private async proposeFaceModel(file: string, { importer }: FoundFaceModel): Promise<ModelProposal> {
    const fileName = path.basename(file);
    const { name: kind, licence, source, terms } = importer;
    return {
      ...{ fileName, bytes: await sizeOfAll(file), id: await this.freeId(fileName) },
      description: { inputs: [], outputs: [] },
      fitting: [],
      faceModel: { kind, licence, source, ...(terms === undefined ? {} : { terms }) },
    };
  }

  private async addFaceModel(
    id: string,
    given: string,
    found: FoundFaceModel,
    { name, licence: said, source, adapter }: AddModelRequest,
    { signal }: LibraryHooks,
  ): Promise<AddedModel> {
    if (adapter !== undefined) {
      throw new StudioError('usage', `${given} is a face model, and those have no adapter. Leave it out.`);
    }
    const { importer } = found;
    const licence = said === unstatedLicence ? importer.licence : said;
    const own = await loadFaceModel((await this.store.resolve('morphable-model')).path);
    const { bytes, report } = await importFaceModel(found, own, { licence, source: importer.source });
    throwIfCancelled(signal);
    const folder = path.join(await userFolderOf(this.store), id);
    await fillFolderAtomically(folder, (temporary) => writeFile(path.join(temporary, `${id}.ffm`), bytes));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const entry: ModelEntry = {
      id,
      name: name ?? importer.name,
      job: 'morphable-model',
      version: sha256.slice(0, 8),
      ...{ file: `${id}/${id}.ffm`, bytes: bytes.length, sha256, licence },
      source: { origin: importer.source, file: source },
      inputs: [],
      outputs: [],
      ...(importer.basis === undefined ? {} : { basis: importer.basis }),
    };
    const notices = await addToUserList(this.store, entry);
    if (importer.terms !== undefined) notices.push(importer.terms);
    return { id, sha256, bytes: bytes.length, faceModel: { kind: importer.name, ...report }, notices };
  }

  /** From a file under a temporary name in the user's folder to a model that can be used. */
  private async settleIn(
    id: string,
    part: string,
    fileName: string,
    { bytes, sha256 }: CopiedFile,
    { name, licence, source, adapter: wanted }: AddModelRequest,
    { signal }: LibraryHooks,
    url?: string,
  ): Promise<AddedModel> {
    const pool = await this.pool();
    const { description } = await pool.perform(inspectNetwork, { path: part }, { signal });
    const factor = await measureFactor(part, description, pool, signal);
    const notices: string[] = [];
    let adapter: ModelAdapter;
    let preset = typeof wanted === 'string' ? wanted : undefined;
    if (wanted === undefined) {
      const guess = guessAdapter(fileName, description, factor);
      [preset] = guess.fitting;
      if (guess.adapter === undefined) {
        throw new StudioError('model-unsuitable', `No known adapter fits ${fileName}. ${guess.problem}`);
      }
      adapter = guess.adapter;
      const by = guess.guessedBy === 'name' ? 'its name and tensors' : 'its tensors alone';
      notices.push(
        `The adapter ${preset} was guessed from ${by}. If results look wrong, remove the model and name its adapter.`,
      );
    } else if (typeof wanted === 'string') adapter = settlePreset(wanted, description, factor);
    else adapter = settleAdapter(withFactor(addModelAdapter(wanted), factor), description);
    await tryNetwork(part, adapter, pool, signal);
    const folder = await userFolderOf(this.store);
    await this.checkFree(id);
    await mkdir(path.join(folder, id), { recursive: true });
    const file = `${id}/${id}.onnx`;
    await rename(part, path.join(folder, file));
    const entry: ModelEntry = {
      id,
      ...(name === undefined ? {} : { name }),
      job: jobOf[adapter.scope],
      version: sha256.slice(0, 8),
      ...{ file, bytes, sha256, licence },
      source: { origin: source, file: fileName, ...(url === undefined ? {} : { url }) },
      inputs: description.inputs,
      outputs: description.outputs,
      adapter,
    };
    notices.push(...(await addToUserList(this.store, entry)));
    if (adapter.scope === 'coefficients') {
      notices.push(basisNotice({ id, adapter }, await this.store.entries()));
    }
    return { id, sha256, bytes, ...(preset === undefined ? {} : { preset }), adapter, notices };
  }

  private partialOf(id: string): string {
    return path.join(this.store.userFolder ?? '', `.${id}.onnx.partial`);
  }

  private async checkFree(id: string): Promise<void> {
    if (!(await this.store.entries()).some((entry) => entry.id === id)) return;
    const own = !(await this.store.builtIn()).some((entry) => entry.id === id);
    throw new StudioError(
      'usage',
      own
        ? `You have a model called "${id}" already. Remove it first, or give another id.`
        : `"${id}" is a built-in model. Give another id.`,
    );
  }

  /** From a file's name, with a number where that is taken. */
  private async freeId(fileName: string): Promise<string> {
    const plain = path
      .parse(fileName)
      .name.toLowerCase()
      .replace(/[^a-z0-9.]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      .slice(0, 56);
    const base = modelIdSchema.safeParse(plain).success ? plain : 'model';
    const taken = new Set((await this.store.entries()).map(({ id }) => id));
    for (let number = 1; ; number++) {
      const id = number === 1 ? base : `${base}-${number}`;
      if (!taken.has(id)) return id;
    }
  }
}

/** Parsed already; the request's type is that of what callers may leave out. */
function addModelAdapter(wanted: Exclude<AddModelRequest['adapter'], string | undefined>) {
  const { adapter } = addModelRequestSchema.parse({ licence: '-', source: '-', adapter: wanted });
  if (adapter === undefined || typeof adapter === 'string') throw new TypeError('an adapter was given');
  return adapter;
}

function checkConsent(
  { id, licence, licenceUrl, terms, sha256, source }: CatalogueEntry,
  { acceptLicence, acceptUnverified }: FetchModelRequest,
): void {
  if (!acceptLicence) {
    const where = licenceUrl ?? source;
    throw new StudioError(
      'usage',
      `${id} is under ${licence} (${where}).${terms === undefined ? '' : ` ${terms}`} Accept the licence to fetch it.`,
      { details: { licence, licenceUrl: where } },
    );
  }
  if (sha256 === undefined && !acceptUnverified) {
    throw new StudioError(
      'usage',
      `Nobody has published the hash of ${id}: what arrives cannot be checked. Accept that to fetch it; its hash is noted then.`,
    );
  }
}
