import { lazy, useEffect } from 'react';
import { useMirrors } from '../store/topics';

const load = () => import('../features/inspect3d');

/** The 3D inspector. Half of the studio's code is for it alone, so it is fetched once the window stands. */
export const InspectRoom = lazy(async () => ({ default: (await load()).InspectRoom }));

/**
 * Fetches the 3D inspector and makes its graphics ready as soon as there is a clip and nothing else to do, a step at a
 * time: its first visit, in mid-job perhaps, then finds them there.
 */
export function usePreparedInspectRoom(): void {
  const wanted = useMirrors(({ project }) => (project?.media.length ?? 0) > 0);
  useEffect(() => {
    if (!wanted) return;
    let isOver = false;
    const prepare = async () => {
      await idle();
      const { preparations } = await load();
      for (const step of preparations) {
        await idle();
        if (isOver) return;
        await step();
      }
    };
    // Whatever is amiss is said by the room itself when it is entered.
    prepare().catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [wanted]);
}

function idle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve()));
}
