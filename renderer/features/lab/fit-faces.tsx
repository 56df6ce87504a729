import { labFitFacts } from '../../../preload/contract/lab-fits';
import type { LabReport } from '../../../preload/contract/studio/lab-run';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { FaceSteps } from './face-steps';
import { useValueText } from './figure-text';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import type { FitLook } from './use-fit-look';

interface FitFacesProps {
  readonly runId: string;
  readonly report: LabReport;
  readonly look: FitLook;
  readonly step: (by: 1 | -1) => void;
  readonly open: () => void;
}

/** Every face at the size that is looked at, the worst first, as it is and restored. */
export function FitFaces({ runId, report, look, step, open }: FitFacesProps) {
  const parts = usePartsStrings();
  const client = useClient();
  const see = useLabView((view) => view.see);
  const { index, figure, size, ranked, picture: seen } = look;
  const { text } = useValueText(labFitFacts[figure].digits, false);
  const { unit } = labFitFacts[figure];
  const title = parts.fitFaces(size);
  const errorText = (picture: number, view: 'small' | 'restored') => {
    const error = index.error(picture, size, view, figure);
    return error === undefined ? parts.notFound : `${text(error)} ${unit}`.trim();
  };
  return (
    <section className="lab-part lab-faces" aria-label={title}>
      <div className="lab-bar">
        <h2>{title}</h2>
        <span className="grow" />
        <FaceSteps onSource={open} onStep={step} />
      </div>
      <div className="lab-scroll" tabIndex={0} role="group" aria-label={title}>
        <ul className="lab-fit-faces">
          {ranked.map((picture) => {
            const { name } = report.pictures[picture];
            return (
              <li key={picture}>
                <button
                  type="button"
                  className="lab-fit-face"
                  aria-pressed={picture === seen}
                  onClick={() => see({ picture })}
                >
                  <img
                    src={client.resourceUrl(resourcePaths.labPicture(runId, picture))}
                    alt=""
                    draggable={false}
                    loading="lazy"
                  />
                  <span className="lab-fit-words">
                    <b className="ell" title={name}>
                      {name}
                    </b>
                    <span className="num">
                      <span className="tx3">{parts.small}</span> {errorText(picture, 'small')}
                    </span>
                    <span className="num">
                      <span className="tx3">{parts.restored}</span> {errorText(picture, 'restored')}
                    </span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
