import type { IpcRenderer } from 'electron';

import type { ErrorReport } from './contract/errors';
import type { Outcome, StudioBridge } from './contract/studio/bridge';
import { channels } from './contract/studio/electron-channels';
import { declared } from './contract/studio/declared-names';
import type { MessageChannelLike, ReplyMessage } from './contract/studio/wire';
import { WireClient } from './contract/studio/wire-client';

/** Carries a report through a rejection within this script. */
class ReportError extends Error {
  readonly report: ErrorReport;

  constructor(report: ErrorReport) {
    super(report.message);
    this.report = report;
  }
}

type Ipc = Pick<IpcRenderer, 'on' | 'off' | 'send' | 'invoke'>;

/**
 * Makes the bridge by looping over what the contract declares. Listeners never see the IPC event, whose `sender` would
 * be the whole of `ipcRenderer`.
 */
export function createBridge(ipc: Ipc, pathOf: (file: File) => string, platform: string): StudioBridge {
  const wire = new WireClient({
    createError: (report) => new ReportError(report),
    // From our own main process, which is trusted.
    readReply: (message) => message as ReplyMessage,
    eventTopics: declared.eventTopics,
  });
  ipc.send(channels.open);
  wire.attach(ipcChannel(ipc));
  const cancels = new Map<number, AbortController>();

  const call = async (method: string, params: unknown, ticket: number): Promise<Outcome> => {
    const controller = new AbortController();
    cancels.set(ticket, controller);
    try {
      return await outcomeOf(wire.call(method, params, controller.signal));
    } finally {
      cancels.delete(ticket);
    }
  };

  return {
    calls: table(declared.methods, (method) => {
      return (params: unknown, ticket: number) => call(method, params, ticket);
    }),
    cancel: (ticket) => cancels.get(ticket)?.abort(),
    topics: table(declared.topics, (topic) => {
      return (listener: (value: unknown) => void) => wire.subscribe(topic, listener);
    }),
    async importFiles(files) {
      const paths = files.map(pathOf);
      const withoutPath = paths.flatMap((path, index) => (path === '' ? [index] : []));
      const known = paths.filter((path) => path !== '');
      const imported: Outcome =
        known.length === 0
          ? { ok: true, result: { mediaIds: [] } }
          : ((await ipc.invoke(channels.importPaths, known)) as Outcome);
      return { imported, withoutPath };
    },
    onCommand(listener) {
      const receive = (_event: unknown, id: unknown) => {
        if (typeof id === 'string') listener(id);
      };
      ipc.on(channels.command, receive);
      // Without a value: `off` gives back the whole of `ipcRenderer`.
      return () => void ipc.off(channels.command, receive);
    },
    platform,
  };
}

function ipcChannel(ipc: Ipc): MessageChannelLike {
  return {
    send: (message) => ipc.send(channels.wire, message),
    onMessage(listener) {
      const receive = (_event: unknown, message: unknown) => listener(message);
      ipc.on(channels.wire, receive);
      return () => ipc.off(channels.wire, receive);
    },
  };
}

async function outcomeOf(answer: Promise<unknown>): Promise<Outcome> {
  try {
    return { ok: true, result: await answer };
  } catch (error) {
    if (error instanceof ReportError) return { ok: false, error: error.report };
    return { ok: false, error: { code: 'internal', message: String(error) } };
  }
}

function table<T>(names: readonly string[], make: (name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}
