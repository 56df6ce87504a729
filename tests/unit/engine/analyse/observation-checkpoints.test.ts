import {
  ObservationCheckpoints,
  type ObservationState,
} from '../../../../main/engine/analyse/observation-checkpoints';
import type { ObservationTables } from '../../../../main/engine/analyse/observation-tables';
import type { TrackingState } from '../../../../main/engine/faces/track-faces';
import { StageClock } from '../../../../main/engine/jobs/stage-clock';
import type { AnalysisDraft } from '../../../../main/engine/project/analysis-draft';

const tracking = {} as TrackingState;
const stateAt = (frames: number): ObservationState => ({ frames, tracking, book: [], fits: new Map() });
const whole: ObservationState = { frames: 500, book: [], fits: new Map() };

/** Checkpoints over a draft that takes `cost` milliseconds to save; one frame takes ten. */
function checkpointsOver(earlier: ObservationState | undefined, cost = 0) {
  let milliseconds = 0;
  const saved: number[] = [];
  const draft = {
    earlier,
    save: async (state: ObservationState) => {
      milliseconds += cost;
      saved.push(state.frames);
    },
  } as unknown as AnalysisDraft<ObservationState>;
  const checkpoints = new ObservationCheckpoints(draft, 10, new StageClock(), () => milliseconds);
  const observe = async (first: number, end: number) => {
    for (let frames = first; frames <= end; frames++) {
      milliseconds += 10;
      const tables = { frames, sync: async () => ({}) } as unknown as ObservationTables;
      await checkpoints.offer(tables, () => stateAt(frames));
    }
  };
  return { checkpoints, observe, saved };
}

test('a checkpoint is written every so many frames, from where the run goes on', async () => {
  const begun = checkpointsOver(undefined);
  await begun.observe(1, 35);
  expect(begun.saved).toEqual([10, 20, 30]);
  const resumed = checkpointsOver(stateAt(33));
  await resumed.observe(34, 60);
  expect(resumed.saved).toEqual([43, 53]);
});

test('large ones come less often: writing takes at most one part in fifty', async () => {
  const { observe, saved } = checkpointsOver(undefined, 20);
  await observe(1, 300);
  expect(saved).toEqual([10, 110, 210]);
});

test('the notice and the hint say where the next run goes on', async () => {
  const begun = checkpointsOver(undefined);
  expect(begun.checkpoints.resumeNotice(500)).toBeUndefined();
  expect(begun.checkpoints.stopHint(500)).toMatch(/begins it again/);
  await begun.observe(1, 25);
  expect(begun.checkpoints.stopHint(500)).toMatch(/goes on at frame 21 of 500\.$/);

  const resumed = checkpointsOver(stateAt(20)).checkpoints;
  expect(resumed.resumeNotice(500)).toBe('Resuming: 20 of 500 frames are analysed already.');
  expect(resumed.stopHint(500)).toMatch(/goes on at frame 21 of 500\.$/);
  expect(checkpointsOver(whole).checkpoints.resumeNotice(480)).toMatch(/all 500 frames/);
});
