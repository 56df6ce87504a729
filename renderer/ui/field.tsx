import { useId, type ReactNode } from 'react';

export interface FieldProps {
  readonly label: string;
  /** Read-out at the right end of the label. */
  readonly value?: ReactNode;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  /** `inline`: label at the left; `stacked`: above. */
  readonly layout?: 'stacked' | 'inline';
  /** The control; a function is given the id that the label points to. */
  readonly children: ReactNode | ((id: string) => ReactNode);
}

/** A control with its name, its help and what is wrong with it. */
export function Field({ label, value, help, error, layout = 'stacked', children }: FieldProps) {
  const id = useId();
  const control = typeof children === 'function' ? children(id) : children;
  const name = typeof children === 'function' ? <label htmlFor={id}>{label}</label> : <span>{label}</span>;
  return (
    <div className={layout === 'inline' ? 'inline' : 'field'}>
      {layout === 'inline' ? (
        name
      ) : (
        <span className="lab">
          {name}
          {value === undefined ? null : <span className="val">{value}</span>}
        </span>
      )}
      {control}
      {help === undefined || error !== undefined ? null : <span className="help">{help}</span>}
      {error === undefined ? null : (
        <span className="help errc" role="alert">
          {error}
        </span>
      )}
    </div>
  );
}
