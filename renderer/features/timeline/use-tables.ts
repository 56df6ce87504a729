import { useCallback, useEffect, useRef, useState } from 'react';
import { curveColumns, qualityColumns, resourcePaths } from '../../../preload/contract/studio/resources';
import type { StudioClient } from '../../../preload/contract/studio/client';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { fetchResource, ResourceFailure } from '../playback/resource-failure';
import { columnOf, decodeTable, type Table } from './table';

export type CurveName = (typeof curveColumns)[number];
export type QualityName = (typeof qualityColumns)[number];

/** Rows asked for: enough for a wide window; more where it is zoomed in. */
const pointSteps = [1024, 4096, 16_384, 65_536];

export function pointsFor(frameCount: number, visibleFrames: number, width: number): number {
  const wanted = (Math.max(1, width) * frameCount) / Math.max(1, visibleFrames);
  return (
    pointSteps.find((points) => points >= Math.min(wanted, frameCount)) ?? pointSteps[pointSteps.length - 1]
  );
}

export async function fetchTable(client: StudioClient, path: string, signal: AbortSignal): Promise<Table> {
  const response = await fetchResource(client.resourceUrl(path), signal);
  return decodeTable(await response.arrayBuffer());
}

export interface PersonCurves {
  readonly personId: number;
  readonly table: Table;
  readonly curve: (name: CurveName) => Float32Array;
}

export function personCurves(personId: number, table: Table): PersonCurves {
  const made = new Map<CurveName, Float32Array>();
  return {
    personId,
    table,
    curve: (name) => {
      let values = made.get(name);
      if (values === undefined) made.set(name, (values = columnOf(table, curveColumns.indexOf(name))));
      return values;
    },
  };
}

export interface CurvesState {
  readonly curves: readonly PersonCurves[];
  readonly failure?: string;
  readonly retry: () => void;
}

/** Curves of everybody in an analysed clip; the ones before stay until the new ones are there. */
export function useCurves(media: MediaItem | undefined, points: number): CurvesState {
  const client = useClient();
  const [state, setState] = useState<{ clip?: string; curves: readonly PersonCurves[]; failure?: string }>({
    curves: [],
  });
  const [attempt, setAttempt] = useState(0);
  const mediaId = media?.analysis.state === 'done' ? media.id : undefined;
  const ids = (media?.people ?? []).map(({ id, frames }) => `${id}/${frames}`).join(' ');
  useEffect(() => {
    if (mediaId === undefined) return;
    const abort = new AbortController();
    const people = ids === '' ? [] : ids.split(' ').map((key) => Number(key.split('/')[0]));
    Promise.all(
      people.map(async (id) =>
        personCurves(id, await fetchTable(client, resourcePaths.curves(mediaId, id, points), abort.signal)),
      ),
    ).then(
      (curves) => setState({ clip: mediaId, curves }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        if (error instanceof ResourceFailure && error.isNotYet) return;
        setState({
          clip: mediaId,
          curves: [],
          failure: error instanceof Error ? error.message : String(error),
        });
      },
    );
    return () => abort.abort();
  }, [client, mediaId, ids, points, attempt]);
  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  if (state.clip !== mediaId || mediaId === undefined) return { curves: [], retry };
  return { ...state, retry };
}

export interface QualityState {
  readonly state: 'none' | 'missing' | 'measuring' | 'ready' | 'failed';
  readonly message?: string;
  readonly curve: (name: QualityName) => Float32Array | undefined;
  readonly measure: () => void;
  readonly stop: () => void;
}

/** Quality over time of a finished job, and measuring it where that was not done yet. */
export function useQuality(jobId: string | undefined): QualityState {
  const client = useClient();
  const [state, setState] = useState<{
    jobId?: string;
    is: QualityState['state'];
    table?: Table;
    message?: string;
  }>({
    is: 'none',
  });
  const running = useRef<AbortController>(undefined);
  useEffect(() => {
    if (jobId === undefined) return;
    const abort = new AbortController();
    fetchTable(client, resourcePaths.quality(jobId), abort.signal).then(
      (table) => setState({ jobId, is: 'ready', table }),
      () => !abort.signal.aborted && setState({ jobId, is: 'missing' }),
    );
    return () => {
      abort.abort();
      running.current?.abort();
    };
  }, [client, jobId]);

  const measure = async () => {
    if (jobId === undefined) return;
    const abort = new AbortController();
    running.current?.abort();
    running.current = abort;
    setState({ jobId, is: 'measuring' });
    try {
      await client.call('jobs.measure', { jobId }, { signal: abort.signal });
      setState({
        jobId,
        is: 'ready',
        table: await fetchTable(client, resourcePaths.quality(jobId), abort.signal),
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      setState(abort.signal.aborted ? { jobId, is: 'missing' } : { jobId, is: 'failed', message });
    }
  };
  const isMine = jobId !== undefined && state.jobId === jobId;
  const table = isMine ? state.table : undefined;
  return {
    state: isMine ? state.is : 'none',
    ...(isMine && state.message !== undefined ? { message: state.message } : {}),
    curve: (name) => table && columnOf(table, qualityColumns.indexOf(name)),
    measure: () => void measure(),
    stop: () => running.current?.abort(),
  };
}
