import type { ReactNode } from 'react';

export interface CheckboxProps {
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
  /** The words beside it, which tick it too. */
  readonly children: ReactNode;
}

/** One of many things that may be ticked. */
export function Checkbox({ checked, disabled = false, onChange, children }: CheckboxProps) {
  return (
    <label className="tick-box">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}
