import { Folder, X } from 'lucide-react';
import { useClient } from '../../client/client-context';
import { useDestination } from '../../store/destination';
import { reportError } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { Field, IconButton } from '../../ui';
import { useEnhanceStrings } from './strings';

/** Where the result goes; only where the host can choose a folder. */
export function DestinationField() {
  const t = useEnhanceStrings();
  const client = useClient();
  const canChoose = useMirrors(({ host }) => host?.canChooseFolder ?? false);
  const folder = useDestination((store) => store.folder);
  const choose = useDestination((store) => store.choose);
  if (!canChoose) return null;
  const ask = () => {
    client
      .call('shell.chooseFolder', {})
      .then((grant) => {
        if (grant !== undefined) choose(grant);
      })
      .catch(reportError);
  };
  return (
    <Field label={t.destination} layout="inline">
      <span className="row">
        <button
          type="button"
          className="sel"
          aria-label={t.chooseFolder}
          title={t.chooseFolder}
          onClick={ask}
        >
          <span className="ell">{folder?.name ?? t.besideInput}</span>
          <Folder />
        </button>
        {folder === undefined ? null : (
          <IconButton small label={t.besideInput} icon={<X />} onClick={() => choose(undefined)} />
        )}
      </span>
    </Field>
  );
}
