import type { LabMethodItem } from '../../../preload/contract/studio/lab-run';
import { errorStrings } from '../../strings/error-strings';
import { errorTitle } from '../../strings/error-texts';
import { toErrorReport } from '../../store/report-error';
import { Button, Checkbox, ErrorState, Section, Skeleton } from '../../ui';
import { useLabView } from './lab-view';
import { AllOrNone } from './new-run';
import { useLabStrings } from './strings';
import type { useNewRun } from './use-new-run';

const groups = ['filter', 'classic', 'sr', 'restore', 'deblur', 'own'] as const;

/** Every method that can be compared, to be ticked, by what it is. */
export function MethodList({
  run: { methods, offered, chosen },
}: {
  readonly run: ReturnType<typeof useNewRun>;
}) {
  const t = useLabStrings();
  const errors = errorStrings();
  const change = useLabView((view) => view.change);
  return (
    <Section
      title={t.methods}
      count={offered.length === 0 ? undefined : t.chosenOf(chosen.methods.length, offered.length)}
      height="grow"
      actions={
        <AllOrNone
          label={t.chooseUsual}
          onAll={() => change({ methods: undefined })}
          onNone={() => change({ methods: [] })}
        />
      }
    >
      {methods.state === 'loading' ? (
        <Skeleton label={t.methodsLoading} rows={6} />
      ) : methods.state === 'failed' ? (
        <ErrorState
          title={errorTitle(toErrorReport(methods.error).code, errors)}
          message={toErrorReport(methods.error).message}
          actions={<Button onClick={() => methods.retry()}>{t.retry}</Button>}
        />
      ) : (
        groups.map((group) => (
          <Group
            key={group}
            title={t[`group ${group}`]}
            methods={offered.filter((method) => method.group === group)}
            chosen={chosen.methods}
            onChange={(names) => change({ methods: names })}
          />
        ))
      )}
    </Section>
  );
}

interface GroupProps {
  readonly title: string;
  readonly methods: readonly LabMethodItem[];
  /** Names of all that are ticked, of other groups too. */
  readonly chosen: readonly string[];
  readonly onChange: (names: string[]) => void;
}

function Group({ title, methods, chosen, onChange }: GroupProps) {
  if (methods.length === 0) return null;
  return (
    <fieldset className="lab-group">
      <legend className="caps">{title}</legend>
      <ul className="lab-ticks">
        {methods.map(({ name }) => (
          <li key={name}>
            <Checkbox
              checked={chosen.includes(name)}
              onChange={(checked) =>
                onChange(checked ? [...chosen, name] : chosen.filter((other) => other !== name))
              }
            >
              <span className="lab-method">{name}</span>
              <span className="grow ell t11 tx3">
                <MethodWords name={name} />
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** What the last word of a method's name means, or what a name of one word does. */
function MethodWords({ name }: { readonly name: string }) {
  const t = useLabStrings();
  const key = `word ${name.split(':').at(-1) ?? ''}`;
  return key in t ? (t[key as keyof typeof t] as string) : null;
}
