import {
  Box,
  Camera,
  Clapperboard,
  Ellipsis,
  Image,
  List,
  Share,
  Smile,
  SquareUserRound,
  Table,
  Waypoints,
} from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import type { FaceExportFormat } from '../../../preload/contract/studio/methods';
import { useClient } from '../../client/client-context';
import { usePlayback } from '../../store/playback';
import { Menu, type MenuEntry } from '../../ui';
import { ExportDialog } from './export-dialog';
import { useExportStrings } from './export-strings';
import type { FaceViewHandle } from './face-view';
import { useFaceExport } from './face-wish';
import { fileStem } from './file-stem';
import { exportFace, saveFile } from './save-file';
import { useInspectStrings } from './strings';
import { useSaving } from './use-saving';

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
  const exportStrings = useExportStrings();
  const client = useClient();
  const { outcome, save } = useSaving();
  const file = (
    label: string,
    format: FaceExportFormat,
    hint: string,
    icon: ReactNode,
    look: { readonly expression?: 'neutral' } = {},
  ): MenuEntry => ({
    label,
    hint,
    icon,
    run: () => {
      const { frame } = usePlayback.getState();
      const face = { mediaId: media.id, personId: person.id, frame };
      save((signal) => exportFace(client, face, { format, ...look }, signal));
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
    file(strings.exportNeutral, 'glb', 'GLB', <Smile />, { expression: 'neutral' }),
    file(strings.exportNeutral, 'obj', 'OBJ', <Smile />, { expression: 'neutral' }),
    file(strings.exportFrontal, 'frontal-png', 'PNG', <SquareUserRound />),
    file(strings.exportTexture, 'texture-png', 'PNG', <Image />),
    file(strings.exportCoefficients, 'coefficients-json', 'JSON', <List />),
    ...(media.info?.kind === 'image'
      ? []
      : [
          file(strings.exportMoving, 'animated-glb', 'GLB', <Clapperboard />),
          file(strings.exportAllCoefficients, 'coefficients-csv', 'CSV', <Table />),
          file(strings.exportAllCoefficients, 'coefficients-npz', 'NPZ', <Table />),
        ]),
    { type: 'rule' },
    { label: exportStrings.more, icon: <Ellipsis />, run: () => useFaceExport.getState().show(true) },
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
      <ExportDialog media={media} person={person} />
    </>
  );
}
