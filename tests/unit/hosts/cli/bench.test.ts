import { createRgbImage } from '../../../../main/engine/pixels/image';
import { BenchScene } from '../../../../main/hosts/cli/bench/bench-clip';
import { inferenceMilliseconds } from '../../../../main/hosts/cli/bench/floors';
import { benchClips, type BenchReport } from '../../../../main/hosts/cli/bench/run-bench';
import { benchLines } from '../../../../main/hosts/cli/commands/bench';

test('the scene shows as many faces as asked, each moving on its own, on a background that stands still', () => {
  const portrait = createRgbImage(512, 512);
  for (let i = 0; i < portrait.data.length; i++) portrait.data[i] = (i >> 4) % 251;
  for (const faces of [1, 4] as const) {
    const scene = new BenchScene(portrait, { width: 320, height: 180, faces });
    const first = scene.at(0).data.slice();
    const second = scene.at(0.5).data;
    const changed = (x: number, y: number) => {
      const at = (y * 320 + x) * 3;
      return first.subarray(at, at + 180).some((value, i) => value !== second[at + i]);
    };
    expect(changed(0, 120)).toBe(faces === 4);
    expect(first.subarray(0, 60)).toEqual(second.subarray(0, 60));
    expect(changed(130, 120)).toBe(faces === 1);
  }
});

test('the floor counts detection on every fifth frame and the rest per face', () => {
  const networks = { detection: 10, landmarks: 3, restoration: 40 };
  expect(inferenceMilliseconds(networks, 1)).toBe(45);
  expect(inferenceMilliseconds(networks, 4)).toBe(174);
});

test('the memory pair is the first and the last clip, alike but for their length', () => {
  for (const quick of [true, false]) {
    const clips = benchClips(quick);
    const [first, last] = [clips[0], clips[clips.length - 1]];
    expect({ ...last, seconds: 0 }).toEqual({ ...first, seconds: 0 });
    expect(last.seconds).toBeGreaterThanOrEqual(4 * first.seconds);
  }
});

test('the table puts each figure beside its floor', () => {
  const row = {
    ...benchClips(true)[0],
    frames: 50,
    framesPerSecond: 9.876,
    stageMilliseconds: { restore: 60, decode: 4 },
    peakBytes: 512e6,
    facesRestored: 50,
    floor: { inference: 25, decode: 4, encode: 6, framesPerSecond: 28.57 },
  };
  const report: BenchReport = {
    machine: 'a machine',
    cores: 2,
    date: '2026-01-01',
    device: 'cpu',
    networks: { restoration: 40 },
    rows: [row, { ...row, seconds: 8, peakBytes: 540e6 }],
    memoryGrowth: 540 / 512,
  };
  const text = benchLines(report, (_, plain) => plain).join('\n');
  expect(text).toMatch(/720p, 1 face +2 +9\.88 +28\.57 +25\.0 ms +4\.0 ms +6\.0 ms +512 MB/);
  expect(text).toContain('Memory at 8 s is 105 % of that at 2 s.');
});
