import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../../../main/engine/models/package-root';

/** What onnxruntime's telemetry client opens as soon as it starts. */
const telemetryLog = (child: ChildProcess): string => path.join(tmpdir(), `mat-debug-${child.pid}.log`);

/** Next to nothing: the library keeps quiet by itself where it sees the variables of a CI. */
const env = { PATH: process.env.PATH, TMPDIR: tmpdir() };

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a process that runs networks starts no telemetry', async () => {
  const child = fork(path.join(packageRoot(), 'dist/device-probe.js'), ['cpu'], { execArgv: [], env });
  await once(child, 'message');
  expect(existsSync(telemetryLog(child))).toBe(false);
  if (child.exitCode === null) await once(child, 'exit');
});

onLinux('which the library would do by itself (else the test above proves nothing)', async () => {
  const script =
    "require('onnxruntime-node').InferenceSession.create(process.argv[1]).then(() => process.send('up'))";
  const model = path.join(packageRoot(), 'native-models/blazeface-back/blazeface-back.onnx');
  const child = fork(path.join(packageRoot(), 'node_modules/onnxruntime-node'), [], {
    execArgv: ['-e', script, model],
    env,
  });
  await once(child, 'message');
  const log = telemetryLog(child);
  child.kill('SIGKILL');
  expect(existsSync(log)).toBe(true);
  rmSync(log);
});
