import { LoaderCircle, WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClient } from '../client/client-context';
import { useMirrors } from '../store/topics';
import { useShellStrings } from './strings';

/** Says that the engine cannot be reached, is coming back, or is gone. */
export function ConnectionBanner() {
  const t = useShellStrings();
  const client = useClient();
  const [connected, setConnected] = useState(true);
  useEffect(() => client.onConnection(setConnected), [client]);
  const engine = useMirrors(({ host }) => host?.engine ?? 'running');
  const message = useMirrors(({ host }) => host?.engineError?.message);
  if (connected && engine === 'running') return null;
  const [title, text] = !connected
    ? [t.lostTitle, t.lostText]
    : engine === 'restarting'
      ? [t.engineRestarting, t.engineRestartingText]
      : [t.engineStopped, t.engineStoppedText];
  return (
    <div className="banner" role="alert">
      {connected && engine === 'restarting' ? <LoaderCircle className="turning" /> : <WifiOff />}
      <b>{title}</b>
      <span>{text}</span>
      {message === undefined || !connected ? null : <span className="tx3 ell copyable">{message}</span>}
    </div>
  );
}
