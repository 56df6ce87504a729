import { useEffect, useState } from 'react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { Field, Segmented, Slider } from '../../ui';
import { useExportStrings } from './export-strings';
import { lookOf, useFaceExport, type FaceChoice } from './face-wish';
import { LightBall } from './light-ball';

/** How the frontal view and video show the face, and what that looks like. */
export function ExportLook({ media, person }: { readonly media: MediaItem; readonly person: PersonItem }) {
  const strings = useExportStrings();
  const { choice, choose } = useFaceExport();
  const unused = !choice.frontal && !choice.film;
  return (
    <fieldset className="face-export-look" disabled={unused} inert={unused}>
      <legend className="caps">{strings.look}</legend>
      <Preview media={media} person={person} choice={choice} />
      <div className="face-export-turns">
        <Angle label={strings.turn} value={choice.yaw} most={90} onChange={(yaw) => choose({ yaw })} />
        <Angle label={strings.tilt} value={choice.pitch} most={60} onChange={(pitch) => choose({ pitch })} />
      </div>
      <Field label={strings.light}>
        <div className="face-export-light">
          <Segmented
            label={strings.light}
            value={choice.relit ? 'relit' : 'filmed'}
            options={[
              { value: 'filmed', label: strings.asFilmed },
              { value: 'relit', label: strings.fromSide },
            ]}
            onChange={(value) => choose({ relit: value === 'relit' })}
          />
          {choice.relit ? (
            <LightBall light={choice.light} fill={20} onChange={(light) => choose({ light })} />
          ) : null}
        </div>
      </Field>
      <Field label={strings.expression} help={strings.expressionHelp}>
        <Segmented
          label={strings.expression}
          value={choice.expression}
          options={[
            { value: 'best', label: strings.best },
            { value: 'neutral', label: strings.neutral },
          ]}
          onChange={(expression) => choose({ expression })}
        />
      </Field>
      <Field label={strings.size}>
        <Segmented
          label={strings.size}
          value={String(choice.size)}
          options={sizes.map((size) => ({ value: String(size), label: `${size} px` }))}
          onChange={(value) => choose({ size: sizes.find((size) => String(size) === value) ?? 512 })}
        />
      </Field>
    </fieldset>
  );
}

const sizes = [256, 512, 1024] as const;

function Angle(props: {
  readonly label: string;
  readonly value: number;
  /** Either way, degrees. */
  readonly most: number;
  readonly onChange: (value: number) => void;
}) {
  const strings = useExportStrings();
  const { label, value, most, onChange } = props;
  return (
    <Field label={label} value={strings.degrees(value)}>
      <Slider
        label={label}
        value={value}
        min={-most}
        max={most}
        format={strings.degrees}
        onChange={onChange}
      />
    </Field>
  );
}

/** The picture as the engine will write it; the last one stays until the next is there. */
function Preview({
  media,
  person,
  choice,
}: {
  readonly media: MediaItem;
  readonly person: PersonItem;
  readonly choice: FaceChoice;
}) {
  const strings = useExportStrings();
  const client = useClient();
  const wanted = useAtRest(client.resourceUrl(resourcePaths.look(media.id, person.id, lookOf(choice))));
  const [shown, setShown] = useState<string>();
  const [failed, setFailed] = useState<string>();
  return (
    <div className="face-export-preview" aria-busy={shown !== wanted && failed !== wanted}>
      {shown === undefined ? null : <img src={shown} alt={strings.preview(person.name)} />}
      {shown === wanted || failed === wanted ? null : (
        <img
          key={wanted}
          className="face-export-next"
          src={wanted}
          alt=""
          onLoad={() => setShown(wanted)}
          onError={() => setFailed(wanted)}
        />
      )}
      {failed === wanted ? (
        <p className="t11 errc" role="alert">
          {strings.previewFailed}
        </p>
      ) : null}
    </div>
  );
}

/** For how long a choice is left alone before it is drawn, milliseconds: a light that is dragged is not drawn everywhere. */
const rest = 120;

function useAtRest(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), rest);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
