import { useId } from 'react';
import { Segmented, Switch } from '../../ui';
import { useExportStrings } from './export-strings';
import { movingThings, useFaceExport, wishedThings } from './face-wish';

/** What is to be made, each with a word on what that is. */
export function ExportThings({ photo }: { readonly photo: boolean }) {
  const strings = useExportStrings();
  const { choice, choose } = useFaceExport();
  return (
    <fieldset className="face-export-things">
      <legend className="caps">{strings.what}</legend>
      {wishedThings.map((thing) =>
        photo && movingThings.includes(thing) ? null : (
          <Thing
            key={thing}
            label={strings[thing]}
            help={strings[`${thing}Help`]}
            checked={choice[thing]}
            onChange={(checked) => choose({ [thing]: checked })}
          />
        ),
      )}
      {photo ? null : (
        <div className="face-export-thing">
          <span>
            {strings.sequence}
            <small>{strings.sequenceHelp}</small>
          </span>
          <Segmented
            tight
            label={strings.sequence}
            value={choice.sequence}
            options={[
              { value: 'none', label: strings.none },
              { value: 'obj', label: 'OBJ' },
              { value: 'ply', label: 'PLY' },
            ]}
            onChange={(sequence) => choose({ sequence })}
          />
        </div>
      )}
    </fieldset>
  );
}

function Thing(props: {
  readonly label: string;
  readonly help: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="face-export-thing">
      <label htmlFor={id}>
        {props.label}
        <small>{props.help}</small>
      </label>
      <Switch id={id} checked={props.checked} onChange={props.onChange} />
    </div>
  );
}
