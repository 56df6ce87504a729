import { ChevronLeft, ChevronRight, SplitSquareHorizontal } from 'lucide-react';
import { labFigureNames, type LabFigureName } from '../../../preload/contract/lab';
import { useKeysShown } from '../../commands/use-keys-shown';
import { Button, IconButton, Select, Wipe } from '../../ui';
import { useFigureText } from './figure-text';
import { useLabView } from './lab-view';
import { figureOfValue, type LabReportValue } from './report-figures';
import { openSource, stepPicture } from './report-steps';
import { useLabStrings } from './strings';
import { useClient } from '../../client/client-context';
import type { ReportLook } from './use-look';
import { usePictureUrl } from './use-picture-url';

/** One face: a method's version and the truth, or another method's, under a divider; its figures; the way to its frame. */
export function FaceWipe({ runId, look }: { readonly runId: string; readonly look: ReportLook }) {
  const t = useLabStrings();
  const client = useClient();
  const wished = useLabView((view) => view.look.right);
  const see = useLabView((view) => view.see);
  const { report, index, factor, method, picture } = look;
  const urlOf = usePictureUrl(runId, report);
  const methods = report.methods.map(({ name }) => ({ value: name, label: name }));
  const right = methods.some(({ value }) => value === wished) ? wished : 'sharp';
  const labelOf = (version: string) => (version === 'sharp' ? t.sharp : version);
  const side = (version: string) => ({ src: urlOf(picture, factor, version), label: labelOf(version) });
  const { name } = report.pictures[picture];
  const value = index.value(picture, factor, method);
  return (
    <section className="lab-part lab-one" aria-label={t.wipe}>
      <div className="lab-bar">
        <h2 className="ell" title={name}>
          {name}
        </h2>
        <span className="grow" />
        <Button
          size="small"
          icon={<SplitSquareHorizontal />}
          title={t.sourceHint}
          onClick={() => openSource(client, runId, picture)}
        >
          {t.source}
        </Button>
        <IconButton
          small
          label={t.previous}
          icon={<ChevronLeft />}
          keys={useKeysShown('lab.previous')}
          onClick={() => stepPicture(look, -1)}
        />
        <IconButton
          small
          label={t.next}
          icon={<ChevronRight />}
          keys={useKeysShown('lab.next')}
          onClick={() => stepPicture(look, 1)}
        />
      </div>
      <div className="lab-sides">
        <Select
          label={t.leftSide}
          value={method}
          options={methods}
          onChange={(next) => see({ method: next })}
        />
        <Select
          label={t.rightSide}
          value={right}
          options={[{ value: 'sharp', label: t.sharp }, ...methods]}
          onChange={(next) => see({ right: next })}
        />
      </div>
      <div className="lab-one-body">
        <div className="lab-one-picture">
          <Wipe
            key={picture}
            className="lab-wipe"
            label={t.wipeOf(name)}
            left={side(method)}
            right={side(right)}
          />
        </div>
        {value === undefined ? null : (
          <dl className="lab-facts">
            {labFigureNames.map((figure) => (
              <Fact key={figure} figure={figure} value={value} />
            ))}
          </dl>
        )}
      </div>
    </section>
  );
}

function Fact({ figure, value }: { readonly figure: LabFigureName; readonly value: LabReportValue }) {
  const t = useLabStrings();
  const { text } = useFigureText(figure);
  return (
    <div>
      <dt>{t[`figure ${figure}`]}</dt>
      <dd>{text(figureOfValue(value, figure))}</dd>
    </div>
  );
}
