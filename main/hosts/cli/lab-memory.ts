import { usualLabMethods, type LabOptions } from '../../../preload/contract/lab';
import type { CommandContext } from './program';

/** Peak memory of the methods that are compared, bytes, each in a process of its own. */
export async function memoryOfMethods(
  { host }: CommandContext,
  { methods = [...usualLabMethods], device }: Pick<LabOptions, 'methods' | 'device'>,
  signal: AbortSignal | undefined,
): Promise<Record<string, number>> {
  const measure = await host.loadMethodMemory();
  return measure(methods, ['--device', device], signal);
}
