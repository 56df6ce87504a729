import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';

export interface SegmentedOption<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  /** Where the label is an icon. */
  readonly name?: string;
  readonly disabled?: boolean;
  readonly title?: string;
}

export interface SegmentedProps<T extends string> {
  /** What is chosen, for a screen reader. */
  readonly label: string;
  readonly value: T;
  readonly options: readonly SegmentedOption<T>[];
  readonly onChange: (value: T) => void;
  readonly tight?: boolean;
  readonly disabled?: boolean;
}

/** A choice among a few, all in sight; arrow keys move between them. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      className={props.tight === true ? 'seg tight' : 'seg'}
      aria-label={props.label}
      value={props.value}
      disabled={props.disabled ?? false}
      onValueChange={(value) => {
        // Choosing what is chosen already would clear it.
        if (value !== '') props.onChange(value as T);
      }}
    >
      {props.options.map((option) => (
        <ToggleGroup.Item
          key={option.value}
          value={option.value}
          disabled={option.disabled ?? false}
          {...(option.name === undefined ? {} : { 'aria-label': option.name })}
          {...(option.title === undefined ? {} : { title: option.title })}
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
