import type { ComponentPropsWithRef } from 'react';

export interface TextInputProps extends Omit<ComponentPropsWithRef<'input'>, 'onChange'> {
  readonly invalid?: boolean;
  readonly onChange?: (value: string) => void;
}

/** One line of text. */
export function TextInput({ invalid = false, onChange, className, ...rest }: TextInputProps) {
  return (
    <input
      type="text"
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={['inp', invalid ? 'bad' : '', className ?? ''].filter(Boolean).join(' ')}
      aria-invalid={invalid}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
}
