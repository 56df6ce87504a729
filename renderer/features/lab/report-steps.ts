import type { StudioClient } from '../../../preload/contract/studio/client';
import { usePlayback } from '../../store/playback';
import { reportError } from '../../store/report-error';
import { useSelection } from '../../store/selection';
import { useLabView } from './lab-view';
import { sizesOf } from './report-figures';
import type { ReportLook } from './use-look';

/** The next or the previous face, from the best to the worst and round. */
export function stepPicture({ ranked, picture }: Pick<ReportLook, 'ranked' | 'picture'>, by: 1 | -1): void {
  const at = (ranked.indexOf(picture) + by + ranked.length) % ranked.length;
  useLabView.getState().see({ picture: ranked[at] });
}

/** The next size, from the smallest to the largest and round. */
export function stepSize({ report, factor }: Pick<ReportLook, 'report' | 'factor'>): void {
  const sizes = sizesOf(report.factors);
  useLabView.getState().see({ factor: sizes[(sizes.indexOf(factor) + 1) % sizes.length] });
}

/** Goes from a face to where it comes from: its clip in the compare room, at its frame. */
export function openSource(
  client: StudioClient,
  runId: string,
  picture: number,
  of: 'faces' | 'clips' = 'faces',
): void {
  client
    .call('lab.source', { runId, picture, of })
    .then(({ mediaId, frame }) => {
      const selection = useSelection.getState();
      selection.selectMedia(mediaId);
      usePlayback.getState().pause();
      usePlayback.getState().seek(frame);
      selection.setRoom('compare');
    })
    .catch(reportError);
}
