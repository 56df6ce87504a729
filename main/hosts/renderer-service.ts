import { z } from 'zod';
import {
  shellMethods,
  studioMethods,
  type MethodTable,
  type ShellMethods,
} from '../../preload/contract/studio/methods';
import { topicNames, type TopicName } from '../../preload/contract/studio/topics';
import { StudioError } from '../engine/errors/studio-error';
import type { WireService } from '../rpc/wire-service';
import type { HostState } from './host-state';

/** What a host does for `shell.*`; parameters have been checked. */
export type ShellCalls = {
  readonly [K in keyof ShellMethods]?: (
    params: z.output<ShellMethods[K]['params']>,
    signal: AbortSignal,
  ) => Promise<z.output<ShellMethods[K]['result']>>;
};

export interface RendererServiceParts {
  /** The engine, wherever it runs. */
  readonly engine: {
    call(method: string, params: unknown, signal?: AbortSignal): Promise<unknown>;
    subscribe(topic: string, listener: (value: unknown) => void): () => void;
  };
  /** What is left out is answered with `usage`; `HostSnapshot` says so beforehand. */
  readonly shell: ShellCalls;
  readonly host: HostState;
}

/**
 * Everything a renderer may ask for, whatever the transport: the engine's methods and the shell's, checked here, where
 * they leave the page. What only a host may ask of the engine (`host.*`, where paths appear) does not exist for it.
 */
export function createRendererService({ engine, shell, host }: RendererServiceParts): WireService {
  return {
    async call(method, params, signal) {
      const declared = find(studioMethods, method);
      if (declared !== undefined) return engine.call(method, check(method, declared.params, params), signal);
      const shellMethod = find(shellMethods, method);
      if (shellMethod === undefined) throw new StudioError('usage', `There is no method ${method}.`);
      const checked = check(method, shellMethod.params, params);
      const run = shell[method as keyof ShellMethods] as
        ((params: unknown, signal: AbortSignal) => Promise<unknown>) | undefined;
      if (run === undefined) throw new StudioError('usage', 'That cannot be done from a browser.');
      return run(checked, signal);
    },
    subscribe(topic, listener) {
      if (!topicNames.includes(topic as TopicName)) throw new Error(`there is no topic ${topic}`);
      return topic === 'host' ? host.subscribe(listener) : engine.subscribe(topic, listener);
    },
  };
}

function find(table: MethodTable, method: string): MethodTable[string] | undefined {
  return Object.hasOwn(table, method) ? table[method] : undefined;
}

function check(method: string, schema: z.ZodType, params: unknown): unknown {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new StudioError('usage', `${method}: ${z.prettifyError(parsed.error).replace(/\s*\n\s*/g, '; ')}`);
}
