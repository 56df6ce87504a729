import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { FacePlot } from './face-plot';
import { FaceSheet } from './face-sheet';
import { FaceWipe } from './face-wipe';
import { FiguresTable } from './figures-table';
import { useLook } from './use-look';
import { useReportCommands } from './use-report-commands';

/** The single faces of a report: figures of every method and size, every face as a dot, and the faces themselves. */
export function FaceView({ runId, report }: { readonly runId: string; readonly report: LabReport }) {
  const look = useLook(report);
  useReportCommands(runId, look);
  return (
    <div className="lab-report-body">
      <div className="lab-report-left">
        <FiguresTable look={look} />
        <FaceSheet runId={runId} look={look} />
      </div>
      <div className="lab-report-right">
        <FacePlot look={look} />
        <FaceWipe runId={runId} look={look} />
      </div>
    </div>
  );
}
