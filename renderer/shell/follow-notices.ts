import type { StudioClient } from '../../preload/contract/studio/client';
import { useToasts } from '../store/toasts';

/** Shows what the engine has to say on the way. */
export function followNotices(client: StudioClient): () => void {
  return client.subscribe('notices', ({ level, message }) => {
    useToasts.getState().show({ tone: level, title: message });
  });
}
