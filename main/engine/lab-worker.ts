/** Entry point of the thread in which the studio's lab runs, with inference workers of its own: see studio/lab/lab-thread.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import type { EngineSettings } from '../../preload/contract/engine';
import type { LabRequest } from '../../preload/contract/lab';
import { EngineParts } from './engine-parts';
import { toErrorReport } from './errors/studio-error';
import { runLab } from './lab/run-lab';
import type { LabReply } from './studio/lab/lab-thread';

const { settings, request } = workerData as { settings: EngineSettings; request: LabRequest };
const port = parentPort;
if (port === null) throw new Error('lab-worker runs in a thread');
const say = (reply: LabReply) => port.postMessage(reply);
const parts = new EngineParts(settings);
const abort = new AbortController();
// The one thing it can be told.
port.on('message', () => abort.abort());

void runLab(request, parts, {
  signal: abort.signal,
  onProgress: (progress) => say({ type: 'progress', progress }),
  onNotice: (notice) => say({ type: 'notice', notice }),
})
  .then(
    (summary) => say({ type: 'done', summary }),
    (error: unknown) => say({ type: 'failed', error: toErrorReport(error) }),
  )
  .then(() => parts.dispose())
  .finally(() => port.close());
