import type { ReactNode } from 'react';
import { labFactorSchema, type LabFactor, type LabPart } from '../../../preload/contract/lab';
import { formatDuration } from '../../strings/formats';
import { Checkbox, Section, Slider } from '../../ui';
import { ClipChoice } from './clip-choice';
import { labParts } from './lab-parts';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { labSize, sizesOf } from './report-figures';
import { useLabStrings } from './strings';
import type { useNewRun } from './use-new-run';

const factors = sizesOf(labFactorSchema.options.map(({ value }) => value));

/** What a run measures, each part with what can be said about it, and about how long it takes. */
export function PartList({ run }: { readonly run: ReturnType<typeof useNewRun> }) {
  const t = usePartsStrings();
  const { wish, change } = useLabView();
  const details: Partial<Record<LabPart, ReactNode>> = {
    faces: wish.faces ? <FaceChoice /> : undefined,
    clips: run.hasClips ? <ClipChoice fault={run.fault} /> : undefined,
  };
  const reasons: Partial<Record<LabPart, string>> = {
    ...(run.able.clips ? {} : { clips: t.noClips }),
    ...(run.able.fits ? {} : { fits: t.needsFaces }),
    ...(run.able.memory ? {} : { memory: t.noMemory }),
  };
  const seconds = run.estimate.state === 'ready' ? run.estimate.value.partSeconds : {};
  return (
    <Section title={t.parts} height="grow">
      <ul className="lab-parts">
        {labParts.map((part) => {
          const reason = reasons[part];
          const isOn = wish[part] && reason === undefined;
          const takes = isOn ? seconds[part] : undefined;
          return (
            <li key={part}>
              <Checkbox
                checked={isOn}
                disabled={reason !== undefined}
                onChange={(checked) => change({ [part]: checked })}
              >
                <span className="grow lab-part-name">
                  {t[`part ${part}`]}
                  <small className="tx3">{reason ?? t[`help ${part}`]}</small>
                </span>
                {takes === undefined ? null : (
                  <span className="t11 tx2 num">{t.about(formatDuration(takes))}</span>
                )}
              </Checkbox>
              {details[part] === undefined ? null : <div className="lab-part-more">{details[part]}</div>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** The sizes of single faces, and how many of each clip. */
function FaceChoice() {
  const t = useLabStrings();
  const { wish, change } = useLabView();
  return (
    <>
      <div className="lab-sizes" role="group" aria-label={t.sizes}>
        {factors.map((factor) => (
          <Checkbox
            key={factor}
            checked={wish.factors.includes(factor)}
            onChange={(checked) => change({ factors: toggled(wish.factors, factor, checked) })}
          >
            <span className="num">{t.size(labSize / factor)}</span>
          </Checkbox>
        ))}
      </div>
      <div className="field">
        <span className="lab">
          <span>{t.frames}</span>
          <span className="val">{wish.framesPerClip}</span>
        </span>
        <Slider
          label={t.frames}
          value={wish.framesPerClip}
          min={1}
          max={100}
          onChange={(framesPerClip) => change({ framesPerClip })}
        />
      </div>
    </>
  );
}

function toggled(chosen: readonly LabFactor[], factor: LabFactor, checked: boolean): LabFactor[] {
  return factors.filter((one) => (one === factor ? checked : chosen.includes(one)));
}
