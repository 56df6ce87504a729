import { Download } from 'lucide-react';
import { useState } from 'react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { useFormats } from '../../strings/use-formats';
import { Button, IconButton, Section } from '../../ui';
import { exportFace } from './save-file';
import { useInspectStrings } from './strings';

/** The face turned to the viewer; what it is made of is gathered when it is first asked for. */
export function FrontalView({ media, person }: { readonly media: MediaItem; readonly person: PersonItem }) {
  const strings = useInspectStrings();
  const { number } = useFormats();
  const client = useClient();
  const [picture, setPicture] = useState<'loading' | 'ready' | 'failed'>('loading');
  const [notSaved, setNotSaved] = useState<string>();
  const isPhoto = media.info?.kind === 'image';
  const frames = number(person.frames);
  return (
    <Section
      title={strings.frontalView}
      body="padded"
      actions={
        <IconButton
          small
          label={strings.saveFrontal}
          icon={<Download />}
          onClick={() => {
            setNotSaved(undefined);
            const face = { mediaId: media.id, personId: person.id, frame: person.bestFrame };
            exportFace(client, face, { format: 'frontal-png' }, new AbortController().signal).catch(
              (error: unknown) => {
                setNotSaved(strings.exportFailed(error instanceof Error ? error.message : String(error)));
              },
            );
          }}
        />
      }
    >
      <div className="inspect3d-frontal" data-picture={picture}>
        {picture === 'failed' ? (
          <>
            <p className="t11 errc" role="alert">
              {strings.frontalFailed}
            </p>
            <Button size="small" onClick={() => setPicture('loading')}>
              {strings.again}
            </Button>
          </>
        ) : (
          <img
            src={client.resourceUrl(resourcePaths.frontal(media.id, person.id, 512))}
            alt={strings.frontalAlt(person.name)}
            onLoad={() => setPicture('ready')}
            onError={() => setPicture('failed')}
          />
        )}
        {picture === 'loading' ? (
          <p className="t11" role="status">
            {isPhoto ? strings.gatheringPhoto : strings.gathering(frames)}
          </p>
        ) : null}
      </div>
      {notSaved === undefined ? (
        <p className="t11 tx3">{isPhoto ? strings.frontalNotePhoto : strings.frontalNote(frames)}</p>
      ) : (
        <p className="t11 errc" role="alert">
          {notSaved}
        </p>
      )}
    </Section>
  );
}
