import {
  changePerson,
  lostEditsNotice,
  mergePeople,
  noEdits,
  splitPerson,
  tracksOfPeople,
} from '../../../../../main/engine/studio/people/people-edits';
import { editedProject, personItems } from '../../../../../main/engine/studio/people/edited-project';
import { readTrackFigures, type ClipFigures } from '../../../../../main/engine/studio/people/track-figures';
import { temporaryFolder } from '../studio-fixture';
import { twoPeople, writeTwoPeople } from './two-people';

let figures: ClipFigures;

beforeAll(async () => {
  const { folder, remove } = await temporaryFolder();
  await writeTwoPeople(folder);
  figures = await readTrackFigures(folder, twoPeople);
  await remove();
});

const owners = (edits = noEdits): unknown => Object.fromEntries(tracksOfPeople(twoPeople, edits));

test('the tables give each track its frames, its best one, its medians, and count the faces of nobody', () => {
  expect([...figures.tracks.keys()].sort()).toEqual([10, 11, 12]);
  expect(figures.unknownFaces).toBe(1);
  expect(figures.tracks.get(11)).toMatchObject({ firstFrame: 20, lastFrame: 24, frames: 5, bestFrame: 22 });
});

test('without edits people are as the analysis said', () => {
  expect(editedProject(twoPeople, noEdits, figures)).toEqual(twoPeople);
});

test('a name, a switch and a strength are laid over the analysis', () => {
  const edits = changePerson(changePerson(noEdits, 2, { name: 'Ada', enabled: false }), 2, { strength: 0.3 });
  const project = editedProject(twoPeople, edits, figures);
  const items = personItems(project, edits, figures);
  expect(items[0]).toMatchObject({ id: 1, name: 'Person 1', enabled: true, strength: 1, hue: 0 });
  expect(items[1]).toMatchObject({ id: 2, name: 'Ada', enabled: false, strength: 0.3, hue: 1 });
  expect(items[0].tracks).toEqual([
    { id: 10, firstFrame: 0, lastFrame: 9 },
    { id: 11, firstFrame: 20, lastFrame: 24 },
  ]);
});

test('merging gives one person all tracks, their own face, and figures over all of them', () => {
  const edits = mergePeople(twoPeople, changePerson(noEdits, 2, { name: 'Ada' }), 1, [2]);
  expect(owners(edits)).toEqual({ 1: [10, 11, 12] });
  const [merged, ...others] = editedProject(twoPeople, edits, figures).people;
  expect(others).toEqual([]);
  expect(merged).toMatchObject({
    name: 'Person 1',
    shape: [1],
    frames: 23,
    firstFrame: 0,
    lastFrame: 24,
    bestFrame: 22,
    interOcularPixels: 30, // 10 faces of 20, 8 of 30, 5 of 40
  });
  expect(merged.reprojectionError).toBeCloseTo(0.011, 6);
});

test('splitting makes a new person with the face of the old one; merging back leaves no edit behind', () => {
  const split = splitPerson(twoPeople, changePerson(noEdits, 1, { strength: 0.4 }), 1, [11]);
  expect(split.personId).toBe(3);
  expect(owners(split.edits)).toEqual({ 1: [10], 2: [12], 3: [11] });
  const project = editedProject(twoPeople, split.edits, figures);
  expect(project.people[2]).toMatchObject({ id: 3, name: 'Person 3', shape: [1], frames: 5, bestFrame: 22 });
  expect(personItems(project, split.edits, figures)[2]).toMatchObject({ strength: 0.4, hue: 2 });
  const back = mergePeople(twoPeople, split.edits, 1, [3]);
  expect(back.tracks).toEqual({});
  expect(editedProject(twoPeople, back, figures).people).toEqual(twoPeople.people);
});

test('ids of people who are gone are not given out again', () => {
  const first = splitPerson(twoPeople, noEdits, 1, [11]);
  const merged = mergePeople(twoPeople, first.edits, 2, [3]);
  const second = splitPerson(twoPeople, merged, 2, [12]);
  expect(second.personId).toBe(4);
});

test('what makes no sense is refused', () => {
  const usage = expect.objectContaining({ code: 'usage' }) as Error;
  expect(() => mergePeople(twoPeople, noEdits, 1, [1])).toThrow(usage);
  expect(() => mergePeople(twoPeople, noEdits, 1, [7])).toThrow(usage);
  expect(() => splitPerson(twoPeople, noEdits, 1, [12])).toThrow(usage);
  expect(() => splitPerson(twoPeople, noEdits, 1, [10, 11])).toThrow(usage);
});

test('moves of tracks of another analysis do not count', () => {
  const edits = mergePeople(twoPeople, noEdits, 1, [2]);
  const other = { ...twoPeople, analysisKey: 'key-2' };
  expect(Object.fromEntries(tracksOfPeople(other, edits))).toEqual({ 1: [10, 11], 2: [12] });
});

test('merges and splits of another analysis are said to be lost; names and strengths stay', () => {
  const merged = mergePeople(twoPeople, noEdits, 1, [2]);
  const anew = { ...twoPeople, analysisKey: 'another' };
  expect(lostEditsNotice(merged, twoPeople, 'talk.mp4')).toBeUndefined();
  expect(lostEditsNotice(merged, anew, 'talk.mp4')).toContain('talk.mp4 was analysed anew');
  expect(lostEditsNotice(changePerson(noEdits, 1, { strength: 0.3 }), anew, 'talk.mp4')).toBeUndefined();
});
