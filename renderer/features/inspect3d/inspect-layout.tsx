import type { ReactNode } from 'react';
import { Group, Panel, Separator, type Layout } from 'react-resizable-panels';
import { useLayout } from '../../store/layout';
import { useInspectStrings } from './strings';

/** The parts of the room, in the order in which they are drawn at first. */
export const inspectParts = ['frame', 'face', 'dock', 'pose', 'expression', 'identity'] as const;
export type InspectPart = (typeof inspectParts)[number];

const rows = ['views', 'curves'] as const;
const columns = ['frame', 'face', 'dock'] as const;
const charts = ['pose', 'expression', 'identity'] as const;

/** Where the parts of the room lie; sizes are remembered. */
export function InspectLayout({ parts }: { readonly parts: Readonly<Record<InspectPart, ReactNode>> }) {
  const strings = useInspectStrings();
  const down = useLayout('inspect3d.rows', rows);
  const across = useLayout('inspect3d.columns', columns);
  const below = useLayout('inspect3d.charts', charts);
  const edge = <Separator className="inspect3d-split" aria-label={strings.resize} />;
  return (
    <Group orientation="vertical" {...remembered(down)}>
      <Panel id="views" minSize={240}>
        <Group orientation="horizontal" {...remembered(across)}>
          <Panel id="frame" defaultSize="31%" minSize={220}>
            {parts.frame}
          </Panel>
          {edge}
          <Panel id="face" minSize={360}>
            {parts.face}
          </Panel>
          {edge}
          <Panel
            id="dock"
            defaultSize={264}
            minSize={216}
            maxSize={420}
            groupResizeBehavior="preserve-pixel-size"
          >
            {parts.dock}
          </Panel>
        </Group>
      </Panel>
      <Separator className="inspect3d-split across" aria-label={strings.resize} />
      <Panel id="curves" defaultSize={236} minSize={140} groupResizeBehavior="preserve-pixel-size">
        <Group orientation="horizontal" className="inspect3d-charts" {...remembered(below)}>
          <Panel id="pose" defaultSize="39%" minSize={240}>
            {parts.pose}
          </Panel>
          {edge}
          <Panel id="expression" defaultSize="31%" minSize={240}>
            {parts.expression}
          </Panel>
          {edge}
          <Panel id="identity" minSize={220}>
            {parts.identity}
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}

function remembered({ initial, remember }: ReturnType<typeof useLayout>) {
  return {
    ...(initial === undefined ? {} : { defaultLayout: initial }),
    onLayoutChanged: (layout: Layout, { isUserInteraction }: { readonly isUserInteraction: boolean }) => {
      if (isUserInteraction) remember(layout);
    },
  };
}
