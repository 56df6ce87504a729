import type { ChosenRestorer } from '../../../../main/engine/enhance/choose-restorer';
import { cutFaces, windowsBeside, type CutFaces } from '../../../../main/engine/render/cut-faces';
import { frameOfLevel, movedFace } from './straight-face';

const restorer: ChosenRestorer = {
  ...{ id: 'r', cropSize: 64, priorChannels: 0, coefficientLength: 0 },
  ...{ framesBeside: [-3, -1, 1, 3], notices: [] },
};
const [far, near] = [movedFace(6), movedFace(0)];

/** A frame of one level, by which its windows are known again. */
function cut(level: number, ...faces: Parameters<typeof cutFaces>[1]): CutFaces {
  return cutFaces(frameOfLevel(level), faces, restorer);
}

/** Frames of which the one at `now` is looked from; frames that are not there are undefined. */
function levelsBeside(
  frames: readonly (CutFaces | undefined)[],
  now: number,
  at = 0,
): (number | undefined)[] {
  const face = frames[now]!.faces[at];
  return windowsBeside(face, (place) => frames[now + place], restorer).map((window) => window?.image.data[0]);
}

test('the windows are those of the places that the network looks at, in their order', () => {
  const frames = [1, 2, 3, 4, 5, 6, 7].map((level) => cut(level, far));
  expect(levelsBeside(frames, 3)).toEqual([1, 3, 5, 7]);
});

test('at the ends of a clip there are none', () => {
  const frames = [1, 2, 3, 4].map((level) => cut(level, far));
  expect(levelsBeside(frames, 0)).toEqual([undefined, undefined, 2, 4]);
  expect(levelsBeside(frames, 3)).toEqual([1, 3, undefined, undefined]);
});

test('nor where the face was lost, where another shot begins, and where it is somewhere else', () => {
  const lost = cut(1);
  const anotherShot = cut(2, { ...far, track: far.track + 1 });
  const now = cut(3, far);
  const there = cut(4, near);
  const elsewhere = cut(5, movedFace(40));
  const frames = [lost, undefined, anotherShot, now, there, undefined, elsewhere];
  expect(levelsBeside(frames, 3)).toEqual([undefined, undefined, 4, undefined]);
});

test('each of several people is looked at where they are', () => {
  const other = { ...movedFace(90), person: { ...near.person, key: 'other' }, track: 7 };
  const frames = [10, 11].map((level) => cut(level, near, other));
  const seen = frames[0].faces.map((face) => windowsBeside(face, (place) => frames[place], restorer)[2]);
  expect(seen).toEqual(frames[1].faces.map(({ window }) => window));
  expect(seen[0]?.left).not.toBe(seen[1]?.left);
});

test('a window reaches as far as a face may have moved', () => {
  const plain = cutFaces(frameOfLevel(0), [near], { ...restorer, framesBeside: [] });
  const wide = cut(0, near);
  expect(wide.faces[0].window.image.width).toBeGreaterThan(1.3 * plain.faces[0].window.image.width);
});
