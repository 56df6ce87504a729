import { z } from 'zod';
import type { MessageChannelLike } from '../../../preload/contract/studio/wire';
import { toErrorReport } from '../../engine/errors/studio-error';
import type { Studio } from '../../engine/studio/studio';
import { serve } from '../../rpc/serve';
import type { EngineStart } from '../engine-link/control-messages';
import { createEngineService } from './engine-service';
import { openResourceEndpoint } from './resource-endpoint';

/** From our own host, so its shape is trusted. */
const controlSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), start: z.custom<EngineStart>() }),
  z.object({ type: z.literal('stop') }),
]);

/** An engine that hangs while ending is ended for it. */
const stopPatience = 4000;

/**
 * The life of the engine's process: waits to be started, says `ready` with the address of its resources, answers the
 * host's calls, and ends when told to or when the host has gone.
 * @param exit ends the process
 */
export function runEngineProcess(
  port: MessageChannelLike,
  openStudio: (start: EngineStart) => Promise<Studio>,
  exit: (code: number) => void,
): void {
  let stop: (() => Promise<void>) | undefined;
  let stopping = false;

  const start = async (options: EngineStart) => {
    const studio = await openStudio(options);
    const endpoint = await openResourceEndpoint(studio);
    // The host is trusted with large requests: paths of many files at once.
    const end = serve(port, createEngineService(studio), { limits: { message: 1 << 26, pending: 4096 } });
    stop = async () => {
      end();
      await endpoint.close();
      await studio.dispose();
    };
    const { socketPath, secret } = endpoint;
    port.send({ type: 'ready', endpoint: { socketPath, secret } });
  };

  const quit = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => exit(1), stopPatience).unref();
    void (stop?.() ?? Promise.resolve()).then(
      () => exit(0),
      () => exit(1),
    );
  };

  port.onMessage((message) => {
    const control = controlSchema.safeParse(message);
    if (!control.success) return; // a message of the wire, which `serve` reads
    if (control.data.type === 'stop') quit();
    else {
      start(control.data.start).catch((error: unknown) => {
        port.send({ type: 'failed', error: toErrorReport(error) });
        // Time for the message to leave.
        setTimeout(() => exit(1), 100);
      });
    }
  });
  port.onClose?.(quit);
}
