import type { ChosenRestorer } from '../../../../main/engine/enhance/choose-restorer';
import { cutFaces, windowsBeside, type CutFaces } from '../../../../main/engine/render/cut-faces';
import { frameOfLevel, movedFace } from './straight-face';

const restorer: ChosenRestorer = {
  ...{ id: 'r', cropSize: 64, priorChannels: 0, coefficientLength: 0 },
  ...{ framesBeside: 4, notices: [] },
};
const [far, near] = [movedFace(6), movedFace(0)];

/** A frame of one level, by which its windows are known again. */
function cut(level: number, ...faces: Parameters<typeof cutFaces>[1]): CutFaces {
  return cutFaces(frameOfLevel(level), faces, restorer);
}

function levelsBeside(now: CutFaces, before: CutFaces[], after: CutFaces[], at = 0): (number | undefined)[] {
  const { framesBeside, cropSize } = restorer;
  return windowsBeside(now.faces[at], before, after, framesBeside, cropSize).map(
    (window) => window?.image.data[0],
  );
}

test('the windows come in the order of time', () => {
  const [a, b, now, c, d] = [1, 2, 3, 4, 5].map((level) => cut(level, far));
  expect(levelsBeside(now, [a, b], [c, d])).toEqual([1, 2, 4, 5]);
});

test('at the ends of a clip there are none', () => {
  const [now, c] = [3, 4].map((level) => cut(level, far));
  expect(levelsBeside(now, [], [c])).toEqual([undefined, undefined, 4, undefined]);
  expect(levelsBeside(now, [c], [])).toEqual([undefined, 4, undefined, undefined]);
});

test('nor where the face was lost, where another shot begins, and where it is somewhere else', () => {
  const lost = cut(1);
  const anotherShot = cut(2, { ...far, track: far.track + 1 });
  const elsewhere = cut(4, movedFace(40));
  const there = cut(5, near);
  expect(levelsBeside(cut(3, far), [lost, anotherShot], [elsewhere, there])).toEqual([
    undefined,
    undefined,
    undefined,
    5,
  ]);
});

test('each of several people is looked at where they are', () => {
  const other = { ...movedFace(90), person: { ...near.person, key: 'other' }, track: 7 };
  const frames = [10, 11, 12].map((level) => cut(level, near, other));
  const besides = [0, 1].map((at) =>
    windowsBeside(frames[1].faces[at], [frames[0]], [frames[2]], restorer.framesBeside, restorer.cropSize),
  );
  expect(besides.map((windows) => windows[1])).toEqual(frames[0].faces.map(({ window }) => window));
  expect(besides[0][2]).not.toBe(besides[1][2]);
});

test('a window reaches as far as a face may have moved', () => {
  const plain = cutFaces(frameOfLevel(0), [near], { ...restorer, framesBeside: 0 });
  const wide = cut(0, near);
  expect(wide.faces[0].window.image.width).toBeGreaterThan(1.3 * plain.faces[0].window.image.width);
});
