import { Maximize, SlidersHorizontal } from 'lucide-react';
import type { RefObject } from 'react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { standpointNames, standpoints } from '../../scene/camera-framing';
import type { FaceRig } from '../../scene/face-rig';
import { graphics } from '../../scene/graphics';
import { usePlayback } from '../../store/playback';
import { Button, ErrorState, IconButton, Menu, Segmented } from '../../ui';
import { ExportMenu } from './export-menu';
import { FaceView, type FaceViewHandle } from './face-view';
import { useShownFrame, type FrameFeed } from './frame-feed';
import { HeadReadout } from './head-readout';
import { PriorLayers } from './prior-layers';
import { useInspectStrings } from './strings';
import type { FaceModelData } from './use-face-model';
import { TextureNote } from './texture-note';
import type { FaceTexture } from './use-face-texture';
import type { Resource } from './use-resource';
import { shadings, useInspectView } from './view-settings';

export interface FacePaneProps {
  /** Filled with the view once it is there. */
  readonly view: RefObject<FaceViewHandle | null>;
  readonly media: MediaItem;
  readonly person: PersonItem;
  readonly model: FaceModelData;
  readonly feed: FrameFeed;
  readonly rig: FaceRig;
  readonly texture: Resource<FaceTexture>;
}

/** The 3D view under its bar: how it is shaded, from where it is looked at, what can be taken away. */
export function FacePane({ view, media, person, model, feed, rig, texture }: FacePaneProps) {
  const strings = useInspectStrings();
  const colours = texture.state === 'ready' ? texture.value : undefined;
  const { shading, posed, grid, axes, change } = useInspectView();
  const names = strings.shadings.split('|');
  const options = shadings
    .map((value, index) => ({ value, label: names[index], title: `${names[index]} (${index + 1})` }))
    .filter(({ value }) => value !== 'landmarks' || model.landmarks !== undefined);
  return (
    <section className="inspect3d-pane" aria-label={strings.face3d}>
      <div className="vbar">
        <Segmented
          tight
          label={strings.shading}
          value={shading}
          options={options}
          onChange={(next) => {
            change({ shading: next });
          }}
        />
        <span className="grow" />
        <Menu
          label={strings.view}
          align="end"
          entries={[
            { type: 'heading', label: strings.standpoints },
            ...standpointNames.map((name) => ({
              label: strings[name],
              ...(name === 'front' ? { hint: '0' } : {}),
              run: () => view.current?.goTo(standpoints[name]),
            })),
            { type: 'rule' },
            {
              label: strings.posed,
              hint: 'P',
              checked: posed,
              run: () => {
                change({ posed: !posed });
              },
            },
            {
              label: strings.grid,
              hint: 'G',
              checked: grid,
              run: () => {
                change({ grid: !grid });
              },
            },
            {
              label: strings.axes,
              hint: 'X',
              checked: axes,
              run: () => {
                change({ axes: !axes });
              },
            },
          ]}
        >
          <button type="button" className="ib" aria-label={strings.view} title={strings.view}>
            <SlidersHorizontal />
          </button>
        </Menu>
        <IconButton
          label={strings.reset}
          keys="R"
          icon={<Maximize />}
          onClick={() => view.current?.reset()}
        />
        <ExportMenu media={media} person={person} view={view} />
      </div>
      <div className="stage inspect3d-stage">
        {graphics().able ? (
          <FaceView ref={view} rig={rig} feed={feed} landmarks={model.landmarks} texture={colours} />
        ) : (
          <ErrorState title={strings.noWebgl} message={strings.noWebglText} />
        )}
        {shading === 'prior' ? <PriorLayers mediaId={media.id} personId={person.id} feed={feed} /> : null}
        <div className="inspect3d-foot beside-gizmo">
          {shading === 'prior' ? null : <HeadReadout rig={rig} feed={feed} seen={colours?.seen} />}
        </div>
        <div className="inspect3d-notes">
          <Absence feed={feed} person={person} />
          {shading === 'textured' || shading === 'prior' ? (
            <TextureNote texture={texture} photo={media.info?.kind === 'image'} frames={person.frames} />
          ) : null}
        </div>
      </div>
    </section>
  );
}

/** Says that the face is another frame's. */
function Absence({ feed, person }: { readonly feed: FrameFeed; readonly person: PersonItem }) {
  const strings = useInspectStrings();
  const shown = useShownFrame(feed);
  if (shown === undefined || shown.mesh !== undefined || shown.error !== undefined) return null;
  return (
    <div className="inspect3d-note" role="status">
      <span>{feed.seenBefore() ? strings.notHere(person.name) : strings.neverHere(person.name)}</span>
      <Button
        size="small"
        onClick={() => {
          usePlayback.getState().seek(person.firstFrame);
        }}
      >
        {strings.goToFirst}
      </Button>
    </div>
  );
}
