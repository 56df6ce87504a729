import { runCli } from '../../../../main/hosts/cli/run-cli';
import { inspectMachine } from '../../../../main/engine/doctor/inspect-machine';
import { obstacles } from '../../../../main/engine/doctor/machine-report';
import { fakeHost } from './fake-host';

test('what only narrows the choice does not fail', async () => {
  const host = fakeHost(
    {},
    { machine: { devices: [{ what: 'cuda', state: 'limited', detail: 'no GPU', remedy: 'Add one.' }] } },
  );
  expect(await runCli(['doctor'], host)).toBe(0);
  expect(host.out.join('')).toMatch(/– cuda {2}no GPU\n.*→ Add one\./);
  expect(host.out.join('')).toContain('Ready');
});

test('what stops the main job gives its exit code', async () => {
  const host = fakeHost(
    {},
    {
      machine: {
        ffmpeg: [{ what: 'ffmpeg', state: 'missing', code: 'ffmpeg-missing', detail: 'gone' }],
        models: [{ what: 'restorer', state: 'missing', code: 'model-missing', detail: 'gone' }],
      },
    },
  );
  expect(await runCli(['doctor', '--json'], host)).toBe(6);
  expect(JSON.parse(host.out.join(''))).toMatchObject({ command: 'doctor', result: { ready: false } });
  const people = fakeHost(
    {},
    { machine: { ffmpeg: [{ what: 'ffmpeg', state: 'missing', detail: 'gone' }] } },
  );
  await runCli(['doctor'], people);
  expect(people.out.join('')).toContain('Not ready: ffmpeg is missing.');
});

test('the real inspection finds a ffmpeg that encodes H.264, and says so when the one named does not work', async () => {
  const report = await inspectMachine({});
  expect(report.encoders).toContainEqual(expect.objectContaining({ what: 'h264', state: 'ok' }));
  expect(report.devices).toContainEqual(expect.objectContaining({ what: 'cpu', state: 'ok' }));
  const broken = await inspectMachine({ ffmpegPath: process.execPath });
  expect(obstacles(broken)).toContainEqual(
    expect.objectContaining({ what: 'ffmpeg', code: 'ffmpeg-missing' }),
  );
});
