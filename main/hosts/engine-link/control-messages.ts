import { z } from 'zod';
import { errorReportSchema } from '../../../preload/contract/errors';
import type { EngineSettings } from '../../../preload/contract/engine';

/** What the engine's process is started with. */
export interface EngineStart {
  readonly engine: EngineSettings;
  /** Folder for settings, recent projects, autosave, uploads and logs. */
  readonly dataFolder: string;
}

/** Where the engine's process answers resource requests; whoever asks shows the secret. */
export const resourceEndpointSchema = z.object({ socketPath: z.string(), secret: z.string() });
export type ResourceEndpoint = z.infer<typeof resourceEndpointSchema>;

/** Messages beside the studio's own wire, between a host and its engine process. */
export const toHostSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), endpoint: resourceEndpointSchema }),
  z.object({ type: z.literal('failed'), error: errorReportSchema }),
]);

export type ToEngine = { readonly type: 'start'; readonly start: EngineStart } | { readonly type: 'stop' };
