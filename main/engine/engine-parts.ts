import type { EngineSettings, JobHooks } from '../../preload/contract/engine';
import type { ModelLibrary } from '../../preload/contract/model-library';
import type { Device } from '../../preload/contract/options';
import { faceModelAt } from './geometry/load-face-model';
import type { FaceModel } from './geometry/types';
import { chooseDevice } from './inference/choose-device';
import { InferencePool } from './inference/inference-pool';
import { locateFfmpeg, type FfmpegTools } from './media/locate-ffmpeg';
import { UserModelLibrary } from './model-library/model-library';
import { ModelStore } from './models/model-store';
import { resolveFaceModel } from './models/resolve-face-model';

/** Frames of a render segment and between an analysis's checkpoints: four seconds at 25 fps. */
const defaultSegmentFrames = 100;

/** What the engine's methods share and make only when first needed: tools, weights, workers. */
export class EngineParts {
  readonly models: ModelStore;
  readonly library: ModelLibrary;
  private toolsFound: Promise<FfmpegTools> | undefined;
  private readonly pools = new Map<Device, Promise<{ pool: InferencePool; reason: string }>>();

  constructor(readonly settings: EngineSettings) {
    this.models = new ModelStore(settings.modelsFolder, settings.userModelsFolder);
    // On the processor: every machine has one, and a trial is one run.
    this.library = new UserModelLibrary(this.models, () => this.pool('cpu', {}));
  }

  tools(): Promise<FfmpegTools> {
    const { ffmpegPath, ffprobePath } = this.settings;
    return (this.toolsFound ??= locateFfmpeg({
      ...(ffmpegPath === undefined ? {} : { ffmpegPath }),
      ...(ffprobePath === undefined ? {} : { ffprobePath }),
    }));
  }

  /** Frames of a piece of a job: the most that a killed run loses. */
  get segmentFrames(): number {
    return this.settings.segmentFrames ?? defaultSegmentFrames;
  }

  /**
   * The verified file of a face model.
   * @param id the built-in one where it is left out
   * @throws StudioError `model-missing`, `model-corrupt`, `usage` where that model is no face
   */
  async faceModelFile(id?: string): Promise<string> {
    return (await resolveFaceModel(this.models, id)).path;
  }

  async faceModel(id?: string): Promise<FaceModel> {
    return faceModelAt(await this.faceModelFile(id));
  }

  /** The workers for a device, started once; says what was chosen and why. */
  async pool(device: Device, hooks: JobHooks): Promise<InferencePool> {
    let found = this.pools.get(device);
    if (found === undefined) {
      found = this.startPool(device);
      this.pools.set(device, found);
      found.catch(() => this.pools.delete(device));
    }
    const { pool, reason } = await found;
    hooks.onNotice?.({ level: 'info', message: `Device: ${reason}.` });
    return pool;
  }

  private async startPool(device: Device): Promise<{ pool: InferencePool; reason: string }> {
    const choice = await chooseDevice(device);
    const { workers } = this.settings;
    const pool = new InferencePool({
      models: this.models,
      provider: choice.device,
      ...(workers === undefined ? {} : { workers }),
    });
    return { pool, reason: choice.reason };
  }

  async dispose(): Promise<void> {
    const pools = await Promise.allSettled([...this.pools.values()]);
    this.pools.clear();
    for (const started of pools) if (started.status === 'fulfilled') await started.value.pool.close();
  }
}
