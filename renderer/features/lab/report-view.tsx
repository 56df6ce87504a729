import type { LabReport, LabRun } from '../../../preload/contract/studio/lab-run';
import { FacePlot } from './face-plot';
import { FaceSheet } from './face-sheet';
import { FaceWipe } from './face-wipe';
import { FiguresTable } from './figures-table';
import { ReportHead } from './report-head';
import { useLook } from './use-look';
import { useReportCommands } from './use-report-commands';
import './report.css';
import './figures.css';
import './faces.css';

/** What a run found: figures of every method and size, every face as a dot, and the faces themselves. */
export function ReportView({ run, report }: { readonly run: LabRun; readonly report: LabReport }) {
  const look = useLook(report);
  useReportCommands(run.id, look);
  return (
    <div className="lab-report">
      <ReportHead run={run} report={report} />
      <div className="lab-report-body">
        <div className="lab-report-left">
          <FiguresTable look={look} />
          <FaceSheet runId={run.id} look={look} />
        </div>
        <div className="lab-report-right">
          <FacePlot look={look} />
          <FaceWipe runId={run.id} look={look} />
        </div>
      </div>
    </div>
  );
}
