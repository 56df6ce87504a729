import { labFitMeasures, labFitSizes, type LabFits } from '../../../preload/contract/lab-fits';
import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { useClient } from '../../client/client-context';
import { EmptyState } from '../../ui';
import { FitFaces } from './fit-faces';
import { FitPlot } from './fit-plot';
import { FitTable } from './fit-table';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { openSource } from './report-steps';
import { useFitLook, type FitLook } from './use-fit-look';
import { useFaceCommands, useSizeCommand } from './use-report-commands';

interface FitViewProps {
  readonly runId: string;
  readonly report: LabReport;
  readonly fits: LabFits;
}

/** The 3D face against resolution: errors by size, before and after restoring, and the faces they are of. */
export function FitView({ runId, report, fits }: FitViewProps) {
  const parts = usePartsStrings();
  const client = useClient();
  const see = useLabView((view) => view.see);
  const look = useFitLook(fits);
  const { ranked, picture, size } = look;
  const step = (by: 1 | -1) => {
    if (picture === undefined) return;
    see({ picture: ranked[(ranked.indexOf(picture) + by + ranked.length) % ranked.length] });
  };
  const open = () => {
    if (picture !== undefined) openSource(client, runId, picture);
  };
  useFaceCommands({ step, open });
  const sizes: readonly number[] = labFitSizes;
  useSizeCommand(() => see({ fitSize: sizes[(sizes.indexOf(size) + 1) % sizes.length] }));
  if (ranked.length === 0) return <EmptyState title={parts.fitsNone} text={parts.fitsNoneText} />;
  return (
    <div className="lab-report-body">
      <div className="lab-report-left">
        <FitTable look={look} people={report.people} />
        <FitFaces {...{ runId, report, look, step, open }} />
      </div>
      <div className="lab-report-right">
        <LargePlot look={look} />
        <Plots look={look} />
      </div>
    </div>
  );
}

function LargePlot({ look: { fits, figure } }: { readonly look: FitLook }) {
  const parts = usePartsStrings();
  const title = parts.fitPlot(parts[`fit ${figure}`]);
  return (
    <section className="lab-part lab-fit-large" aria-label={title}>
      <div className="lab-bar">
        <h2 className="ell">{title}</h2>
        <span className="grow" />
        <span className="lg">{parts.small}</span>
        <span className="lg lab-restored">{parts.restored}</span>
      </div>
      <div className="lab-fit-body">
        <FitPlot fits={fits} measure={figure} />
      </div>
      <p className="lab-note">{parts.fitPlotHelp}</p>
    </section>
  );
}

/** All errors, each the way to itself. */
function Plots({ look: { fits, figure } }: { readonly look: FitLook }) {
  const parts = usePartsStrings();
  const see = useLabView((view) => view.see);
  return (
    <section className="lab-part lab-fit-all" aria-label={parts.allErrors}>
      <div className="lab-bar">
        <h2>{parts.allErrors}</h2>
      </div>
      <div className="lab-scroll" tabIndex={0} role="group" aria-label={parts.allErrors}>
        <ul className="lab-fit-plots">
          {labFitMeasures.map((measure) => (
            <li key={measure}>
              <button
                type="button"
                className="lab-fit-one"
                aria-pressed={measure === figure}
                onClick={() => see({ fitFigure: measure, fitSort: undefined })}
              >
                <span>{parts[`fit ${measure}`]}</span>
                <FitPlot isSmall fits={fits} measure={measure} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}
