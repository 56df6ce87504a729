import { Box, Camera, Image, List, Share, SquareUserRound, Waypoints } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import type { FaceExportFormat } from '../../../preload/contract/studio/methods';
import { useClient } from '../../client/client-context';
import { usePlayback } from '../../store/playback';
import { Menu, type MenuEntry } from '../../ui';
import type { FaceViewHandle } from './face-view';
import { exportFace, fileStem, saveFile } from './save-file';
import { useInspectStrings } from './strings';

interface Outcome {
  readonly tone: 'busy' | 'ok' | 'err';
  readonly text: string;
}

/** How long "saved" stays, milliseconds; an error stays until the next export. */
const lingering = 4000;

/** What of the face can be taken away. */
export function ExportMenu({
  media,
  person,
  view,
}: {
  readonly media: MediaItem;
  readonly person: PersonItem;
  readonly view: RefObject<FaceViewHandle | null>;
}) {
  const strings = useInspectStrings();
  const client = useClient();
  const [outcome, setOutcome] = useState<Outcome>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => {
    if (outcome?.tone !== 'ok') return;
    const timer = setTimeout(() => {
      setOutcome(undefined);
    }, lingering);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);

  const save = (make: (signal: AbortSignal) => Promise<string>): void => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setOutcome({ tone: 'busy', text: strings.exporting });
    make(abort.signal).then(
      (name) => {
        if (!abort.signal.aborted) setOutcome({ tone: 'ok', text: strings.exported(name) });
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        const why = error instanceof Error ? error.message : String(error);
        setOutcome({ tone: 'err', text: strings.exportFailed(why) });
      },
    );
  };
  const file = (label: string, format: FaceExportFormat, hint: string, icon: ReactNode): MenuEntry => ({
    label,
    hint,
    icon,
    run: () => {
      const { frame } = usePlayback.getState();
      save((signal) => exportFace(client, { mediaId: media.id, personId: person.id, frame }, format, signal));
    },
  });
  const entries: MenuEntry[] = [
    { type: 'heading', label: strings.exportFrame(person.name) },
    file(strings.exportGlb, 'glb', 'GLB', <Box />),
    file(strings.exportObj, 'obj', 'OBJ', <Box />),
    file(strings.exportPly, 'ply', 'PLY', <Waypoints />),
    {
      label: strings.exportView,
      hint: 'PNG',
      icon: <Camera />,
      run: () => {
        save(async () => {
          if (view.current === null) throw new Error(strings.noWebgl);
          const name = `${fileStem(media.name)}-${fileStem(person.name)}-view.png`;
          saveFile(await view.current.picture(), name);
          return name;
        });
      },
    },
    { type: 'rule' },
    { type: 'heading', label: strings.exportPerson(person.name) },
    file(strings.exportFrontal, 'frontal-png', 'PNG', <SquareUserRound />),
    file(strings.exportTexture, 'texture-png', 'PNG', <Image />),
    file(strings.exportCoefficients, 'coefficients-json', 'JSON', <List />),
  ];
  return (
    <>
      {outcome === undefined ? null : (
        <span className={`inspect3d-outcome ${outcome.tone}`} role="status">
          {outcome.text}
        </span>
      )}
      <Menu label={strings.export} align="end" entries={entries}>
        <button type="button" className="btn inspect3d-export" aria-busy={outcome?.tone === 'busy'}>
          <Share />
          {strings.export}
        </button>
      </Menu>
    </>
  );
}
