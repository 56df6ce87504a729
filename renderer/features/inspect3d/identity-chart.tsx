import { useState } from 'react';
import type { PersonFit } from '../../../preload/contract/studio/resources';
import { useFormats } from '../../strings/use-formats';
import { Badge, Segmented } from '../../ui';
import { useInspectStrings } from './strings';

/** The person's coefficients as bars, standard deviations; arrow keys or the pointer read single ones out. */
export function IdentityChart({ fit, photo }: { readonly fit: PersonFit; readonly photo: boolean }) {
  const strings = useInspectStrings();
  const { number } = useFormats();
  const [which, setWhich] = useState<'shape' | 'albedo'>('shape');
  const [chosen, setChosen] = useState<number>();
  const values = fit[which];
  const reach = [1, 2, 3, 4].find((limit) => values.every((value) => Math.abs(value) <= limit)) ?? 5;
  const choose = (index: number): void => {
    setChosen(Math.min(values.length - 1, Math.max(0, index)));
  };
  const picked = chosen === undefined || chosen >= values.length ? undefined : chosen;
  const readout =
    picked === undefined
      ? strings.coefficients(values.length)
      : strings.coefficientValue(picked + 1, signed(values[picked], number));
  return (
    <section className="inspect3d-chart" aria-label={strings.identity}>
      <div className="inspect3d-chart-head">
        <h2>{strings.identity}</h2>
        <span className="tx3 num" aria-live="polite">
          {readout}
        </span>
        <span className="grow" />
        {photo ? null : (
          <span className="inspect3d-constant">
            <Badge tone="ok">{strings.constant}</Badge>
          </span>
        )}
        <Segmented
          tight
          label={strings.identityWhich}
          value={which}
          options={[
            { value: 'shape', label: strings.shape },
            { value: 'albedo', label: strings.albedo },
          ]}
          onChange={(next) => {
            setWhich(next);
            setChosen(undefined);
          }}
        />
      </div>
      <div
        className="inspect3d-bars"
        role="slider"
        tabIndex={0}
        aria-label={strings.identityChart}
        aria-valuemin={1}
        aria-valuemax={values.length}
        aria-valuenow={(picked ?? 0) + 1}
        aria-valuetext={strings.coefficientValue((picked ?? 0) + 1, signed(values[picked ?? 0] ?? 0, number))}
        onKeyDown={(event) => {
          const now = picked ?? -1;
          const to = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: values.length - 1 }[event.key];
          if (to === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          choose(to);
        }}
        onPointerMove={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          choose(Math.floor(((event.clientX - box.left) / box.width) * values.length));
        }}
        onPointerLeave={() => {
          setChosen(undefined);
        }}
      >
        <svg viewBox={`0 ${-reach} ${values.length} ${2 * reach}`} preserveAspectRatio="none" aria-hidden>
          {[-reach, -reach / 2, 0, reach / 2, reach].map((level) => (
            <line
              key={level}
              x1="0"
              x2={values.length}
              y1={level}
              y2={level}
              stroke={level === 0 ? 'var(--line-2)' : 'var(--line)'}
            />
          ))}
          {values.map((value, index) => {
            const height = Math.min(reach, Math.abs(value));
            return (
              <rect
                key={index}
                x={index + 0.16}
                width={0.68}
                y={value > 0 ? -height : 0}
                height={height}
                className={index === picked ? 'on' : ''}
              />
            );
          })}
        </svg>
        {[-reach, 0, reach].map((level) => (
          <span key={level} className="y" style={{ top: `${50 - (level / reach) * 50}%` }}>
            {level === 0 ? '0' : `${level > 0 ? '+' : '−'}${Math.abs(level)}σ`}
          </span>
        ))}
        {marks(values.length).map((mark) => (
          <span key={mark} className="x" style={{ left: `${((mark - 0.5) / values.length) * 100}%` }}>
            {mark}
          </span>
        ))}
      </div>
    </section>
  );
}

function signed(value: number, number: ReturnType<typeof useFormats>['number']): string {
  return `${value < 0 ? '−' : '+'}${number(Math.abs(value), 2)}`;
}

/** Numbers along the axis: the first, the last, and round ones between. */
function marks(count: number): number[] {
  const step = count > 40 ? 20 : 5;
  const between = Array.from({ length: Math.floor((count - 1) / step) }, (_, i) => (i + 1) * step);
  return [...new Set([1, ...between.filter((mark) => count - mark >= step / 2), count])];
}
