import { expectedSeconds, labDemand, totalSeconds } from '../../../../../main/engine/studio/lab/lab-work';

const photo = {
  ...{ kind: 'image' as const, durationSeconds: 0, frameCountEstimate: 1 },
  ...{ displayWidth: 4000, displayHeight: 3000 },
};
const clip = {
  ...{ kind: 'video' as const, durationSeconds: 10, frameCountEstimate: 250 },
  ...{ displayWidth: 1000, displayHeight: 500 },
};
const wish = {
  ...{ faces: true, methods: ['bicubic', 'sr'], factors: [2, 4] as const, framesPerClip: 12 },
  ...{ fits: false, memory: false },
};
type Wish = Parameters<typeof labDemand>[1];
const demand = (more: Partial<Wish>) => labDemand([photo, clip], { ...wish, factors: [2, 4], ...more });

test('single faces are versions of pictures, at most', () => {
  expect(demand({})).toEqual({ pictures: 13, clips: 0, work: { faces: 52 } });
  expect(demand({ fits: true, memory: true }).work).toEqual({ faces: 52, fits: 13, memory: 2 });
});

test('whole clips are frames by methods; twice the seconds, twice the work, and never more than the clip has', () => {
  const clips = (seconds: number, methods = wish.methods) =>
    demand({ clips: { seconds }, methods }).work.clips ?? 0;
  // Half a megapixel; two methods, and the looks at the clip.
  expect(clips(4)).toBeCloseTo(100 * 2 * (2 + 3));
  expect(clips(8)).toBeCloseTo(2 * clips(4));
  expect(clips(60)).toBeCloseTo(clips(10));
  expect(clips(4, ['a', 'b', 'c']) - clips(4)).toBeCloseTo(200);
  expect(demand({ faces: false, clips: { seconds: 1 } })).toMatchObject({ pictures: 0, clips: 1 });
});

test('the run with the most similar number of methods that had the part tells what it takes', () => {
  const past = [
    { methods: 2, work: { faces: 8 }, seconds: { faces: 8 } },
    { methods: 5, work: { faces: 20, fits: 4 }, seconds: { faces: 8, fits: 12 } },
  ];
  const perVersion = [1, 3, 4, 12].map((methods) => expectedSeconds({ faces: 1 }, methods, past).faces);
  expect(perVersion).toEqual([1, 1, 0.4, 0.4]);
  expect(expectedSeconds({ faces: 2, fits: 2 }, 2, past)).toEqual({ faces: 2, fits: 6 });
  // Before this machine has told: more work takes longer.
  const guess = (clips: number) => totalSeconds(expectedSeconds({ clips }, 2, past));
  expect(guess(10)).toBeGreaterThan(0);
  expect(guess(20)).toBeCloseTo(2 * guess(10));
});
