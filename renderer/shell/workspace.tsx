import type { ReactNode } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { CompareRoom } from '../features/compare';
import { EnhancePanel } from '../features/enhance';
import { MediaList, MediaProblem } from '../features/import';
import { PeopleList } from '../features/people';
import { Timeline } from '../features/timeline';
import { useLayout } from '../store/layout';
import { useSelectedMedia } from '../store/selection';
import { useTurns } from '../ui';
import { useShellStrings } from './strings';

const columns = ['media', 'viewer', 'enhance'] as const;
const rows = ['upper', 'timeline'] as const;

/** The compare room: docks at both sides of the viewer, the timeline below. Sizes are remembered. */
export function Workspace() {
  const t = useShellStrings();
  const across = useLayout('compare-columns', columns);
  const down = useLayout('compare-rows', rows);
  const media = useSelectedMedia();
  // The viewer first; each of the others in a task of its own.
  const turn = useTurns(3);
  return (
    <Group
      id="compare-rows"
      className="workspace"
      orientation="vertical"
      {...(down.initial === undefined ? {} : { defaultLayout: down.initial })}
      onLayoutChanged={(layout, { isUserInteraction }) => isUserInteraction && down.remember(layout)}
    >
      <Panel id="upper" minSize={240}>
        <Group
          id="compare-columns"
          className="workspace"
          orientation="horizontal"
          {...(across.initial === undefined ? {} : { defaultLayout: across.initial })}
          onLayoutChanged={(layout, { isUserInteraction }) => isUserInteraction && across.remember(layout)}
        >
          <Panel
            id="media"
            defaultSize={256}
            minSize={200}
            maxSize={420}
            groupResizeBehavior="preserve-pixel-size"
          >
            <aside className="dock l" aria-label={t.mediaAndPeople}>
              {turn > 0 ? (
                <>
                  <MediaList />
                  <PeopleList />
                </>
              ) : null}
            </aside>
          </Panel>
          <Handle label={t.resizeLeft} />
          <Panel id="viewer" minSize={360}>
            <main className="centre">
              {media?.error === undefined ? <CompareRoom /> : <MediaProblem media={media} />}
            </main>
          </Panel>
          <Handle label={t.resizeRight} />
          <Panel
            id="enhance"
            defaultSize={288}
            minSize={248}
            maxSize={420}
            groupResizeBehavior="preserve-pixel-size"
          >
            <aside className="dock r" aria-label={t.inspector}>
              {turn > 2 ? <EnhancePanel /> : null}
            </aside>
          </Panel>
        </Group>
      </Panel>
      <Handle label={t.resizeTimeline} />
      <Panel
        id="timeline"
        defaultSize="30%"
        minSize={96}
        maxSize="60%"
        groupResizeBehavior="preserve-pixel-size"
      >
        {turn > 1 ? <Timeline /> : null}
      </Panel>
    </Group>
  );
}

function Handle({ label }: { readonly label: string }): ReactNode {
  return <Separator className="handle" aria-label={label} />;
}
