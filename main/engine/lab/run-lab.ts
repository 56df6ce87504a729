import { cpus } from 'node:os';
import path from 'node:path';
import type { JobHooks } from '../../../preload/contract/engine';
import {
  labBaseline,
  labOptionsSchema,
  type LabFactor,
  type LabFigures,
  type LabPart,
  type LabPicture,
  type LabRequest,
  type LabSummary,
  type LabValue,
} from '../../../preload/contract/lab';
import type { LabFitValue } from '../../../preload/contract/lab-fits';
import type { EngineParts } from '../engine-parts';
import { isCancelled, StudioError, toErrorReport } from '../errors/studio-error';
import { encodePng } from '../export/encode-picture';
import { makeFolder, writeAtomically } from '../export/write-atomically';
import type { InferencePool } from '../inference/inference-pool';
import { int8FileOf } from '../inference/int8-file';
import { StageProgress } from '../jobs/progress-reporter';
import { listInputs } from '../media/list-inputs';
import { mapOrdered } from '../stream/map-ordered';
import type { RgbImage } from '../pixels/image';
import { chooseVolumeNetwork } from '../volume/volume-network';
import { runClips } from './clips/run-clips';
import { findPortraits, type Portrait } from './find-portraits';
import { summarise } from './lab-figures';
import { fitPortraitSizes } from './fits/fit-portrait-sizes';
import { fitProtocol, fitRows } from './fits/fit-rows';
import { labMethods, userMethods, type LabMethod } from './lab-methods';
import { measureRestored } from './measure-restored';
import { measureMethodMemory } from './memory/method-memory';
import { pictureFile, versionName } from './picture-files';
import { protocolLines, protocolSize, smallCrop } from './protocol';
import { writeLabReport } from './report/write-lab-report';
import { runMethod, SmallFace, type MethodParts } from './run-method';
import { startWatch } from './stopwatch';

/** Faces from which a method's time is taken, each alone on the machine. */
const timedFaces = 3;

/**
 * Compares methods on the user's own material: makes faces small, enlarges them by every method, measures them against
 * the sharp ones and writes a report with every picture.
 * Errors: those of reading, of the pool and of writing; `no-faces` where nothing can be measured.
 */
export async function runLab(request: LabRequest, parts: EngineParts, hooks: JobHooks): Promise<LabSummary> {
  const options = labOptionsSchema.parse(request);
  const started = performance.now();
  const usedBefore = process.cpuUsage();
  const { signal } = hooks;
  const files = await listInputs(options.material);
  const tools = await parts.tools();
  const entries = await parts.models.entries();
  const methods = withBaseline(labMethods(entries, await userMethods(parts.models), options.methods));
  for (const method of methods) {
    if (method.kind === 'restorer') for (const notice of method.restorer.notices) hooks.onNotice?.(notice);
  }
  const pool = await parts.pool(options.device, hooks);
  const methodParts: MethodParts = { pool, model: await parts.faceModel(), signal };
  const [restorer] = labMethods(entries, [], ['sr:none']);
  const fitParts = options.fits
    ? { ...methodParts, volume: chooseVolumeNetwork(entries), restorer }
    : undefined;
  const folder = path.join(options.outputFolder, 'pictures');

  const pictures: LabPicture[] = [];
  const values: LabValue[] = [];
  const fitValues: LabFitValue[] = [];
  const leftOut: string[] = [];
  const first: Portrait[] = [];
  const progress = new StageProgress(hooks, 'measure', files.length);
  const partSeconds: Partial<Record<LabPart, number>> = {};
  const shares = { faces: 0, fits: 0 };
  const source = findPortraits(files, options, { pool, tools }, leftOut, signal);
  const compared = mapOrdered(numbered(source), pool.parallelism + 1, async ([number, portrait]) => {
    const save = (name: string, image: RgbImage) =>
      savePicture(folder, pictureFile(number, portrait.name, name), image);
    // Not before there is a face: a run without one leaves nothing.
    await makeFolder(folder);
    const began = performance.now();
    await save('sharp', portrait.sharp);
    const found: LabValue[] = [];
    for (const factor of options.factors) {
      const size = protocolSize / factor;
      const small = new SmallFace(smallCrop(portrait.sharp, size, options.antialias), portrait.camera);
      for (const method of methods) {
        const restored = await runMethod(method, small, methodParts);
        const measures = await measureRestored(restored, portrait, pool, signal);
        await save(versionName(factor, method.name), restored);
        found.push({ picture: number, factor, method: method.name, measures });
      }
    }
    const compareEnded = performance.now();
    const fits = fitParts && (await fitPortraitSizes(portrait, number, options.antialias, fitParts));
    shares.faces += compareEnded - began;
    shares.fits += performance.now() - compareEnded;
    return { portrait, found, fits };
  });
  for await (const { portrait, found, fits = [] } of compared) {
    const { name, file, frame, person, interOcularPixels } = portrait;
    pictures.push({ name, file, frame, person, interOcularPixels });
    values.push(...found);
    fitValues.push(...fits);
    if (first.length < timedFaces) first.push(portrait);
    progress.advance();
  }
  const onlyClips = options.framesPerClip === 0 && options.clips !== undefined;
  if (pictures.length === 0 && !onlyClips) {
    if (options.framesPerClip === 0) {
      throw new StudioError(
        'usage',
        'No picture shows a face, and no frames of clips are looked at. Add pictures, or look at frames.',
      );
    }
    throw noFaces(options.material);
  }
  const milliseconds = await timeMethods(methods, first, options.factors, methodParts);
  progress.finish();
  if (pictures.length > 0) {
    // Both are made side by side: the time that passed is shared out.
    const passed = (performance.now() - started) / 1000;
    const fitShare = shares.fits / (shares.faces + shares.fits);
    partSeconds.faces = passed * (1 - fitShare);
    if (options.fits) partSeconds.fits = passed * fitShare;
  }
  const timed = async <T>(part: LabPart, work: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work();
    if (result !== undefined) partSeconds[part] = (performance.now() - from) / 1000;
    return result;
  };
  const { clips: clipOptions } = options;
  const clips =
    clipOptions === undefined
      ? undefined
      : await timed('clips', () =>
          runClips(files, methods, { ...options, clips: clipOptions }, parts, hooks),
        );
  if (pictures.length === 0 && clips === undefined) throw noFaces(options.material);
  const names = methods.map(({ name }) => name);
  const measureMemory = () =>
    measureMethodMemory(names, options.device, parts.settings.userModelsFolder, hooks);
  const methodBytes = options.memory ? await timed('memory', () => unlessItFails(measureMemory, hooks)) : {};

  // Of clips alone there is nothing by size.
  const factors = pictures.length === 0 ? [] : options.factors;
  const seconds = (performance.now() - started) / 1000;
  const used = process.cpuUsage(usedBefore);
  const figures: LabFigures = {
    made: {
      command: options.made?.command ?? '',
      version: options.made?.version ?? '',
      date: new Date().toISOString(),
      machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${pool.parallelism} inference workers on ${pool.provider}, Node ${process.versions.node}`,
      seed: options.seed,
      seconds,
      processorSeconds: (used.user + used.system) / 1e6,
    },
    protocol: protocolLines(options.antialias),
    methods: methods.map((method, i) => ({
      name: method.name,
      weights: weightsOf(method, entries, pool.provider),
      ...(i in milliseconds ? { milliseconds: milliseconds[i] } : {}),
      ...(methodBytes?.[method.name] === undefined ? {} : { peakBytes: methodBytes[method.name] }),
    })),
    factors,
    pictures,
    people: new Set(pictures.map(({ person }) => person)).size,
    leftOut,
    values,
    rows: summarise(values, pictures, factors, names, options.seed),
    ...(clips === undefined ? {} : { clips }),
    ...(partSeconds.fits !== undefined
      ? {
          fits: {
            protocol: fitProtocol,
            values: fitValues,
            rows: fitRows(fitValues, pictures, options.seed),
          },
        }
      : {}),
  };
  const report = await writeLabReport(options.outputFolder, figures);
  return {
    report,
    pictures: pictures.length,
    people: figures.people,
    leftOut,
    rows: [...figures.rows],
    ...(clips === undefined ? {} : { clipRows: clips.rows, clipPeople: clips.people }),
    seconds,
    partSeconds,
  };
}

/** Memory is a column beside the rest, which is not lost for the want of it: undefined, and a warning. */
async function unlessItFails<T>(work: () => Promise<T>, hooks: JobHooks): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isCancelled(error)) throw error;
    const { message } = toErrorReport(error);
    hooks.onNotice?.({ level: 'warning', message: `The memory of the methods is left out: ${message}` });
    return undefined;
  }
}

function noFaces(material: readonly string[]): StudioError {
  return new StudioError(
    'no-faces',
    `No face with eyes at least 32 px apart was found in ${material.join(', ')}. Give pictures or clips in which faces are larger.`,
  );
}

/** Gains need what they are gains over. */
function withBaseline(methods: readonly LabMethod[]): LabMethod[] {
  const has = methods.some(({ name }) => name === labBaseline);
  return has ? [...methods] : [{ kind: 'filter', name: labBaseline, filter: labBaseline }, ...methods];
}

async function* numbered<T>(items: AsyncIterable<T>): AsyncGenerator<[number, T], void, undefined> {
  let number = 0;
  for await (const item of items) yield [number++, item];
}

async function savePicture(folder: string, file: string, image: RgbImage): Promise<void> {
  await writeAtomically(path.join(folder, file), await encodePng(image));
}

/** Median time of a face by each method, the fit of a 3D face included where it takes one; nothing without a face. */
async function timeMethods(
  methods: readonly LabMethod[],
  portraits: readonly Portrait[],
  factors: readonly LabFactor[],
  parts: MethodParts,
): Promise<number[]> {
  if (portraits.length === 0) return [];
  const factor = factors[0];
  const times: number[] = [];
  for (const method of methods) {
    const own: number[] = [];
    for (const { sharp, camera } of portraits) {
      const face = new SmallFace(smallCrop(sharp, protocolSize / factor, true), camera);
      const taken = startWatch(parts.pool);
      await runMethod(method, face, parts);
      own.push(taken());
    }
    own.sort((a, b) => a - b);
    times.push(own[own.length >> 1]);
  }
  return times;
}

function weightsOf(
  method: LabMethod,
  entries: Awaited<ReturnType<EngineParts['models']['entries']>>,
  provider: InferencePool['provider'],
): string {
  if (method.kind === 'filter') return 'no network';
  const networks = method.kind === 'upscaler' ? method.upscalers : [method.restorer];
  const described = networks.map(({ id }) => {
    const entry = entries.find((one) => one.id === id);
    if (entry === undefined) return id;
    const quick = int8FileOf(entry, provider, method.kind === 'restorer' && method.thorough);
    const run = entries.find((one) => one.id === quick) ?? entry;
    return `${run.id} ${run.version} (${run.sha256.slice(0, 12)})`;
  });
  return described.join(', ');
}
