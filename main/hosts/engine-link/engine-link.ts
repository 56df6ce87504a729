import type { ErrorReport } from '../../../preload/contract/errors';
import { connect } from '../../rpc/connect';
import { fromErrorReport } from '../../engine/errors/studio-error';
import { toHostSchema, type EngineStart, type ResourceEndpoint, type ToEngine } from './control-messages';
import { EndpointDoor } from './endpoint-door';
import type { EngineChild } from './engine-child';
import { RestartPolicy } from './restart-policy';

export interface EngineLinkOptions {
  launch(): EngineChild;
  readonly start: EngineStart;
  /** Told whenever the process comes, dies or is given up. */
  onState(state: EngineProcessState): void;
  readonly policy?: RestartPolicy;
  /** How long a process may take to say that it is ready, milliseconds. */
  readonly startPatience?: number;
}

export interface EngineProcessState {
  readonly engine: 'running' | 'restarting' | 'stopped';
  readonly engineError?: ErrorReport;
}

/** The engine in its process, for as long as its host lives. */
export interface EngineLink {
  /** Rejects with `engine-stopped` where the process dies meanwhile. */
  call(method: string, params: unknown, signal?: AbortSignal): Promise<unknown>;
  /** Goes on over restarts. */
  subscribe(topic: string, listener: (value: unknown) => void): () => void;
  /** Where resources are answered; waits for an engine that is being started. Rejects with `engine-stopped`. */
  endpoint(signal: AbortSignal): Promise<ResourceEndpoint>;
  /** Process id, for tests and for the host's memory figures. */
  readonly pid: number | undefined;
  dispose(): Promise<void>;
}

/** How long an engine that was asked to end may take to write what is unsaved. */
const stopPatience = 5000;

/** Starts the engine's process and keeps one running. */
export function superviseEngine(options: EngineLinkOptions): EngineLink {
  const policy = options.policy ?? new RestartPolicy();
  // A call may have to wait for a restart and the start itself.
  const client = connect(undefined, 30_000);
  let child: EngineChild | undefined;
  const door = new EndpointDoor();
  let restart: NodeJS.Timeout | undefined;
  let disposed = false;
  let stopped: ErrorReport | undefined;

  const launch = () => {
    stopped = undefined;
    door.close();
    let ended = false;
    let failure: ErrorReport | undefined;
    const own = options.launch();
    child = own;
    const deadline = setTimeout(() => {
      failure = { code: 'engine-stopped', message: 'The engine did not start in time.' };
      own.kill();
    }, options.startPatience ?? 60_000);
    const offMessage = own.onMessage((message) => {
      const control = toHostSchema.safeParse(message);
      if (!control.success) return;
      if (control.data.type === 'failed') {
        failure = control.data.error;
        return;
      }
      clearTimeout(deadline);
      door.open(control.data.endpoint);
      client.attach(own);
      options.onState({ engine: 'running' });
    });
    own.onExit((reason) => {
      if (ended) return;
      ended = true;
      clearTimeout(deadline);
      offMessage();
      child = undefined;
      door.close();
      if (disposed) return;
      const report = failure ?? diedReport(reason);
      client.detach(report);
      const delay = policy.next(performance.now());
      if (delay === undefined) {
        stopped = { ...report, message: `${report.message} It was started several times without success.` };
        client.rejectWaiting(stopped);
        door.refuse(stopped);
        options.onState({ engine: 'stopped', engineError: stopped });
        return;
      }
      options.onState({ engine: 'restarting', engineError: report });
      restart = setTimeout(launch, delay);
    });
    own.send({ type: 'start', start: options.start } satisfies ToEngine);
  };
  launch();

  return {
    endpoint: (signal) => door.wait(signal),
    get pid() {
      return child?.pid;
    },
    call(method, params, signal) {
      if (stopped !== undefined) {
        // Given up, but somebody wants it: one more try, and not for every request that comes in.
        if (!policy.mayTryAgain(performance.now())) return Promise.reject(fromErrorReport(stopped));
        options.onState({ engine: 'restarting', engineError: stopped });
        launch();
      }
      return client.call(method, params, signal);
    },
    subscribe: (topic, listener) => client.subscribe(topic, listener),
    async dispose() {
      disposed = true;
      clearTimeout(restart);
      const own = child;
      if (own !== undefined) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(() => {
            own.kill();
            resolve();
          }, stopPatience);
          own.onExit(() => {
            clearTimeout(timer);
            resolve();
          });
          own.send({ type: 'stop' } satisfies ToEngine);
        });
      }
      client.close();
      door.refuse({ code: 'engine-stopped', message: 'The studio was closed.' });
    },
  };
}

function diedReport(reason: string): ErrorReport {
  return {
    code: 'engine-stopped',
    message: `The engine ended unexpectedly (${reason}) and is started again. What was finished is kept.`,
    details: { reason },
  };
}
