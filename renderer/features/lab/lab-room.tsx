import { Group, Panel, Separator } from 'react-resizable-panels';
import { useLayout } from '../../store/layout';
import { useLabRuns } from './lab-view';
import { NewRun } from './new-run';
import { RunList } from './run-list';
import { RunPage } from './run-page';
import { useLabStrings } from './strings';
import { useLabCommands } from './use-lab-commands';
import './lab.css';

const columns = ['runs', 'page'] as const;

/** The lab: its runs at the left, the one that is open or the next one being put together beside them. */
export function LabRoom() {
  const t = useLabStrings();
  const layout = useLayout('lab-columns', columns);
  const { run, over } = useLabRuns();
  useLabCommands();
  return (
    <Group
      id="lab-columns"
      className="workspace"
      orientation="horizontal"
      {...(layout.initial === undefined ? {} : { defaultLayout: layout.initial })}
      onLayoutChanged={(sizes, { isUserInteraction }) => isUserInteraction && layout.remember(sizes)}
    >
      <Panel
        id="runs"
        defaultSize={248}
        minSize={200}
        maxSize={400}
        groupResizeBehavior="preserve-pixel-size"
      >
        <aside className="dock l" aria-label={t.runs}>
          <RunList />
        </aside>
      </Panel>
      <Separator className="handle" aria-label={t.width} />
      <Panel id="page" minSize={640}>
        <main className="lab-page">
          {run === undefined ? <NewRun /> : <RunPage key={run.id} run={run} over={over} />}
        </main>
      </Panel>
    </Group>
  );
}
