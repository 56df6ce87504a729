import { useCallback, useMemo } from 'react';
import {
  labClipFigureFacts,
  type LabClipFigureName,
  type LabClips,
} from '../../../preload/contract/lab-clips';
import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import {
  bestClipMethod,
  indexClips,
  isOneOfSeveral,
  sortedClipMethods,
  type ClipIndex,
  type ClipMethod,
  type ClipSort,
} from './clip-figures';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';

/** What of the whole clips is looked at: what the user chose, or what it is best seen by. */
export interface ClipLook {
  readonly clips: LabClips;
  readonly index: ClipIndex;
  readonly figure: LabClipFigureName;
  readonly method: string;
  readonly face: number;
  readonly sort: ClipSort;
  /** In that order. */
  readonly methods: readonly ClipMethod[];
  /** Of each face, by its place. */
  readonly titles: readonly string[];
}

export function useClipLook({ methods: all }: LabReport, clips: LabClips): ClipLook {
  const t = usePartsStrings();
  const look = useLabView((view) => view.look);
  const index = useMemo(() => indexClips(clips), [clips]);
  const { clipFigure: figure } = look;
  const isThere = clips.rows.some(({ method }) => method === look.method);
  const method =
    look.method !== undefined && isThere
      ? look.method
      : (bestClipMethod(clips.rows, 'psnr') ?? clips.rows[0].method);
  const face = look.clipFace !== undefined && look.clipFace in clips.faces ? look.clipFace : 0;
  const sort = look.clipSort ?? { column: 'mean', down: labClipFigureFacts[figure].better !== 'less' };
  const rows = clips.rows.map((row): ClipMethod => {
    const bytes = all.find(({ name }) => name === row.method)?.peakBytes;
    return bytes === undefined ? row : { ...row, peakBytes: bytes };
  });
  const methods = sortedClipMethods(rows, figure, index, sort);
  const titles = clips.faces.map(({ name, person }, place) =>
    isOneOfSeveral(clips.faces, place) ? t.faceOf(name, person + 1) : name,
  );
  return { clips, index, figure, method, face, sort, methods, titles };
}

/** Addresses of the kept frames of a run's clips: `sharp`, or a method of the report. */
export function useClipPictureUrl(
  runId: string,
  { methods }: LabReport,
): (face: number, version: string) => string {
  const client = useClient();
  return useCallback(
    (face, version) => {
      const method = methods.findIndex(({ name }) => name === version);
      return client.resourceUrl(resourcePaths.labClipPicture(runId, face, method < 0 ? undefined : method));
    },
    [client, runId, methods],
  );
}
