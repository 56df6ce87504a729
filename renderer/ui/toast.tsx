import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button';

export interface ToastViewProps {
  readonly tone: 'info' | 'ok' | 'warning' | 'error';
  readonly title: string;
  readonly detail?: string | undefined;
  readonly actions?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
}

const icons = {
  info: <Info className="tx2" />,
  ok: <CircleCheck className="okc" />,
  warning: <TriangleAlert className="warnc" />,
  error: <CircleAlert className="errc" />,
};

/** One message at the corner of the window. */
export function ToastView({ tone, title, detail, actions, closeLabel, onClose }: ToastViewProps) {
  return (
    <li className="toast">
      {icons[tone]}
      <div className="grow" role={tone === 'error' ? 'alert' : 'status'}>
        <div className="b copyable">{title}</div>
        {detail === undefined ? null : <div className="t11 tx2 copyable">{detail}</div>}
        {actions === undefined ? null : <div className="row toast-acts">{actions}</div>}
      </div>
      <IconButton small label={closeLabel} icon={<X />} onClick={onClose} />
    </li>
  );
}
