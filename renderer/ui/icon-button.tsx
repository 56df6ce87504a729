import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Tooltip } from './tooltip';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'> {
  /** What it does: its name for a screen reader and its tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** Keys shown in the tooltip, as `formatKeys` gives them. */
  readonly keys?: string | undefined;
  /** Set: a toggle, and whether it is on. */
  readonly pressed?: boolean;
  readonly small?: boolean;
}

/** A square button with an icon, a tooltip and a name. */
export function IconButton({
  label,
  icon,
  keys,
  pressed,
  small = false,
  className,
  ...rest
}: IconButtonProps) {
  const classes = ['ib', small ? 'sm' : '', pressed === true ? 'on' : '', className ?? ''];
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        {...rest}
        className={classes.filter(Boolean).join(' ')}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
