import { Slider as Radix } from 'radix-ui';
import { useState, type CSSProperties } from 'react';

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly disabled?: boolean;
  /** Colour of the filled part; the accent where absent. */
  readonly colour?: string;
  /** What a screen reader says for a value. */
  readonly format?: (value: number) => string;
  /** While the gesture lasts; for a read-out. */
  readonly onDraft?: (value: number) => void;
  /** Once it is let go, or on each key. */
  readonly onChange: (value: number) => void;
}

/** A value between two ends. The gesture stays here until it is let go: the engine hears one value, not a hundred. */
export function Slider({
  label,
  value,
  min = 0,
  max = 100,
  step = 1,
  disabled = false,
  ...props
}: SliderProps) {
  const [draft, setDraft] = useState<{ readonly over: number; readonly value: number }>();
  // What was let go is kept on show until the engine has answered with another value.
  const shown = draft?.over === value ? draft.value : value;
  const style = props.colour === undefined ? {} : ({ '--f': props.colour } as CSSProperties);
  return (
    <Radix.Root
      className="sl"
      style={style}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      value={[shown]}
      onValueChange={([next]) => {
        setDraft({ over: value, value: next });
        props.onDraft?.(next);
      }}
      onValueCommit={([next]) => props.onChange(next)}
    >
      <Radix.Track className="track">
        <Radix.Range className="range" />
      </Radix.Track>
      <Radix.Thumb
        className="thumb"
        aria-label={label}
        {...(props.format === undefined ? {} : { 'aria-valuetext': props.format(shown) })}
      />
    </Radix.Root>
  );
}
