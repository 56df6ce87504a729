import type { Device } from '../../../preload/contract/options';
import { StudioError } from '../errors/studio-error';
import { probeProvider, providersOfPlatform, type ProviderReport } from './probe-providers';
import type { Provider } from './worker-protocol';

export interface DeviceChoice {
  readonly device: Provider;
  /** One line for the user: what was chosen and why, and what was passed over. */
  readonly reason: string;
}

/**
 * Turns the user's wish into a provider that works here.
 * `auto` takes the first of the platform's providers that works and beats the CPU; anything else is taken as told.
 * @param probe how a provider is tried; for tests
 * Errors: `device-unavailable` when a forced device does not work, with the remedy.
 */
export async function chooseDevice(
  wish: Device,
  probe: (provider: Provider) => Promise<ProviderReport> = probeProvider,
): Promise<DeviceChoice> {
  if (wish === 'cpu') return { device: 'cpu', reason: 'cpu: as asked' };
  if (wish !== 'auto') {
    const report = await probe(wish);
    if (report.works) return { device: wish, reason: `${wish}: as asked; ${report.reason}` };
    throw new StudioError(
      'device-unavailable',
      `The device ${wish} cannot be used: ${report.reason}. ${report.remedy} Or leave out --device.`.replace(
        / {2,}/g,
        ' ',
      ),
      { details: { device: wish } },
    );
  }
  const passedOver: string[] = [];
  for (const provider of providersOfPlatform()) {
    if (provider === 'cpu') break;
    const report = await probe(provider);
    if (report.worthwhile) {
      const others = passedOver.length > 0 ? `; passed over ${passedOver.join('; ')}` : '';
      return { device: provider, reason: `${provider}: ${report.reason}${others}` };
    }
    passedOver.push(`${provider} (${report.reason})`);
  }
  const why =
    passedOver.length > 0 ? `no usable GPU: ${passedOver.join('; ')}` : 'the only one on this system';
  return { device: 'cpu', reason: `cpu: ${why}` };
}
