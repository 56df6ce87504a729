import { Switch as Radix } from 'radix-ui';

export interface SwitchProps {
  /** What is on or off, for a screen reader; where `id` is set, a `<label htmlFor>` may say it instead. */
  readonly label?: string;
  readonly id?: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** On or off, in force at once. */
export function Switch({ label, id, checked, disabled = false, onChange }: SwitchProps) {
  return (
    <Radix.Root
      className="sw"
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      onClick={(event) => event.stopPropagation()}
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
    />
  );
}
