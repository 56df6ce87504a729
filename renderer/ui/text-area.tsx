import type { ComponentPropsWithRef } from 'react';

export interface TextAreaProps extends Omit<ComponentPropsWithRef<'textarea'>, 'onChange'> {
  readonly invalid?: boolean;
  readonly onChange?: (value: string) => void;
}

/** Several lines of code. */
export function TextArea({ invalid = false, onChange, ...rest }: TextAreaProps) {
  return (
    <textarea
      spellCheck={false}
      autoComplete="off"
      wrap="off"
      {...rest}
      className={invalid ? 'inp area bad' : 'inp area'}
      aria-invalid={invalid}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
}
