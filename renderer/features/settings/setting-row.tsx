import { useId, type ReactNode } from 'react';

export interface SettingRowProps {
  readonly label: string;
  readonly help?: string;
  /** The control; a function is given the id that the label points to. */
  readonly children: ReactNode | ((id: string) => ReactNode);
}

/** A setting: its name and what it does at the left, its control at the right. */
export function SettingRow({ label, help, children }: SettingRowProps) {
  const id = useId();
  const asks = typeof children === 'function';
  return (
    <div className="setting">
      <div>
        {asks ? <label htmlFor={id}>{label}</label> : <span className="setting-name">{label}</span>}
        {help === undefined ? null : <p>{help}</p>}
      </div>
      <div className="setting-control">{asks ? children(id) : children}</div>
    </div>
  );
}
