import { stripVTControlCharacters } from 'node:util';
import type { Progress } from '../../../../preload/contract/jobs';
import {
  ProgressLine,
  plainProgressText,
  progressText,
} from '../../../../main/hosts/cli/report/progress-line';

const plain = (_: unknown, text: string) => text;
const half: Progress = { stage: 'render', done: 382, total: 750, framesPerSecond: 11.84, etaSeconds: 31 };

test('the bar says stage, share, frames, speed and time left', () => {
  const text = progressText(half, 100, plain);
  expect(text).toMatch(/^Restoring {6}█{14}░{14} {3}50 % {2}382\/750 frames {2}11\.8 fps {2}0:31 left$/);
});

test('no line is wider than the terminal, whatever its width', () => {
  for (let columns = 20; columns < 140; columns++) {
    expect(progressText(half, columns, plain).length).toBeLessThan(Math.max(columns, 22));
  }
});

test('nothing known yet, and more done than announced, still make sense', () => {
  const unknown = progressText({ stage: 'probe', done: 0, total: 0, framesPerSecond: 0 }, 80, plain);
  expect(unknown).toMatch(/0 %$/);
  expect(unknown).not.toMatch(/NaN|undefined/);
  const over = progressText({ stage: 'analyse', done: 80, total: 75, framesPerSecond: 5 }, 80, plain);
  expect(over).toContain('100 %');
  expect(over).toContain('80/80 frames');
});

describe('ProgressLine', () => {
  function record(live: boolean, everyMilliseconds: number, count: number) {
    const written: string[] = [];
    let time = 0;
    const line = new ProgressLine(
      { write: (text) => void written.push(text), isTTY: live, columns: 80 },
      plain,
      () => time,
      live,
    );
    for (let index = 0; index < count; index++, time += everyMilliseconds) {
      line.show({ ...half, done: index });
    }
    return { written, line };
  }

  test('redraws at most ten times a second on a terminal', () => {
    expect(record(true, 10, 100).written).toHaveLength(10);
  });

  test('writes whole lines every five seconds elsewhere', () => {
    const { written } = record(false, 100, 101); // ten seconds
    expect(written).toHaveLength(3);
    for (const text of written) expect(text).toMatch(/^Restoring: .*\n$/);
  });

  test('a new stage is shown at once', () => {
    const { written, line } = record(false, 1, 2);
    line.show({ ...half, stage: 'assemble' });
    expect(written).toHaveLength(2);
    expect(written[1]).toContain('Joining');
  });

  test('clear wipes what is on the screen, once', () => {
    const { written, line } = record(true, 1, 1);
    line.clear();
    line.clear();
    expect(written).toHaveLength(2);
    expect(stripVTControlCharacters(written[1]).trim()).toBe('');
  });
});

test('the plain line', () => {
  expect(plainProgressText(half)).toBe('Restoring: 50 %, 382/750 frames, 11.8 fps, 0:31 left');
});
