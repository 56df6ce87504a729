import { preparePeople } from '../../../../main/engine/render/chosen-people';
import type { Project } from '../../../../main/engine/project/project-format';

const person = (id: number) => ({ id, shape: [id], correction: [], albedo: [0] });
const project = { people: [person(1), person(2), person(3)] } as unknown as Project;

test('a person has the strength given for them, 1 where none is', () => {
  const people = preparePeople(project, new Set([1, 2, 3]), { 2: 0.25 });
  expect([...people].map(([id, { strength }]) => [id, strength])).toEqual([
    [1, 1],
    [2, 0.25],
    [3, 1],
  ]);
});

test('strength 0 leaves a person alone, as if not chosen', () => {
  expect([...preparePeople(project, new Set([1, 2]), { 1: 0 }).keys()]).toEqual([2]);
});
