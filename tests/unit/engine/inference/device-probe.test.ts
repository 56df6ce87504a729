import { fork } from 'node:child_process';
import path from 'node:path';
import type { ProbeReply } from '../../../../main/engine/inference/device-probe';
import { packageRoot } from '../../../../main/engine/models/package-root';

test('the trial network runs in a process of its own and agrees with itself on the CPU', async () => {
  const child = fork(path.join(packageRoot(), 'dist/device-probe.js'), ['cpu'], { execArgv: [] });
  const reply = await new Promise<ProbeReply>((resolve, reject) => {
    child.once('message', (message) => resolve(message as ProbeReply));
    child.once('error', reject);
  });
  expect(reply).toMatchObject({ ok: true, relativeDifference: 0 });
  if (reply.ok) expect(reply.cpuMilliseconds).toBeGreaterThan(0.5);
});
