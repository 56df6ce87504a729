import type { DegradeRequest, DegradeSummary } from './degrade';
import type { LabRequest, LabSummary } from './lab';
import type { AnalyseRequest, EnhanceRequest, ReconstructRequest } from './options';
import type {
  AnalysisSummary,
  EnhancePlan,
  EnhanceSummary,
  Notice,
  Progress,
  ReconstructSummary,
} from './jobs';
import type { MediaInfo } from './media';
import type { ModelLibrary } from './model-library';

/** What a caller may watch and stop while a job runs. */
export interface JobHooks {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly onNotice?: (notice: Notice) => void;
}

/** Settings of this machine rather than of a job. */
export interface EngineSettings {
  readonly ffmpegPath?: string;
  readonly ffprobePath?: string;
  /** Folder that holds manifest.json and the weights; the one shipped with the program by default. */
  readonly modelsFolder?: string;
  /** Folder of the user's own models; none by default. */
  readonly userModelsFolder?: string;
  /** Inference workers, one thread each; the number of cores (at most 4) by default. */
  readonly workers?: number;
  /** Frames of one render segment, or between two checkpoints: the most that a killed run loses; 100 by default. */
  readonly segmentFrames?: number;
}

/**
 * The engine's methods, the same for every host. All reject with a StudioError whose code is in `errors.ts`.
 * `input` is one file; hosts expand folders with `listInputs`.
 */
export interface Engine {
  listInputs(paths: readonly string[]): Promise<string[]>;
  probe(input: string): Promise<MediaInfo>;
  analyse(request: AnalyseRequest, hooks?: JobHooks): Promise<AnalysisSummary>;
  plan(request: EnhanceRequest): Promise<EnhancePlan>;
  enhance(request: EnhanceRequest, hooks?: JobHooks): Promise<EnhanceSummary>;
  reconstruct(request: ReconstructRequest, hooks?: JobHooks): Promise<ReconstructSummary>;
  /** Compares methods on material of the user's and writes a report. */
  lab(request: LabRequest, hooks?: JobHooks): Promise<LabSummary>;
  /** Makes a poor copy of a sharp input, in the folder of a data set. */
  degrade(request: DegradeRequest, hooks?: JobHooks): Promise<DegradeSummary>;
  /** The user's own models and the catalogue. */
  readonly models: ModelLibrary;
  /** Ends workers and child processes. The engine is not usable afterwards. */
  dispose(): Promise<void>;
}
