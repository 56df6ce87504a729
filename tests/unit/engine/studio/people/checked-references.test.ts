import type { Project } from '../../../../../main/engine/project/project-format';
import { checkedReferences } from '../../../../../main/engine/studio/people/checked-references';
import { noEdits, referencesOf } from '../../../../../main/engine/studio/people/people-edits';
import type { StudioParts } from '../../../../../main/engine/studio/studio-parts';

/** A studio whose project holds nothing. */
const parts = {
  engine: { faceModel: async () => undefined },
  session: { document: { name: 'empty', media: [] } },
  clips: { state: () => undefined },
} as unknown as StudioParts;
const project = { faceModel: {} } as Project;
const ada = { mediaId: 'm1', file: '/photos/ada.jpg' };

test('a photo that has left the project still guides, and can be taken away; a new one must be there', async () => {
  expect(await checkedReferences(parts, project, 'm0', ['m1'], [ada])).toEqual([ada]);
  expect(await checkedReferences(parts, project, 'm0', [], [ada])).toEqual([]);
  await expect(checkedReferences(parts, project, 'm0', ['m2'], [ada])).rejects.toMatchObject({
    code: 'usage',
  });
});

test('nothing guides itself', async () => {
  const own = { ...parts, session: { document: { name: 'one', media: [{ id: 'm0' }] } } };
  const alone = { ...own, clips: { state: () => ({ input: '/clips/ada.mp4' }) } } as unknown as StudioParts;
  await expect(checkedReferences(alone, project, 'm0', ['m0'], [])).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('/clips/ada.mp4') as string,
  });
});

test('a job is given the pictures of those who are there', () => {
  const edits = { ...noEdits, people: { '1': { references: [ada] }, '7': { references: [ada] } } };
  expect(referencesOf(edits, [{ id: 1 }, { id: 2 }])).toEqual([{ file: ada.file, person: 1 }]);
});
