import { createContext, useContext } from 'react';
import type { StudioClient } from '../../preload/contract/studio/client';

const ClientContext = createContext<StudioClient | undefined>(undefined);

export const ClientProvider = ClientContext.Provider;

/** The connection to the engine. */
export function useClient(): StudioClient {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('useClient needs a ClientProvider above it');
  return client;
}
