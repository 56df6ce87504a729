import { Suspense, useDeferredValue } from 'react';
import { useDispatcher } from '../commands/use-dispatcher';
import { useEnhanceCommands } from '../features/enhance';
import { DropAnywhere } from '../features/import';
import { CommandPalette, CheatSheet } from '../features/palette';
import { Welcome } from '../features/welcome';
import { useSelection } from '../store/selection';
import { useMirrors } from '../store/topics';
import { ConnectionBanner } from './connection-banner';
import { PanelBoundary } from './panel-boundary';
import {
  FaceFilesTeller,
  InspectRoom,
  JobsRoom,
  LabNews,
  LabRoom,
  PreparedRooms,
  SettingsRoom,
  Workspace,
} from './rooms';
import { StatusBar } from './status-bar';
import { TitleBar } from './title-bar';
import { Toasts } from './toasts';
import { useShellCommands } from './use-shell-commands';

/** The window. */
export function Studio() {
  return (
    <div className="app">
      <Commands />
      <TitleBar />
      <div className="body">
        <ConnectionBanner />
        <Room />
        <PreparedRooms />
      </div>
      <StatusBar />
      <DropAnywhere />
      <CommandPalette />
      <CheatSheet />
      <Toasts />
    </div>
  );
}

/** What is there in every room. Draws nothing, so that a change of the project draws no more than what shows it. */
function Commands() {
  useDispatcher();
  useShellCommands();
  useEnhanceCommands();
  const hasFaceFiles = useMirrors(({ faces }) => faces?.latest !== undefined);
  const hasRuns = useMirrors(({ lab }) => (lab?.runs.length ?? 0) > 0);
  return (
    <Suspense fallback={null}>
      {hasFaceFiles ? <FaceFilesTeller /> : null}
      {hasRuns ? <LabNews /> : null}
    </Suspense>
  );
}

function Room() {
  // Drawn beside what else goes on: a room is much to draw, and keys and pointer are answered meanwhile.
  const room = useDeferredValue(useSelection((selection) => selection.room));
  // Panels read their remembered sizes once, so nothing is drawn before they are known.
  const ready = useMirrors(({ project, settings }) => project !== undefined && settings !== undefined);
  const projectEmpty = useMirrors(({ project }) => project?.media.length === 0);
  if (!ready) return <div className="room" aria-busy="true" />;
  return (
    <PanelBoundary key={room}>
      <Suspense fallback={<div className="room" aria-busy="true" />}>
        <div className="room">
          {room === 'settings' ? (
            <SettingsRoom />
          ) : room === 'jobs' ? (
            <JobsRoom />
          ) : room === 'lab' ? (
            <LabRoom />
          ) : projectEmpty ? (
            <Welcome />
          ) : room === 'inspect3d' ? (
            <InspectRoom />
          ) : (
            <Workspace />
          )}
        </div>
      </Suspense>
    </PanelBoundary>
  );
}
