import { useRef } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { frameCountOf, frameRateOf } from '../../store/playback';
import { ExpressionCurves } from './expression-curves';
import { FacePane } from './face-pane';
import { useFrameFeed } from './frame-feed';
import { FramePane } from './frame-pane';
import { IdentityChart } from './identity-chart';
import { usePanelLayout } from './panel-layout';
import { PoseCurves } from './pose-curves';
import { SideDock } from './side-dock';
import { useInspectStrings } from './strings';
import { useFaceRig } from './use-face-rig';
import { useFaceTexture } from './use-face-texture';
import type { FaceModelData } from './use-face-model';
import type { PersonData } from './use-person-data';
import { useInspectCommands } from './use-inspect-commands';
import type { FaceViewHandle } from './face-view';

export interface InspectPanelsProps {
  readonly media: MediaItem;
  readonly person: PersonItem;
  readonly personKey: string;
  readonly model: FaceModelData;
  readonly data: PersonData;
}

/** The room with everything in it. */
export function InspectPanels({ media, person, personKey, model, data }: InspectPanelsProps) {
  const strings = useInspectStrings();
  const frameCount = frameCountOf(media);
  const feed = useFrameFeed(media.id, person.id, personKey, frameCount);
  const rig = useFaceRig(model, data.neutral, feed);
  const texture = useFaceTexture(media.id, person.id, personKey, model.uv);
  const view = useRef<FaceViewHandle>(null);
  useInspectCommands(view, model.landmarks !== undefined, frameCount);
  const rows = usePanelLayout('inspect3d.rows', ['views', 'curves']);
  const columns = usePanelLayout('inspect3d.columns', ['frame', 'face', 'dock']);
  const charts = usePanelLayout('inspect3d.charts', ['pose', 'expression', 'identity']);
  const clip = { frameCount, frameRate: frameRateOf(media) };
  return (
    <section className="inspect3d" aria-label={strings.room}>
      <Group
        orientation="vertical"
        {...(rows.stored === undefined ? {} : { defaultLayout: rows.stored })}
        onLayoutChanged={(layout, { isUserInteraction }) => {
          if (isUserInteraction) rows.remember(layout);
        }}
      >
        <Panel id="views" minSize={240}>
          <Group
            orientation="horizontal"
            {...(columns.stored === undefined ? {} : { defaultLayout: columns.stored })}
            onLayoutChanged={(layout, { isUserInteraction }) => {
              if (isUserInteraction) columns.remember(layout);
            }}
          >
            <Panel id="frame" defaultSize="31%" minSize={220}>
              <FramePane
                media={media}
                person={person}
                model={model}
                data={data}
                feed={feed}
                rig={rig}
                frameCount={frameCount}
              />
            </Panel>
            <Separator className="inspect3d-split" aria-label={strings.resize} />
            <Panel id="face" minSize={360}>
              <FacePane
                view={view}
                media={media}
                person={person}
                model={model}
                feed={feed}
                rig={rig}
                texture={texture.state === 'ready' ? texture.value : undefined}
              />
            </Panel>
            <Separator className="inspect3d-split" aria-label={strings.resize} />
            <Panel
              id="dock"
              defaultSize={264}
              minSize={216}
              maxSize={420}
              groupResizeBehavior="preserve-pixel-size"
            >
              <SideDock media={media} person={person} personKey={personKey} model={model} data={data} />
            </Panel>
          </Group>
        </Panel>
        <Separator className="inspect3d-split across" aria-label={strings.resize} />
        <Panel id="curves" defaultSize={236} minSize={140} groupResizeBehavior="preserve-pixel-size">
          <Group
            orientation="horizontal"
            className="inspect3d-charts"
            {...(charts.stored === undefined ? {} : { defaultLayout: charts.stored })}
            onLayoutChanged={(layout, { isUserInteraction }) => {
              if (isUserInteraction) charts.remember(layout);
            }}
          >
            <Panel id="pose" defaultSize="39%" minSize={240}>
              <PoseCurves curves={data.curves} {...clip} />
            </Panel>
            <Separator className="inspect3d-split" aria-label={strings.resize} />
            <Panel id="expression" defaultSize="31%" minSize={240}>
              <ExpressionCurves
                table={data.expressions}
                names={model.info.expressionNames}
                frameCount={frameCount}
              />
            </Panel>
            <Separator className="inspect3d-split" aria-label={strings.resize} />
            <Panel id="identity" minSize={220}>
              <IdentityChart fit={data.fit} photo={media.info?.kind === 'image'} />
            </Panel>
          </Group>
        </Panel>
      </Group>
    </section>
  );
}
