import { useEffect } from 'react';
import { useToasts, type Toast } from '../store/toasts';
import { useWords } from '../strings/words';
import { ToastView } from '../ui';
import { useShellStrings } from './strings';

/** Messages at the corner of the window; each goes by itself unless it is pointed at. */
export function Toasts() {
  const t = useShellStrings();
  const toasts = useToasts(({ toasts: all }) => all);
  return (
    <ol className="toasts" aria-label={t.notifications} aria-live="polite">
      {toasts.map((toast) => (
        <TimedToast key={toast.id} toast={toast} />
      ))}
    </ol>
  );
}

function TimedToast({ toast }: { readonly toast: Toast }) {
  const words = useWords();
  const dismiss = useToasts((store) => store.dismiss);
  useEffect(() => {
    if (toast.seconds === 0) return;
    const timer = setTimeout(() => dismiss(toast.id), toast.seconds * 1000);
    return () => clearTimeout(timer);
  }, [toast, dismiss]);
  return (
    <ToastView
      tone={toast.tone}
      title={toast.title}
      detail={toast.detail}
      closeLabel={words.close}
      onClose={() => dismiss(toast.id)}
      actions={toast.actions?.map((action) => (
        <button
          key={action.label}
          type="button"
          className="link"
          onClick={() => {
            action.run();
            dismiss(toast.id);
          }}
        >
          {action.label}
        </button>
      ))}
    />
  );
}
