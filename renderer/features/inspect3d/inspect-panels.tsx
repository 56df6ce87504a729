import { useRef, type ReactNode } from 'react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import type { FaceRig } from '../../scene/face-rig';
import { frameCountOf, frameRateOf } from '../../store/playback';
import { useTurns } from '../../ui';
import { ExpressionCurves } from './expression-curves';
import { FacePane } from './face-pane';
import type { FaceViewHandle } from './face-view';
import { useFrameFeed } from './frame-feed';
import { FramePane } from './frame-pane';
import { IdentityChart } from './identity-chart';
import { InspectLayout, inspectParts, type InspectPart } from './inspect-layout';
import { PoseCurves } from './pose-curves';
import { SideDock } from './side-dock';
import { useInspectStrings } from './strings';
import type { FaceModelData } from './use-face-model';
import { useFollowedFrame } from './use-face-rig';
import { useFaceTexture } from './use-face-texture';
import { useInspectCommands } from './use-inspect-commands';
import { useMatchedLight } from './use-matched-light';
import type { PersonData } from './use-person-data';

export interface InspectPanelsProps {
  readonly media: MediaItem;
  readonly person: PersonItem;
  readonly personKey: string;
  readonly model: FaceModelData;
  readonly data: PersonData;
  readonly rig: FaceRig;
}

/** The room with everything in it. */
export function InspectPanels({ media, person, personKey, model, data, rig }: InspectPanelsProps) {
  const strings = useInspectStrings();
  const frameCount = frameCountOf(media);
  const clip = { frameCount, frameRate: frameRateOf(media) };
  const feed = useFrameFeed(media.id, person.id, personKey, frameCount);
  useFollowedFrame(rig, feed);
  useMatchedLight(feed, person.id);
  const texture = useFaceTexture(media.id, person.id, personKey, model.uv);
  const view = useRef<FaceViewHandle>(null);
  useInspectCommands(view, model.landmarks !== undefined, frameCount);
  const turn = useTurns(inspectParts.length);
  const inTurn = (part: InspectPart, content: ReactNode) =>
    turn > inspectParts.indexOf(part) ? content : null;
  return (
    <section className="inspect3d" aria-label={strings.room}>
      <InspectLayout
        parts={{
          frame: inTurn('frame', <FramePane {...{ media, person, model, data, feed, rig, frameCount }} />),
          face: inTurn('face', <FacePane {...{ view, media, person, model, feed, rig, texture }} />),
          dock: inTurn('dock', <SideDock {...{ media, person, personKey, model, data }} />),
          pose: inTurn('pose', <PoseCurves curves={data.curves} {...clip} />),
          expression: inTurn(
            'expression',
            <ExpressionCurves
              table={data.expressions}
              names={model.info.expressionNames}
              frameCount={frameCount}
            />,
          ),
          identity: inTurn('identity', <IdentityChart fit={data.fit} photo={media.info?.kind === 'image'} />),
        }}
      />
    </section>
  );
}
