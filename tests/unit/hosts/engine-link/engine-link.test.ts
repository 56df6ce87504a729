import type { TopicValue } from '../../../../preload/contract/studio/topics';
import { forkEngine } from '../../../../main/hosts/engine-link/fork-engine';
import { superviseEngine, type EngineProcessState } from '../../../../main/hosts/engine-link/engine-link';
import { RestartPolicy } from '../../../../main/hosts/engine-link/restart-policy';
import { openTestStudio } from '../../../contract/browser-studio';
import { bundleProcess, fakeEngineProcess } from '../../../contract/bundle-process';
import { until } from '../../../contract/until';

test('an engine that dies is told of, started again, and followed again', async () => {
  const studio = await openTestStudio();
  const client = studio.client();
  const hosts: TopicValue<'host'>[] = [];
  const projects: string[] = [];
  client.subscribe('host', (value) => hosts.push(value));
  client.subscribe('project', ({ name }) => projects.push(name));
  await client.call('project.rename', { name: 'Before' });
  await until(() => projects.includes('Before'));
  const first = studio.engine.pid;

  const waiting = client.call('machine.benchmark', {});
  const crashing = client.call('media.remove', { mediaId: 'crash' });
  await expect(crashing).rejects.toMatchObject({
    code: 'engine-stopped',
    message: expect.stringContaining('exit code 3') as string,
  });
  await expect(waiting).rejects.toMatchObject({ code: 'engine-stopped' });
  expect(hosts.at(-1)).toMatchObject({ engine: 'restarting', engineError: { code: 'engine-stopped' } });

  // A call made meanwhile waits for the new process; the topic's state is that of the new process.
  expect(await client.call('media.addSample', {})).toEqual({ mediaId: 'sample' });
  await until(() => projects.at(-1) === 'Untitled');
  await until(() => hosts.at(-1)?.engine === 'running');
  expect(hosts.at(-1)).not.toHaveProperty('engineError');
  expect(studio.engine.pid).not.toBe(first);
  expect((await studio.get('/resource/media/a/before/0.raw')).status).toBe(200);
  client.close();
  await studio.close();
});

test('a picture that is asked for while the engine restarts comes from the next one', async () => {
  const studio = await openTestStudio();
  const client = studio.client();
  await client.call('media.addSample', {});
  process.kill(studio.engine.pid ?? 0, 'SIGKILL');
  await until(() => studio.engine.pid === undefined);
  expect((await studio.get('/resource/media/a/before/0.raw')).status).toBe(200);
  client.close();
  await studio.close();
});

test('an engine that cannot start is given up with its reason, and ends with its host', async () => {
  const file = bundleProcess(fakeEngineProcess);
  const states: EngineProcessState[] = [];
  class Impatient extends RestartPolicy {
    override next(now: number) {
      return super.next(now) === undefined ? undefined : 1;
    }
  }
  const link = superviseEngine({
    launch: () => forkEngine(file),
    start: { engine: {}, dataFolder: '/refuses' },
    onState: (state) => states.push(state),
    policy: new Impatient(),
  });
  await expect(link.call('media.addSample', {})).rejects.toMatchObject({
    code: 'internal',
    message: expect.stringContaining('the data folder refuses') as string,
  });
  expect(states.map(({ engine }) => engine)).toEqual([
    'restarting',
    'restarting',
    'restarting',
    'restarting',
    'stopped',
  ]);
  await expect(link.call('media.addSample', {})).rejects.toMatchObject({ code: 'internal' });
  await expect(link.endpoint(new AbortController().signal)).rejects.toMatchObject({ code: 'internal' });
  await link.dispose();
});

test('disposing ends the process', async () => {
  const file = bundleProcess(fakeEngineProcess);
  const link = superviseEngine({
    launch: () => forkEngine(file),
    start: { engine: {}, dataFolder: '/nowhere' },
    onState: () => undefined,
  });
  await link.call('media.addSample', {});
  const pid = link.pid ?? 0;
  await link.dispose();
  expect(() => process.kill(pid, 0)).toThrow();
});

test('restarts come at growing intervals and end', () => {
  const policy = new RestartPolicy();
  expect([0, 1, 2, 3, 4].map((at) => policy.next(at * 1000))).toEqual([200, 1000, 3000, 8000, undefined]);
  expect(policy.mayTryAgain(5000)).toBe(false);
  expect(policy.mayTryAgain(14_000)).toBe(true);
  // What lies long back does not count.
  expect(policy.next(500_000)).toBe(200);
});
