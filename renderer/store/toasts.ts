import { create } from 'zustand';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface Toast {
  readonly id: number;
  readonly tone: 'info' | 'ok' | 'warning' | 'error';
  readonly title: string;
  readonly detail?: string;
  readonly actions?: readonly ToastAction[];
  /** Seconds until it goes by itself; 0: it stays until closed. */
  readonly seconds: number;
}

/** At most this many are on show; the oldest goes first. */
export const toastLimit = 4;

interface Toasts {
  readonly toasts: readonly Toast[];
  readonly show: (toast: Omit<Toast, 'id' | 'seconds'> & { readonly seconds?: number }) => number;
  readonly dismiss: (id: number) => void;
}

let nextId = 1;

/** Messages at the corner of the window. The same message again replaces the one on show. */
export const useToasts = create<Toasts>((set) => ({
  toasts: [],
  show: (toast) => {
    const id = nextId++;
    const seconds = toast.seconds ?? (toast.tone === 'error' ? 12 : 6);
    set(({ toasts }) => ({
      toasts: [
        ...toasts.filter(({ title, detail }) => title !== toast.title || detail !== toast.detail),
        { ...toast, seconds, id },
      ].slice(-toastLimit),
    }));
    return id;
  },
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));
