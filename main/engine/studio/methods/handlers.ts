import type { z } from 'zod';
import type { HostMethods, StudioMethods } from '../../../../preload/contract/studio/methods';

type Methods = StudioMethods & HostMethods;

/** Parameters are checked already; what is returned crosses to the other side as it is. */
export type Handler<K extends keyof Methods> = (
  params: z.output<Methods[K]['params']>,
  signal: AbortSignal | undefined,
) => z.output<Methods[K]['result']> | Promise<z.output<Methods[K]['result']>>;

/** The handlers of all methods whose name begins so: `media.` and the like. */
export type HandlersOf<Prefix extends string> = {
  readonly [K in Extract<keyof Methods, `${Prefix}.${string}`>]: Handler<K>;
};

export type AllHandlers = { readonly [K in keyof Methods]: Handler<K> };
