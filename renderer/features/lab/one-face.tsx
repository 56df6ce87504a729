import { Select, Wipe } from '../../ui';
import { FaceSteps } from './face-steps';
import { useLabView } from './lab-view';
import { useLabStrings } from './strings';

interface OneFaceProps {
  readonly title: string;
  /** A different one begins with the divider in the middle. */
  readonly place: number;
  /** Names of the methods. */
  readonly methods: readonly string[];
  readonly method: string;
  /** `sharp`, or a method. */
  readonly urlOf: (version: string) => string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly onSource: () => void;
  readonly onStep: (by: 1 | -1) => void;
}

/** One face: a method's version and the truth, or another method's, under a divider; its figures; the way to its frame. */
export function OneFace({ title, place, method, urlOf, facts, onSource, onStep, ...props }: OneFaceProps) {
  const t = useLabStrings();
  const wished = useLabView((view) => view.look.right);
  const see = useLabView((view) => view.see);
  const methods = props.methods.map((name) => ({ value: name, label: name }));
  const right = props.methods.includes(wished) ? wished : 'sharp';
  const side = (version: string) => ({
    src: urlOf(version),
    label: version === 'sharp' ? t.sharp : version,
  });
  return (
    <section className="lab-part lab-one" aria-label={t.wipe}>
      <div className="lab-bar">
        <h2 className="ell" title={title}>
          {title}
        </h2>
        <span className="grow" />
        <FaceSteps onSource={onSource} onStep={onStep} />
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
            key={place}
            className="lab-wipe"
            label={t.wipeOf(title)}
            left={side(method)}
            right={side(right)}
          />
        </div>
        <dl className="lab-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
