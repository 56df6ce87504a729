import { writeFileSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ProjectSnapshot } from '../../preload/contract/studio/media-item';
import { hostMethods, studioMethods } from '../../preload/contract/studio/methods';
import type { TopicName } from '../../preload/contract/studio/topics';
import { StudioError } from '../../main/engine/errors/studio-error';
import {
  notFound,
  type ResourceAnswer,
  type ResourceRequest,
} from '../../main/engine/studio/resource-answer';
import type { Studio } from '../../main/engine/studio/studio';

const emptyProject: ProjectSnapshot = { name: 'Untitled', saved: true, media: [], recent: [] };

/** Bytes of the file behind `jobs/done/file/output`: byte i is i modulo 251. */
export const resultBytes = Buffer.from(Array.from({ length: 5000 }, (_, i) => i % 251));

/** A raw 1280 x 720 picture as `resources.ts` describes it. */
export const rawFrame = (() => {
  const frame = Buffer.alloc(16 + 1280 * 720 * 3, 7);
  frame.write('FRGB', 0, 'latin1');
  frame.writeUInt32LE(1280, 4);
  frame.writeUInt32LE(720, 8);
  return frame;
})();

interface LabStart {
  readonly mediaIds: readonly string[];
  readonly factors: readonly number[];
  readonly clips?: object;
  readonly fits: boolean;
  readonly memory: boolean;
}

/**
 * A studio without an engine, for what lies between the page and the engine: every answer, failure and wait that a
 * transport must carry. What was cancelled is told in `notices`, so that a test can see it through any transport.
 */
export function createFakeStudio(): Studio {
  let project = emptyProject;
  let lab: { runs: object[] } = { runs: [] };
  const listeners = new Map<TopicName, Set<(value: never) => void>>();
  const tell = (topic: TopicName, value: unknown) => {
    for (const listener of listeners.get(topic) ?? []) (listener as (value: unknown) => void)(value);
  };
  const notice = (message: string) => tell('notices', { level: 'info', message });
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'facet-fake-')), 'result.mp4');
  writeFileSync(file, resultBytes);
  const imported: string[] = [];

  const untilAborted = (what: string, signal: AbortSignal | undefined) =>
    new Promise<never>((_resolve, reject) => {
      notice(`${what} began`);
      signal?.addEventListener('abort', () => {
        notice(`${what} stopped`);
        reject(new StudioError('cancelled', 'Cancelled.'));
      });
    });

  const methods: Record<string, (params: never, signal?: AbortSignal) => unknown> = {
    'project.rename': ({ name }: { name: string }) => {
      project = { ...project, name };
      tell('project', project);
    },
    'media.addSample': () => ({ mediaId: 'sample' }),
    'media.remove': ({ mediaId }: { mediaId: string }) => {
      if (mediaId === 'crash') process.exit(3);
    },
    'jobs.add': () => {
      throw new StudioError('output-exists', 'out.mp4 exists. Choose another name.', {
        details: { name: 'out.mp4', at: [1, 2] },
      });
    },
    'jobs.cancel': () => {
      throw new StudioError('internal', 'Odd details.', { details: { run: () => undefined, size: 1n } });
    },
    'project.undo': () => {
      throw new TypeError('not a StudioError');
    },
    'machine.benchmark': (_params, signal) => untilAborted('benchmark', signal),
    'presets.export': ({ presetId }: { presetId: string }) => ({
      format: 'facet-preset',
      version: 1,
      name: presetId,
      settings: {},
    }),
    'settings.change': () => undefined,
    'host.importPaths': ({ paths }: { paths: string[] }) => {
      imported.push(...paths);
      project = { ...project, name: paths.map((name) => path.basename(name)).join(' ') };
      tell('project', project);
      return { mediaIds: paths.map((_, index) => `m${imported.length - paths.length + index}`) };
    },
    'models.add': ({ offerId, adapter }: { offerId: string; adapter?: unknown }) => ({
      id: offerId,
      notices: [typeof adapter],
    }),
    'models.fetch': ({ acceptLicence }: { acceptLicence: boolean }) => {
      if (!acceptLicence)
        throw new StudioError('usage', 'Accept the licence.', { details: { licence: 'MIT' } });
    },
    'lab.methods': () => [{ name: 'bicubic', group: 'filter', usual: true }],
    'lab.estimate': ({ clips }: { clips?: { seconds: number } }) => ({
      ...{ pictures: 2, versions: 6, clips: clips === undefined ? 0 : 1, seconds: 9 },
      partSeconds: clips === undefined ? { faces: 9 } : { faces: 4, clips: clips.seconds },
    }),
    'lab.start': ({ mediaIds, factors, clips, fits, memory }: LabStart) => {
      const asked = { clips: clips !== undefined, fits, memory };
      const more = Object.entries(asked).flatMap(([part, isAsked]) => (isAsked ? [part] : []));
      lab = {
        runs: [
          {
            ...{ id: 'l1', startedAt: 1, names: mediaIds, methods: [], factors },
            parts: ['faces', ...more],
            status: { state: 'running', part: 'faces', done: 0, total: mediaIds.length, share: 0 },
          },
        ],
      };
      tell('lab', lab);
      return { runId: 'l1' };
    },
    'lab.cancel': () => {
      lab = { runs: [] };
      tell('lab', lab);
    },
    'lab.rename': ({ name }: { name?: string }) => {
      lab = { runs: lab.runs.map((run) => ({ ...run, ...(name === undefined ? {} : { name }) })) };
      tell('lab', lab);
    },
    'lab.source': ({ picture, of }: { picture: number; of: 'faces' | 'clips' }) => ({
      mediaId: of === 'faces' ? 'clip' : 'whole clip',
      frame: 10 * picture,
    }),
    'host.offerModel': ({ path: file, uploaded }: { path: string; uploaded: boolean }) => ({
      offerId: uploaded ? 'uploaded' : 'chosen',
      proposal: {
        fileName: path.basename(file),
        bytes: 1,
        id: 'net',
        description: { inputs: [], outputs: [] },
        fitting: ['gfpgan'],
      },
    }),
    'host.jobFiles': ({ jobId }: { jobId: string }) => ({ output: `/results/${jobId}.mp4` }),
    'host.grantFolder': () => ({ id: 'folder', name: 'Results' }),
    'host.logFolder': () => ({ path: '/logs' }),
  };

  return {
    async call(method, params, signal) {
      const schema = { ...studioMethods, ...hostMethods }[method as keyof typeof studioMethods];
      const run = methods[method];
      if (schema === undefined || run === undefined) throw new StudioError('usage', `No method ${method}`);
      return run(schema.params.parse(params) as never, signal);
    },
    subscribe(topic, listener) {
      const followers = listeners.get(topic) ?? new Set();
      listeners.set(topic, followers);
      followers.add(listener);
      if (topic === 'project') listener(project as never);
      if (topic === 'lab') listener(lab as never);
      if (topic === 'jobs') listener({ jobs: [], paused: false } as never);
      return () => followers.delete(listener);
    },
    async resource(name: string, { signal, range }: ResourceRequest): Promise<ResourceAnswer> {
      const picture = { status: 200, type: 'application/octet-stream', cache: 'immutable' } as const;
      switch (name) {
        case 'media/a/before/0.raw':
          return { ...picture, body: rawFrame };
        case 'media/slow/after/1/0.raw':
          return untilAborted('frame', signal);
        case 'media/bad/before/0.raw':
          throw new StudioError('input-truncated', 'The clip ends early.');
        case 'jobs/done/file/output': {
          const start = range?.start ?? 0;
          const end = Math.min(resultBytes.length, (range?.end ?? Infinity) + 1);
          const body = { file, start, end, size: resultBytes.length };
          return { status: range === undefined ? 200 : 206, type: 'video/mp4', body, cache: 'no-store' };
        }
        case 'exports/face.obj':
          return { ...picture, body: Buffer.from('v 0 0 0'), cache: 'no-store', fileName: 'Léa’s face.obj' };
        default:
          return notFound();
      }
    },
    dispose: async () => undefined,
  };
}
