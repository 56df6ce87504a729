import type { ReactNode } from 'react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import type { ViewLight } from '../../scene/frame-light';
import { useFormats } from '../../strings/use-formats';
import { Button, Section, Slider } from '../../ui';
import { FrontalView } from './frontal-view';
import { LightBall } from './light-ball';
import { useInspectStrings } from './strings';
import type { FaceModelData } from './use-face-model';
import type { PersonData } from './use-person-data';
import { defaultLight, useInspectView } from './view-settings';

export interface SideDockProps {
  readonly media: MediaItem;
  readonly person: PersonItem;
  readonly personKey: string;
  readonly model: FaceModelData;
  readonly data: PersonData;
}

/** Beside the view: the frontal picture, the light, the lens, and how good the fit is. */
export function SideDock({ media, person, personKey, model, data }: SideDockProps) {
  const strings = useInspectStrings();
  const { light, key, fill, matched, fovDegrees, change } = useInspectView();
  // Whoever moves the light no longer wants the frame's.
  const byHand = (patch: Partial<ViewLight>) => change({ ...patch, matched: false });
  return (
    <aside className="dock inspect3d-dock" aria-label={strings.view}>
      <FrontalView key={personKey} media={media} person={person} />
      <Section
        title={strings.light}
        body="padded"
        actions={
          <>
            <Button
              tone="ghost"
              size="small"
              className="inspect3d-match"
              aria-pressed={matched}
              onClick={() => change({ matched: !matched })}
            >
              {strings.matchFrame}
            </Button>
            <Button
              tone="ghost"
              size="small"
              onClick={() => {
                const { x, y, key: keyLight, fill: fillLight } = defaultLight;
                byHand({ light: { x, y }, key: keyLight, fill: fillLight });
              }}
            >
              {strings.resetLight}
            </Button>
          </>
        }
      >
        <div className="inspect3d-light">
          <LightBall
            light={light}
            fill={fill}
            onChange={(next) => {
              byHand({ light: next });
            }}
          />
          <div className="inspect3d-sliders">
            <Setting label={strings.key} value={key} onChange={(value) => byHand({ key: value })} />
            <Setting label={strings.fill} value={fill} onChange={(value) => byHand({ fill: value })} />
          </div>
        </div>
        <Setting
          label={strings.fov}
          value={fovDegrees}
          min={10}
          max={75}
          show={strings.degrees}
          onChange={(value) => change({ fovDegrees: value })}
        />
      </Section>
      <Section title={strings.fit} body="padded">
        <FitFigures person={person} model={model} data={data} />
      </Section>
    </aside>
  );
}

function Setting(props: {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly show?: (value: number) => string;
  readonly onChange: (value: number) => void;
}) {
  const { label, value, min = 0, max = 100, show = String, onChange } = props;
  return (
    <div className="field">
      <span className="lab">
        {label} <span className="val">{show(value)}</span>
      </span>
      <Slider
        label={label}
        value={value}
        min={min}
        max={max}
        format={show}
        onDraft={onChange}
        onChange={onChange}
      />
    </div>
  );
}

/**
 * NME below which a fit is called good or fair. A judgement, not a measurement: 3 % of the distance between the eyes is
 * about 2 mm on a face.
 */
const good = 0.03;
const fair = 0.06;

function FitFigures({
  person,
  model,
  data,
}: {
  readonly person: PersonItem;
  readonly model: FaceModelData;
  readonly data: PersonData;
}) {
  const strings = useInspectStrings();
  const { number } = useFormats();
  const { fit } = data;
  const nme = fit.reprojectionError;
  const [verdict, tone] =
    nme < good ? [strings.good, 'okc'] : nme < fair ? [strings.fair, 'warnc'] : [strings.poor, 'errc'];
  const rows: readonly (readonly [string, ReactNode])[] = [
    [strings.shape, strings.perPerson(fit.shape.length)],
    [strings.albedo, strings.perPerson(fit.albedo.length)],
    [strings.expression, strings.perFrame(model.info.expressionNames.length)],
    [
      strings.reprojection,
      <>
        {strings.pixels(number(nme * person.interOcularPixels, 1))} · {number(nme * 100, 1)} %{' '}
        <span className={tone}>{verdict}</span>
      </>,
    ],
    [strings.framesFitted, number(person.frames)],
    [strings.focal, strings.pixels(number(fit.camera.focalPixels))],
  ];
  return (
    <dl className="inspect3d-figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
