import { labClipFigureFacts, labClipFigureNames, labClipFigureOf } from '../../../preload/contract/lab-clips';
import type { LabClips } from '../../../preload/contract/lab-clips';
import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { useClient } from '../../client/client-context';
import { useFormats } from '../../strings/use-formats';
import { ClipSheet } from './clip-sheet';
import { ClipTable, useClipFigureNames } from './clip-table';
import { DotPlot } from './dot-plot';
import { signed, useValueText } from './figure-text';
import { useLabView } from './lab-view';
import { OneFace } from './one-face';
import { usePartsStrings } from './parts-strings';
import { openSource } from './report-steps';
import { useClipLook, useClipPictureUrl, type ClipLook } from './use-clip-look';
import { useFaceCommands } from './use-report-commands';

interface ClipViewProps {
  readonly runId: string;
  readonly report: LabReport;
  readonly clips: LabClips;
}

/** The whole clips of a report: figures of every method, every face as a dot, the kept frames. */
export function ClipView({ runId, report, clips }: ClipViewProps) {
  const client = useClient();
  const look = useClipLook(report, clips);
  const see = useLabView((view) => view.see);
  const count = clips.faces.length;
  const step = (by: 1 | -1) => see({ clipFace: (look.face + by + count) % count });
  const open = () => openSource(client, runId, look.face, 'clips');
  useFaceCommands({ step, open });
  return (
    <div className="lab-report-body">
      <div className="lab-report-left">
        <ClipTable look={look} />
        <ClipSheet {...{ runId, report, look }} />
      </div>
      <div className="lab-report-right">
        <ClipPlot look={look} />
        <ClipWipe {...{ runId, report, look, step, open }} />
      </div>
    </div>
  );
}

function ClipPlot({ look }: { readonly look: ClipLook }) {
  const parts = usePartsStrings();
  const see = useLabView((view) => view.see);
  const { index, figure, methods, titles } = look;
  const { text } = useValueText(labClipFigureFacts[figure].digits, figure === 'gain');
  const name = useClipFigureNames().figureOf(figure);
  const rows = methods.map((row) => ({
    method: row.method,
    mean: labClipFigureOf(row, figure),
    dots: titles.map((title, place) => {
      const value = index.figure(place, row.method, figure);
      return { place, value, title: `${title}, ${row.method}: ${text(value)}` };
    }),
  }));
  return (
    <DotPlot
      title={name}
      label={parts.clipPlotOf(name, rows.length)}
      rows={rows}
      method={look.method}
      place={look.face}
      onSee={(clipFace, method) => see({ clipFace, method })}
    />
  );
}

interface ClipWipeProps {
  readonly runId: string;
  readonly report: LabReport;
  readonly look: ClipLook;
  readonly step: (by: 1 | -1) => void;
  readonly open: () => void;
}

function ClipWipe({ runId, report, look, step, open }: ClipWipeProps) {
  const parts = usePartsStrings();
  const { figureOf } = useClipFigureNames();
  const { number } = useFormats();
  const urlOf = useClipPictureUrl(runId, report);
  const { clips, index, method, face, titles } = look;
  const value = index.value(face, method);
  const facts = labClipFigureNames.map((figure) => {
    const { digits } = labClipFigureFacts[figure];
    const text = signed(index.figure(face, method, figure), digits, figure === 'gain', number);
    return [figureOf(figure), text] as const;
  });
  return (
    <OneFace
      title={`${titles[face]}, ${parts.clipFrame(clips.faces[face].shownFrame)}`}
      place={face}
      methods={clips.rows.map((row) => row.method)}
      method={method}
      urlOf={(version) => urlOf(face, version)}
      facts={[
        ...facts,
        [parts.framesMeasured, number(clips.faces[face].frames)],
        ...(value === undefined ? [] : [[parts.inFrame, `${number(value.shown.psnr, 2)} dB`] as const]),
      ]}
      onSource={open}
      onStep={step}
    />
  );
}
