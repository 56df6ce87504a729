import { FolderPlus, Plus, X } from 'lucide-react';
import { useClient } from '../../client/client-context';
import { useCommands } from '../../commands/command-registry';
import { attempt } from '../../store/report-error';
import { useWords } from '../../strings/words';
import { Button, Dialog, IconButton, Progress } from '../../ui';
import { AddModelForm } from './add-model-form';
import { useModelStrings } from './strings';
import { useModelFile } from './use-model-file';
import './models.css';

/** The way from a file to a model: choose, look, describe, add. */
export function AddModel() {
  const t = useModelStrings();
  const words = useWords();
  const client = useClient();
  const { choose, chooseFolder, coming, offer, close } = useModelFile();
  useCommands([
    { id: 'models.add', title: t.addTitle, group: t.group, run: choose, disabled: coming !== undefined },
    {
      ...{ id: 'models.addFolder', title: t.addFolderTitle, group: t.group },
      run: chooseFolder,
      disabled: coming !== undefined,
    },
  ]);
  const turnDown = () => {
    if (offer !== undefined) attempt(client.call('models.discard', { offerId: offer.offerId }));
    close();
  };
  const what = coming?.share === undefined ? t.looking : t.sending(coming.name);
  return (
    <>
      {coming === undefined ? (
        <div className="row">
          <Button icon={<Plus />} onClick={choose}>
            {t.addModel}
          </Button>
          <Button icon={<FolderPlus />} onClick={chooseFolder} title={t.addFolderHelp}>
            {t.addFolder}
          </Button>
        </div>
      ) : (
        <div className="models-coming" role="status">
          <span>{what}</span>
          <Progress label={what} value={coming.share} />
          <IconButton small label={words.cancel} icon={<X />} onClick={coming.cancel} />
        </div>
      )}
      <Dialog
        open={offer !== undefined}
        onOpenChange={turnDown}
        title={t.addTitle}
        description={offer?.proposal.faceModel === undefined ? t.addText : t.addFaceText}
        closeLabel={words.close}
      >
        {offer === undefined ? null : <AddModelForm offer={offer} onDone={close} onCancel={turnDown} />}
      </Dialog>
    </>
  );
}
