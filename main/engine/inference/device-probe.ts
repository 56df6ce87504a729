/**
 * Entry point of the probe: a process of its own, because a broken driver can take its process down.
 * `node device-probe.js <provider>` in a forked child answers with one ProbeReply, runs the trial network in a worker
 * thread as the pool does, and compares it with the CPU.
 */
import './no-telemetry';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { probeInput, probeModel, probeShape } from './probe-model';
import { Session } from './session';
import type { Provider } from './worker-protocol';

export type ProbeReply =
  | {
      readonly ok: true;
      /** Largest difference to the CPU over the largest value. */
      readonly relativeDifference: number;
      readonly milliseconds: number;
      readonly cpuMilliseconds: number;
    }
  | { readonly ok: false; readonly message: string };

const trials = 3;

async function timeRuns(provider: Provider): Promise<{ data: Float32Array; milliseconds: number }> {
  const session = await Session.open(probeModel(), provider);
  const x = { data: probeInput(), dims: probeShape };
  let { y } = await session.run({ x }, ['y']);
  let best = Infinity;
  for (let i = 0; i < trials && best > 0; i++) {
    const started = performance.now();
    ({ y } = await session.run({ x }, ['y']));
    best = Math.min(best, performance.now() - started);
  }
  return { data: y.data, milliseconds: best };
}

async function probe(provider: Provider): Promise<ProbeReply> {
  try {
    const device = await timeRuns(provider);
    const cpu = await timeRuns('cpu');
    let difference = 0;
    let largest = 0;
    for (let i = 0; i < cpu.data.length; i++) {
      difference = Math.max(difference, Math.abs(cpu.data[i] - device.data[i]));
      largest = Math.max(largest, Math.abs(cpu.data[i]));
    }
    return {
      ok: true,
      relativeDifference: difference / largest,
      milliseconds: device.milliseconds,
      cpuMilliseconds: cpu.milliseconds,
    };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

if (isMainThread) {
  let reply: ProbeReply = { ok: false, message: 'the trial thread ended without an answer' };
  const worker = new Worker(__filename, { workerData: process.argv[2] });
  worker.on('message', (message: ProbeReply) => (reply = message));
  worker.on('error', (error: unknown) => {
    reply = { ok: false, message: error instanceof Error ? error.message : String(error) };
  });
  worker.on('exit', () => process.send?.(reply, () => process.exit(0)));
} else {
  void probe(workerData as Provider).then((reply) => parentPort?.postMessage(reply));
}
