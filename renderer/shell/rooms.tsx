import { lazy, useEffect } from 'react';
import { useMirrors } from '../store/topics';

// Each room is a file of its own: the window stands before they are fetched, and the welcome needs none of them.
const loads = {
  workspace: () => import('./workspace'),
  jobs: () => import('../features/jobs'),
  settings: () => import('../features/settings'),
  inspect3d: () => import('../features/inspect3d'),
};

export const Workspace = lazy(async () => ({ default: (await loads.workspace()).Workspace }));
export const JobsRoom = lazy(async () => ({ default: (await loads.jobs()).JobsRoom }));
export const SettingsRoom = lazy(async () => ({ default: (await loads.settings()).SettingsRoom }));
export const InspectRoom = lazy(async () => ({ default: (await loads.inspect3d()).InspectRoom }));

/**
 * Fetches the rooms once there is nothing else to do, and makes the 3D room's graphics ready as soon as there is a clip,
 * a step at a time: its first visit, in mid-job perhaps, then finds them there.
 */
export function usePreparedRooms(): void {
  const isUp = useMirrors(({ project, settings }) => project !== undefined && settings !== undefined);
  const hasClip = useMirrors(({ project }) => (project?.media.length ?? 0) > 0);
  useEffect(() => {
    if (isUp) return inSpareTime(Object.values(loads));
  }, [isUp]);
  useEffect(() => {
    if (!hasClip) return;
    return inSpareTime([
      async () => (await loads.inspect3d()).prepareFaceScene(),
      async () => (await loads.inspect3d()).prepareFrameScene(),
    ]);
  }, [hasClip]);
}

/** Takes the steps one by one whenever the page has time; returns what stops it. */
function inSpareTime(steps: readonly (() => Promise<unknown>)[]): () => void {
  const left = [...steps];
  let request = 0;
  const next = () => {
    request = requestIdleCallback(() => {
      const step = left.shift();
      // Whatever is amiss the room itself says when it is entered.
      step?.().then(next, next);
    });
  };
  next();
  return () => {
    left.length = 0;
    cancelIdleCallback(request);
  };
}
