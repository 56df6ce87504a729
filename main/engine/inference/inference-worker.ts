/** Entry point of a worker thread: loads models on first use and runs them, one at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import { pictureToTensor } from './picture-feed';
import { Session, type OutputTensor } from './session';
import { isPicture, type Tensor } from './tensors';
import type { RunRequest, WorkerReply, WorkerRequest, WorkerSettings } from './worker-protocol';

const port = parentPort;
if (port === null) throw new Error('inference-worker runs as a worker thread only');
const { provider } = workerData as WorkerSettings;

const sessions = new Map<string, Promise<Session>>();
const queue: RunRequest[] = [];
let pumping = false;
let closing = false;

port.on('message', (message: WorkerRequest) => {
  if (message.type === 'run') {
    queue.push(message);
    if (!pumping) {
      pumping = true;
      setImmediate(() => void pump());
    }
    return;
  }
  if (message.type === 'close') {
    closing = true;
    queue.length = 0;
    if (!pumping) port.close(); // nothing keeps the thread any more
    return;
  }
  const at = queue.findIndex((request) => request.id === message.id);
  if (at < 0) return; // running or done: answered as such
  queue.splice(at, 1);
  reply({ type: 'cancelled', id: message.id });
});

/** Between runs the loop turns once, so that cancellations that arrived meanwhile are read first. */
async function pump(): Promise<void> {
  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    await perform(request);
    await new Promise(setImmediate);
  }
  pumping = false;
  if (closing) port?.close();
}

async function perform(request: RunRequest): Promise<void> {
  try {
    const session = await sessionOf(request.modelPath);
    const started = performance.now();
    const inputs: Record<string, Tensor> = {};
    for (const [name, feed] of Object.entries(request.feeds)) {
      inputs[name] = isPicture(feed) ? pictureToTensor(feed) : feed;
    }
    const tensors = await session.run(inputs, request.outputs);
    const milliseconds = performance.now() - started;
    reply({ type: 'done', id: request.id, tensors, milliseconds }, buffersOf(tensors));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    reply({ type: 'failed', id: request.id, message });
  }
}

function sessionOf(modelPath: string): Promise<Session> {
  let session = sessions.get(modelPath);
  if (session === undefined) {
    session = Session.open(modelPath, provider);
    session.catch(() => sessions.delete(modelPath));
    sessions.set(modelPath, session);
  }
  return session;
}

function buffersOf(tensors: Readonly<Record<string, OutputTensor>>): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { data } of Object.values(tensors)) buffers.add(data.buffer as ArrayBuffer);
  return [...buffers];
}

function reply(message: WorkerReply, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}
