import { identifyPeople, TrackBook } from '../../../../main/engine/faces/identify-people';
import type { TrackedFace } from '../../../../main/engine/faces/types';

/** A look of `person`, with a little of something else: two of one person have a cosine of about .9. */
function look(person: number, variation: number): Float32Array {
  const vector = new Float32Array(256);
  vector[person] = 0.95;
  vector[100 + variation] = Math.sqrt(1 - 0.95 ** 2);
  return vector;
}

function face(trackId: number, embedding?: Float32Array, size = 40, sharpness = 50): TrackedFace {
  const fivePoints = Float32Array.of(0, 0, size, 0, size / 2, size / 2, 0, size, size, size);
  return {
    trackId,
    box: { left: 0, top: 0, right: 100, bottom: 100 },
    landmarks: { points: new Float32Array(0), confidence: 1 },
    fivePoints,
    sharpness,
    ...(embedding === undefined ? {} : { embedding }),
  };
}

test('tracks of one look are one person; people are numbered by screen time', () => {
  const book = new TrackBook();
  for (let i = 0; i < 10; i++) book.add(i, [face(1, look(0, i))]);
  for (let i = 10; i < 40; i++) book.add(i, [face(2, look(1, i))]);
  for (let i = 40; i < 45; i++) book.add(i, [face(3, look(0, i))]);
  const { people, discardedTracks } = identifyPeople(book.tracks(), 45);
  expect(people.map(({ id, trackIds, frames }) => ({ id, trackIds, frames }))).toEqual([
    { id: 1, trackIds: [2], frames: 30 },
    { id: 2, trackIds: [1, 3], frames: 15 },
  ]);
  expect(people[1]).toMatchObject({ firstFrame: 0, lastFrame: 44 });
  expect(discardedTracks).toEqual([]);
});

test('two faces in one frame are two people, however alike, and so are the tracks merged with them', () => {
  const book = new TrackBook();
  for (let i = 0; i < 5; i++) book.add(i, [face(1, look(0, 1)), face(2, look(0, 2))]);
  for (let i = 5; i < 10; i++) book.add(i, [face(3, look(0, 3))]);
  const { people } = identifyPeople(book.tracks(), 10);
  expect(people).toHaveLength(2);
  const owner = people.find((person) => person.trackIds.includes(3));
  expect(owner?.trackIds).toHaveLength(2);
});

test('the best looks speak for a track: blurry, small, misleading ones do not', () => {
  const book = new TrackBook();
  for (let i = 0; i < 30; i++) book.add(i, [face(1, look(0, i), 60, 200)]);
  for (let i = 30; i < 60; i++) book.add(i, [face(1, look(5, i), 12, 1)]);
  for (let i = 60; i < 70; i++) book.add(i, [face(2, look(0, i))]);
  expect(identifyPeople(book.tracks(), 70).people).toHaveLength(1);
});

test('a flicker of two frames is nobody, unless the clip is no longer', () => {
  const book = new TrackBook();
  book.add(0, [face(1, look(0, 0)), face(2)]);
  book.add(1, [face(1, look(0, 1)), face(2)]);
  book.add(2, [face(1, look(0, 2))]);
  expect(identifyPeople(book.tracks(), 3)).toMatchObject({
    people: [{ trackIds: [1] }],
    discardedTracks: [2],
  });
  expect(identifyPeople(book.tracks(), 2).people).toHaveLength(2);
});

test('a track whose landmarks do not stay in place is nobody; one doubtful moment is forgiven', () => {
  const book = new TrackBook();
  for (let i = 0; i < 20; i++) {
    const looked = i % 5 === 0 ? { steady: i === 5 } : {};
    const forgiven = i === 10 ? { steady: false } : {};
    book.add(i, [
      { ...face(1, look(0, i)), ...looked },
      { ...face(2, look(1, i)), ...forgiven },
    ]);
  }
  const { people, discardedTracks } = identifyPeople(book.tracks(), 20);
  expect(people.map((person) => person.trackIds)).toEqual([[2]]);
  expect(discardedTracks).toEqual([1]);
});
