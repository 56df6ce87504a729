import { useEffect, useRef } from 'react';
import { useClient } from '../client/client-context';
import { attempt } from '../store/report-error';
import { useSelection } from '../store/selection';
import { useMirrors } from '../store/topics';
import { useSettingsPage } from '../store/settings-page';
import { useFormats } from '../strings/use-formats';
import { useWords } from '../strings/words';
import { Tooltip } from '../ui';
import { useShellStrings } from './strings';

/** The device in use and its measured speed; leads to the devices of the settings. */
export function DeviceChip() {
  const t = useShellStrings();
  const words = useWords();
  const formats = useFormats();
  const client = useClient();
  const machine = useMirrors((mirrors) => mirrors.machine);
  const setRoom = useSelection((selection) => selection.setRoom);
  // Finding out takes a moment, so it is asked for once, after the first picture is on screen.
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || machine === undefined || machine.device !== undefined) return;
    asked.current = true;
    const timer = setTimeout(() => attempt(client.call('machine.inspect', {})), 1500);
    return () => clearTimeout(timer);
  }, [client, machine]);
  if (machine?.device === undefined) return null;
  const name = words[`device ${machine.device.chosen}`];
  const rate = machine.benchmark?.state === 'done' ? machine.benchmark.facesPerSecond : undefined;
  return (
    <Tooltip text={machine.device.reason}>
      <button
        type="button"
        className="chip"
        aria-label={t.device(name)}
        onClick={() => {
          useSettingsPage.getState().open('devices');
          setRoom('settings');
        }}
      >
        <span className="dot" />
        <b>{name}</b>
        {rate === undefined ? null : words.facesPerSecond(formats.number(rate, rate < 10 ? 1 : 0))}
      </button>
    </Tooltip>
  );
}
