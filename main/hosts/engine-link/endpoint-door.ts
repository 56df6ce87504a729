import type { ErrorReport } from '../../../preload/contract/errors';
import { StudioError, fromErrorReport } from '../../engine/errors/studio-error';
import type { ResourceEndpoint } from './control-messages';

/** A request waits for an engine in the making as long as a browser would wait for a slow one. Milliseconds. */
const patience = 20_000;

/** Where requests for resources wait while the engine is being started. */
export class EndpointDoor {
  private endpoint: ResourceEndpoint | undefined;
  private refusal: ErrorReport | undefined;
  private readonly waiting = new Set<() => void>();

  open(endpoint: ResourceEndpoint): void {
    this.endpoint = endpoint;
    this.refusal = undefined;
    this.tell();
  }

  /** The engine has died; another one is coming. */
  close(): void {
    this.endpoint = undefined;
    this.refusal = undefined;
  }

  /** No other one is coming, until `open`. */
  refuse(report: ErrorReport): void {
    this.endpoint = undefined;
    this.refusal = report;
    this.tell();
  }

  wait(signal: AbortSignal): Promise<ResourceEndpoint> {
    return new Promise((resolve, reject) => {
      const settled = () => {
        if (this.endpoint !== undefined) resolve(this.endpoint);
        else if (this.refusal !== undefined) reject(fromErrorReport(this.refusal));
        else if (signal.aborted) reject(new StudioError('cancelled', 'Cancelled.'));
        else return false;
        return true;
      };
      if (settled()) return;
      const leave = () => {
        clearTimeout(timer);
        this.waiting.delete(look);
        signal.removeEventListener('abort', look);
      };
      const look = () => {
        if (settled()) leave();
      };
      const timer = setTimeout(() => {
        leave();
        reject(new StudioError('engine-stopped', 'The engine is not there yet. Try again in a moment.'));
      }, patience);
      this.waiting.add(look);
      signal.addEventListener('abort', look);
    });
  }

  private tell(): void {
    for (const look of [...this.waiting]) look();
  }
}
