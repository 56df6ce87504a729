import { lazy, Suspense, useEffect, useState } from 'react';
import type { InspectSizesProps } from '../features/inspect3d';
import { useMirrors } from '../store/topics';

// Each room is a file of its own: the window stands before they are fetched, and the welcome needs none of them.
const loads = {
  workspace: () => import('./workspace'),
  jobs: () => import('../features/jobs'),
  lab: () => import('../features/lab'),
  settings: () => import('../features/settings'),
  inspect3d: () => import('../features/inspect3d'),
};

export const Workspace = lazy(async () => ({ default: (await loads.workspace()).Workspace }));
export const JobsRoom = lazy(async () => ({ default: (await loads.jobs()).JobsRoom }));
export const LabNews = lazy(async () => ({ default: (await loads.lab()).LabNews }));
export const LabRoom = lazy(async () => ({ default: (await loads.lab()).LabRoom }));
export const SettingsRoom = lazy(async () => ({ default: (await loads.settings()).SettingsRoom }));
export const InspectRoom = lazy(async () => ({ default: (await loads.inspect3d()).InspectRoom }));
/** To be placed where it outlives the room that starts the writing. */
export const FaceFilesTeller = lazy(async () => ({ default: (await loads.inspect3d()).FaceFilesTeller }));
const InspectSizes = lazy(async () => ({ default: (await loads.inspect3d()).InspectSizes }));

/**
 * Fetches the rooms once there is nothing else to do, and makes the 3D room's graphics ready as soon as there is a clip,
 * a step at a time: its first visit, in mid-job perhaps, then finds them there, in the size that it needs. To be placed
 * where the rooms are.
 */
export function PreparedRooms() {
  const isUp = useMirrors(({ project, settings }) => project !== undefined && settings !== undefined);
  const hasClip = useMirrors(({ project }) => (project?.media.length ?? 0) > 0);
  const [areFetched, setFetched] = useState(false);
  const [sizes, setSizes] = useState<Parameters<InspectSizesProps['onSizes']>[0]>();
  useEffect(() => {
    if (!isUp) return;
    return inSpareTime([...Object.values(loads), () => Promise.resolve(setFetched(true))]);
  }, [isUp]);
  useEffect(() => {
    if (sizes === undefined) return;
    return inSpareTime([
      async () => (await loads.inspect3d()).prepareFaceScene(sizes.face),
      async () => (await loads.inspect3d()).prepareFrameScene(sizes.frame),
    ]);
  }, [sizes]);
  if (!areFetched || !hasClip || sizes !== undefined) return null;
  return (
    <div className="unseen-room" aria-hidden inert>
      <Suspense fallback={null}>
        <InspectSizes onSizes={setSizes} />
      </Suspense>
    </div>
  );
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
