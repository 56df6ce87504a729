import type { LabReport, LabRun } from '../../../preload/contract/studio/lab-run';
import { useCommands } from '../../commands/command-registry';
import { ClipView } from './clip-view';
import { FaceView } from './face-view';
import { FitView } from './fit-view';
import { partsOfReport } from './lab-parts';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { ReportHead } from './report-head';
import { useLabStrings } from './strings';
import './report.css';
import './figures.css';
import './faces.css';
import './parts.css';

/** What a run found, a part at a time: single faces, whole clips, 3D faces. */
export function ReportView({ run, report }: { readonly run: LabRun; readonly report: LabReport }) {
  const { group } = useLabStrings();
  const { nextPart } = usePartsStrings();
  const wished = useLabView((view) => view.look.part);
  const see = useLabView((view) => view.see);
  const parts = partsOfReport(report);
  const part = parts.includes(wished) ? wished : parts[0];
  useCommands([
    {
      ...{ id: 'lab.part', title: nextPart, group, keys: ['p'], disabled: parts.length < 2 },
      run: () => see({ part: parts[(parts.indexOf(part) + 1) % parts.length] }),
    },
  ]);
  return (
    <div className="lab-report">
      <ReportHead run={run} report={report} part={part} />
      <Part runId={run.id} report={report} part={part} />
    </div>
  );
}

interface PartProps {
  readonly runId: string;
  readonly report: LabReport;
  readonly part: ReturnType<typeof partsOfReport>[number];
}

function Part({ runId, report, part }: PartProps) {
  const { clips, fits } = report;
  if (part === 'clips' && clips !== undefined) return <ClipView {...{ runId, report, clips }} />;
  if (part === 'fits' && fits !== undefined) return <FitView {...{ runId, report, fits }} />;
  return <FaceView runId={runId} report={report} />;
}
