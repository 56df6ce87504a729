import { parentPort, workerData } from 'node:worker_threads';
import { toErrorReport } from '../errors/studio-error';
import { pictureToTensor } from './picture-feed';
import type { Session } from './session';
import { SessionCache } from './session-cache';
import { isPicture, type Tensor } from './tensors';
import type {
  RunRequest,
  TaskRequest,
  WorkerReply,
  WorkerRequest,
  WorkerSettings,
  WorkRequest,
} from './worker-protocol';
import type { AnyTask } from './worker-task';

/** What a piece of work gives back, and the buffers of it that move to the asker. */
interface Outcome {
  readonly result: unknown;
  readonly moved: readonly ArrayBufferLike[];
  readonly milliseconds: number;
}

/**
 * Makes this thread a worker of an InferencePool: loads networks on first use and runs them, and the given tasks, one
 * at a time.
 */
export function serveWorker(tasks: readonly AnyTask[]): void {
  const port = parentPort;
  if (port === null) throw new Error('this program runs as a worker thread only');
  const { provider } = workerData as WorkerSettings;
  const sessions = new SessionCache(provider);
  const queue: WorkRequest[] = [];
  let pumping = false;
  let closing = false;

  const reply = (message: WorkerReply, moved: readonly ArrayBufferLike[] = []): void => {
    port.postMessage(message, [...new Set(moved)] as ArrayBuffer[]);
  };

  const perform = async (request: WorkRequest): Promise<void> => {
    const { id } = request;
    try {
      const { result, moved, milliseconds } =
        request.type === 'run'
          ? await runNetwork(await sessions.of(request.model), request)
          : await performTask(tasks, request);
      reply({ type: 'done', id, result, milliseconds }, moved);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const report = request.type === 'task' ? toErrorReport(error) : undefined;
      reply({ type: 'failed', id, message, report });
    }
  };

  /** Between two pieces of work the loop turns once, so that cancellations that arrived meanwhile are read first. */
  const pump = async (): Promise<void> => {
    for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
      await perform(request);
      await new Promise(setImmediate);
    }
    pumping = false;
    if (closing) port.close();
  };

  port.on('message', (message: WorkerRequest) => {
    if (message.type === 'close') {
      closing = true;
      queue.length = 0;
      if (!pumping) port.close(); // nothing keeps the thread any more
      return;
    }
    if (message.type === 'cancel') {
      const at = queue.findIndex((request) => request.id === message.id);
      if (at < 0) return; // running or done: answered as such
      queue.splice(at, 1);
      reply({ type: 'cancelled', id: message.id });
      return;
    }
    queue.push(message);
    if (!pumping) {
      pumping = true;
      setImmediate(() => void pump());
    }
  });
}

async function runNetwork(session: Session, request: RunRequest): Promise<Outcome> {
  const started = performance.now();
  const inputs: Record<string, Tensor> = {};
  for (const [name, feed] of Object.entries(request.feeds)) {
    inputs[name] = isPicture(feed) ? pictureToTensor(feed) : feed;
  }
  const result = await session.run(inputs, request.outputs);
  return {
    result,
    moved: Object.values(result).map(({ data }) => data.buffer),
    milliseconds: performance.now() - started,
  };
}

async function performTask(tasks: readonly AnyTask[], request: TaskRequest): Promise<Outcome> {
  const task = tasks.find(({ name }) => name === request.task);
  if (task === undefined) throw new Error(`this worker knows no task "${request.task}"`);
  const started = performance.now();
  const result = await task.perform(request.input);
  return {
    result,
    moved: task.movedBuffers(result),
    milliseconds: performance.now() - started,
  };
}
