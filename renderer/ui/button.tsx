import type { ComponentPropsWithRef, ReactNode } from 'react';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children'> {
  /** `primary` is the one next action of a screen; `ghost` has no edge; `danger` takes something away. */
  readonly tone?: 'primary' | 'plain' | 'ghost' | 'danger';
  /** `small` 24 px, `normal` 28, `big` 36. */
  readonly size?: 'small' | 'normal' | 'big';
  /** As wide as its container. */
  readonly block?: boolean;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A button with words on it. */
export function Button({
  tone = 'plain',
  size = 'normal',
  block = false,
  icon,
  children,
  className,
  ...rest
}: ButtonProps) {
  const classes = [
    'btn',
    { primary: 'primary', plain: '', ghost: 'ghost', danger: 'ghost danger' }[tone],
    { small: 'sm', normal: '', big: 'big' }[size],
    block ? 'block' : '',
    className ?? '',
  ];
  return (
    <button type="button" {...rest} className={classes.filter(Boolean).join(' ')}>
      {icon}
      {children}
    </button>
  );
}
