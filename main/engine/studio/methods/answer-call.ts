import type { z } from 'zod';
import { hostMethods, studioMethods, type MethodTable } from '../../../../preload/contract/studio/methods';
import { StudioError } from '../../errors/studio-error';
import type { AllHandlers } from './handlers';

const table: MethodTable = { ...studioMethods, ...hostMethods };

type AnyHandler = (params: unknown, signal: AbortSignal | undefined) => unknown;

/**
 * Answers one call by name: the boundary at which parameters are checked.
 * @throws StudioError `usage` for an unknown method or parameters that do not fit
 */
export async function answerCall(
  handlers: AllHandlers,
  method: string,
  params: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  // Own keys only: `constructor` is no method.
  if (!Object.hasOwn(table, method)) {
    throw new StudioError('usage', `There is no method "${method.slice(0, 64)}".`);
  }
  const parsed = table[method].params.safeParse(params ?? undefined);
  if (!parsed.success) {
    throw new StudioError('usage', `${method}: ${issuesOf(parsed.error)}.`, { cause: parsed.error });
  }
  const handler = handlers[method as keyof AllHandlers] as AnyHandler;
  return await handler(parsed.data, signal);
}

function issuesOf({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
