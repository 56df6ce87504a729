import { Copy, RefreshCw, Trash2 } from 'lucide-react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { attempt, errorDetails } from '../../store/report-error';
import { errorStrings } from '../../strings/error-strings';
import { errorRemedy, errorTitle } from '../../strings/error-texts';
import { Button, ErrorState } from '../../ui';
import { useImportStrings } from './strings';

/** In place of the viewer, for a file that cannot be used: what is wrong, to which file, and what to do. */
export function MediaProblem({ media }: { readonly media: MediaItem }) {
  const t = useImportStrings();
  const errors = errorStrings();
  const client = useClient();
  const { error } = media;
  if (error === undefined) return null;
  return (
    <div className="stage import-problem">
      <ErrorState
        title={errorTitle(error.code, errors)}
        message={error.message}
        remedy={errorRemedy(error.code, errors)}
        actions={
          <>
            <Button
              icon={<RefreshCw />}
              onClick={() => attempt(client.call('media.analyse', { mediaId: media.id, fresh: true }))}
            >
              {t.analyseAgain}
            </Button>
            <Button
              icon={<Trash2 />}
              onClick={() => attempt(client.call('media.remove', { mediaId: media.id }))}
            >
              {t.removeFromProject}
            </Button>
            <Button
              tone="ghost"
              icon={<Copy />}
              onClick={() => attempt(navigator.clipboard.writeText(errorDetails(error)))}
            >
              {errors.copyDetails}
            </Button>
          </>
        }
      />
    </div>
  );
}
