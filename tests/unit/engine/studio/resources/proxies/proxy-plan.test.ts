import type { MediaInfo } from '../../../../../../preload/contract/media';
import { planProxies, ProxyBudget } from '../../../../../../main/engine/studio/resources/proxies/proxy-plan';

const media = (displayWidth: number, displayHeight: number, durationSeconds: number) =>
  ({ displayWidth, displayHeight, durationSeconds }) as MediaInfo;

test('the longer side is 640 pixels, and a small clip stays as it is', () => {
  expect(planProxies(media(1280, 720, 40))).toMatchObject({ width: 640, height: 360 });
  expect(planProxies(media(1080, 1920, 40))).toMatchObject({ width: 360, height: 640 });
  expect(planProxies(media(320, 240, 40))).toMatchObject({ width: 320, height: 240 });
});

test('five a second in a short clip; in a long one further apart, as many as there is room for', () => {
  expect(planProxies(media(1280, 720, 40)).stepSeconds).toBe(0.2);
  const [hour, day] = [3600, 86_400].map((seconds) => planProxies(media(1280, 720, seconds)));
  expect(hour.stepSeconds).toBeGreaterThan(1);
  expect(day.stepSeconds).toBeCloseTo(24 * hour.stepSeconds);
});

// As guessed; thrice as heavy; and a clip that is announced as far too short.
test.each([
  ['as heavy as guessed', 15_000, 3600],
  ['three times as heavy', 45_000, 3600],
  ['a hundred times as heavy', 1_500_000, 3600],
  ['light', 2_000, 3600],
  ['announced as ten seconds long', 15_000, 10],
])('pictures %s: the room is kept, and the clip is served to its end', (_, bytes, announced) => {
  const seconds = 3600;
  const plan = planProxies(media(1280, 720, announced));
  const budget = new ProxyBudget(plan, plan.mostBytes);
  const kept: number[] = [];
  for (let time = 0; time < seconds; time += plan.stepSeconds) {
    if (!budget.wants(time * 1e6)) continue;
    kept.push(time);
    budget.kept(time * 1e6, bytes);
  }
  expect(kept.length * bytes).toBeLessThanOrEqual(plan.mostBytes);
  if (announced === seconds) {
    const gaps = kept.map((time, i) => (kept[i + 1] ?? seconds) - time);
    const even = Math.max(plan.stepSeconds, seconds / (plan.mostBytes / bytes));
    expect(Math.max(...gaps)).toBeLessThan(4 * even);
  }
});
