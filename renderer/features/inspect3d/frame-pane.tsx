import { ChevronLeft, ChevronRight, Grid3x3, ScanFace } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import type { FaceRig } from '../../scene/face-rig';
import { usePlayback } from '../../store/playback';
import { useFormats } from '../../strings/use-formats';
import { IconButton, Slider } from '../../ui';
import { useShownFrame, type FrameFeed } from './frame-feed';
import { FrameMesh } from './frame-mesh';
import { FramePicture } from './frame-picture';
import { PersonPicker } from './person-picker';
import { useInspectStrings } from './strings';
import type { FaceModelData } from './use-face-model';
import type { PersonData } from './use-person-data';
import { useInspectView } from './view-settings';
import { WindowFollower } from './window-follower';

export interface FramePaneProps {
  readonly media: MediaItem;
  readonly person: PersonItem;
  readonly model: FaceModelData;
  readonly data: PersonData;
  readonly feed: FrameFeed;
  readonly rig: FaceRig;
  readonly frameCount: number;
}

/** The frame, close up on the person's face, with the fitted mesh and the landmarks over it. */
export function FramePane({ media, person, model, data, feed, rig, frameCount }: FramePaneProps) {
  const strings = useInspectStrings();
  const { mesh, landmarks, opacity, change } = useInspectView();
  const [follower] = useState(() => new WindowFollower());
  useEffect(() => follower.follow(feed, person.id, data.fit), [follower, feed, person.id, data.fit]);
  const step = (by: number): void => {
    const playback = usePlayback.getState();
    playback.seek(Math.min(frameCount - 1, Math.max(0, playback.frame + by)));
  };
  return (
    <section className="inspect3d-pane" aria-label={strings.frame}>
      <div className="vbar">
        <span className="b inspect3d-title">{strings.frame}</span>
        {frameCount < 2 ? null : (
          <span className="inspect3d-stepper">
            <IconButton
              small
              label={strings.previousFrame}
              keys=","
              icon={<ChevronLeft />}
              onClick={() => {
                step(-1);
              }}
            />
            <FrameNumber feed={feed} />
            <IconButton
              small
              label={strings.nextFrame}
              keys="."
              icon={<ChevronRight />}
              onClick={() => {
                step(1);
              }}
            />
          </span>
        )}
        <span className="grow" />
        <PersonPicker media={media} person={person} />
        <span className="sep" />
        <IconButton
          label={strings.overlayMesh}
          keys="M"
          icon={<Grid3x3 />}
          pressed={mesh}
          onClick={() => {
            change({ mesh: !mesh });
          }}
        />
        <IconButton
          label={strings.overlayLandmarks}
          keys="Shift+M"
          icon={<ScanFace />}
          pressed={landmarks}
          onClick={() => {
            change({ landmarks: !landmarks });
          }}
        />
      </div>
      <div className="stage inspect3d-frame">
        <FramePicture
          feed={feed}
          follower={follower}
          personId={person.id}
          name={person.name}
          model={model}
          camera={data.fit.camera}
          landmarks={landmarks}
          opacity={opacity / 100}
        />
        {mesh ? (
          <FrameMesh
            rig={rig}
            feed={feed}
            follower={follower}
            camera={data.fit.camera}
            opacity={opacity / 100}
          />
        ) : null}
        <div className="inspect3d-foot">
          <ErrorReadout feed={feed} personId={person.id} />
          <span className="grow" />
          {mesh || landmarks ? (
            <span className="inspect3d-pill inspect3d-opacity">
              <em>{strings.overlay}</em>
              <Slider
                label={strings.overlay}
                value={opacity}
                min={10}
                onDraft={(value) => {
                  change({ opacity: value });
                }}
                onChange={(value) => {
                  change({ opacity: value });
                }}
              />
              <span className="num">{opacity}</span>
            </span>
          ) : null}
        </div>
      </div>
    </section>
  );
}

function FrameNumber({ feed }: { readonly feed: FrameFeed }) {
  const shown = useShownFrame(feed);
  return <span className="num tx2 inspect3d-number">{shown?.frame ?? '–'}</span>;
}

/** How far the landmarks found in the frame lie from the mesh, in pixels and against the face's size. */
function ErrorReadout({ feed, personId }: { readonly feed: FrameFeed; readonly personId: number }) {
  const strings = useInspectStrings();
  const { number } = useFormats();
  const shown = useShownFrame(feed);
  if (shown?.error !== undefined) {
    return <span className="inspect3d-pill warn">{strings.frameFailed}</span>;
  }
  const face = shown?.faces?.faces.find((one) => one.personId === personId);
  if (face === undefined) return null;
  return (
    <>
      <span className="inspect3d-pill">
        <em>{strings.landmarkError}</em>{' '}
        {strings.pixels(number(face.reprojectionError * face.interOcularPixels, 1))}
      </span>
      <span className="inspect3d-pill" title={strings.nmeHint}>
        <em>{strings.nme}</em> {number(face.reprojectionError * 100, 1)} %
      </span>
    </>
  );
}
