import { chooseDevice } from '../../../../main/engine/inference/choose-device';
import {
  probeProvider,
  providersOfPlatform,
  type ProviderReport,
} from '../../../../main/engine/inference/probe-providers';
import type { Provider } from '../../../../main/engine/inference/worker-protocol';

function probing(outcomes: Partial<Record<Provider, Partial<ProviderReport>>>) {
  return (provider: Provider): Promise<ProviderReport> =>
    Promise.resolve({
      provider,
      works: false,
      worthwhile: false,
      reason: `no ${provider} here`,
      remedy: 'Buy one.',
      ...outcomes[provider],
    });
}

const [first, second] = providersOfPlatform();

test('auto takes the first provider that is worth it and names what was passed over', async () => {
  const works = { works: true, worthwhile: true, reason: 'works' };
  const choice = await chooseDevice('auto', probing({ [second]: works, cpu: works }));
  expect(choice.device).toBe(second);
  expect(choice.reason).toContain(`no ${first} here`);
});

test('auto passes over a device that works but is slow, a software adapter say', async () => {
  const slow = { works: true, worthwhile: false, reason: 'no faster than the CPU' };
  const choice = await chooseDevice('auto', probing({ [first]: slow, [second]: slow }));
  expect(choice.device).toBe('cpu');
  expect(choice.reason).toContain('no faster than the CPU');
});

test('a forced device is taken when it works, however slow, and refused with the remedy when not', async () => {
  const slow = { works: true, worthwhile: false, reason: 'slow' };
  expect((await chooseDevice('webgpu', probing({ webgpu: slow }))).device).toBe('webgpu');
  const refused = chooseDevice('cuda', probing({}));
  await expect(refused).rejects.toMatchObject({ code: 'device-unavailable' });
  await expect(refused).rejects.toThrow(/no cuda here.*Buy one/);
});

test('a device of another system is refused without a trial', async () => {
  const foreign = process.platform === 'darwin' ? 'directml' : 'coreml';
  const report = await probeProvider(foreign);
  expect(report.works).toBe(false);
  expect(report.reason).toContain(process.platform);
});
