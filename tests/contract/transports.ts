import type { StudioClient } from '../../preload/contract/studio/client';
import { createHostState } from '../../main/hosts/host-state';
import { createRendererService } from '../../main/hosts/renderer-service';
import { createChannelPair } from '../../main/rpc/channel-pair';
import { connect } from '../../main/rpc/connect';
import { serve } from '../../main/rpc/serve';
import { createEngineService } from '../../main/hosts/engine-process/engine-service';
import { createFakeStudio } from './fake-studio';
import { openTestStudio } from './browser-studio';
import { openTestDesktop } from './electron-studio';

export interface OpenTransport {
  readonly client: Pick<StudioClient, 'call' | 'subscribe'>;
  close(): Promise<void>;
}

export type Transport = () => Promise<OpenTransport>;

/** Page and engine in one process, joined by two channels as everywhere else. */
export async function inProcess(): Promise<OpenTransport> {
  const [engineEnd, hostEnd] = createChannelPair();
  serve(engineEnd, createEngineService(createFakeStudio()));
  const engine = connect(hostEnd);
  const [serverEnd, pageEnd] = createChannelPair();
  const host = createHostState({
    kind: 'browser',
    canOpenDialog: false,
    canChooseFolder: false,
    canReveal: false,
    canUpdate: false,
    engine: 'running',
  });
  serve(serverEnd, createRendererService({ engine, host, shell: {} }));
  const page = connect(pageEnd);
  return {
    client: {
      call: ((method: string, params: unknown, options?: { signal?: AbortSignal }) =>
        page.call(method, params, options?.signal)) as StudioClient['call'],
      subscribe: (topic, listener) => page.subscribe(topic, listener as (value: unknown) => void),
    },
    close: async () => {
      pageEnd.close();
      engineEnd.close();
    },
  };
}

/** A real server, a real socket, a real engine process. */
export async function overWebSocket(): Promise<OpenTransport> {
  const studio = await openTestStudio();
  const client = studio.client();
  return {
    client,
    async close() {
      client.close();
      await studio.close();
    },
  };
}

/** Electron's IPC and context bridge, faked; the real preload script and a real engine process. */
export async function overElectron(): Promise<OpenTransport> {
  const desktop = await openTestDesktop();
  return { client: desktop.client(), close: () => desktop.close() };
}
