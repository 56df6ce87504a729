import { z } from 'zod';
import type { Reference } from '../../../../preload/contract/options';
import type { Project } from '../../project/project-format';
import { StudioError } from '../../errors/studio-error';

/** A photo that shows the person sharper: the file outlives its place in the project. */
const referenceEditSchema = z.object({ mediaId: z.string(), file: z.string() });
export type ReferenceEdit = z.infer<typeof referenceEditSchema>;

/** What the user changed about one person. */
const personEditSchema = z.object({
  name: z.string().min(1).max(80).optional(),
  enabled: z.boolean().optional(),
  strength: z.number().min(0).max(1).optional(),
  references: z.array(referenceEditSchema).optional(),
});
export type PersonEdit = z.infer<typeof personEditSchema>;

/**
 * The user's corrections of an analysis, laid over it and never written into it: dropping them gives the analysis back.
 */
export const peopleEditsSchema = z.object({
  /** By the person's id as text. */
  people: z.record(z.string(), personEditSchema).default({}),
  /** Track id as text -> person it was moved to. */
  tracks: z.record(z.string(), z.number().int().positive()).default({}),
  /** The analysis whose tracks those are; they mean nothing in another one. */
  analysisKey: z.string().optional(),
  /** Id of the next person made by a split; ids are not given out twice. */
  nextId: z.number().int().optional(),
});
export type PeopleEdits = z.infer<typeof peopleEditsSchema>;

export const noEdits: PeopleEdits = { people: {}, tracks: {} };

export function editOf(edits: PeopleEdits, personId: number): PersonEdit {
  return edits.people[personId] ?? {};
}

/** The pictures that guide people who are there. What `EnhanceOptions.references` takes. */
export function referencesOf(edits: PeopleEdits, people: readonly { readonly id: number }[]): Reference[] {
  return people.flatMap(({ id }) =>
    (editOf(edits, id).references ?? []).map(({ file }) => ({ file, person: id })),
  );
}

/** Moves of tracks that hold for this analysis. */
export function movedTracks(
  edits: PeopleEdits,
  project: Pick<Project, 'analysisKey'>,
): PeopleEdits['tracks'] {
  return edits.analysisKey === undefined || edits.analysisKey === project.analysisKey ? edits.tracks : {};
}

/**
 * What the user should hear when merges or splits belong to an analysis that is no more.
 * @param name of the clip
 */
export function lostEditsNotice(
  edits: PeopleEdits,
  project: Pick<Project, 'analysisKey'>,
  name: string,
): string | undefined {
  const lost = Object.keys(edits.tracks).length > 0 && Object.keys(movedTracks(edits, project)).length === 0;
  return lost
    ? `${name} was analysed anew, so the people you merged or split there are as they were found. Merge or split them again.`
    : undefined;
}

/** Who has which tracks after the edits: person -> tracks, people without any left out, in the order of their ids. */
export function tracksOfPeople(
  project: Pick<Project, 'analysisKey' | 'people'>,
  edits: PeopleEdits,
): Map<number, number[]> {
  const moved = movedTracks(edits, project);
  const byPerson = new Map<number, number[]>();
  for (const person of project.people) {
    for (const track of person.tracks) {
      const owner = moved[track] ?? person.id;
      const tracks = byPerson.get(owner);
      if (tracks === undefined) byPerson.set(owner, [track]);
      else tracks.push(track);
    }
  }
  return new Map([...byPerson].sort(([a], [b]) => a - b));
}

export function changePerson(edits: PeopleEdits, personId: number, change: PersonEdit): PeopleEdits {
  const known = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  return { ...edits, people: { ...edits.people, [personId]: { ...editOf(edits, personId), ...known } } };
}

/** @throws StudioError `usage` for people who are not there, or one merged with themselves */
export function mergePeople(
  project: Project,
  edits: PeopleEdits,
  personId: number,
  from: readonly number[],
): PeopleEdits {
  const owners = tracksOfPeople(project, edits);
  for (const id of [personId, ...from]) requirePerson(owners, id);
  if (from.includes(personId)) {
    throw new StudioError('usage', 'A person cannot be merged with themselves. Choose someone else.');
  }
  const tracks = from.flatMap((id) => owners.get(id) ?? []);
  const people = { ...edits.people };
  for (const id of from) delete people[String(id)];
  return { ...moveTracks(project, edits, tracks, personId), people };
}

/** @throws StudioError `usage` for tracks that are not the person's, or all of them */
export function splitPerson(
  project: Project,
  edits: PeopleEdits,
  personId: number,
  tracks: readonly number[],
): { edits: PeopleEdits; personId: number } {
  const owned = requirePerson(tracksOfPeople(project, edits), personId);
  const chosen = [...new Set(tracks)];
  const foreign = chosen.filter((track) => !owned.includes(track));
  if (foreign.length > 0) {
    throw new StudioError('usage', `Appearance ${foreign.join(', ')} is not of person ${personId}.`);
  }
  if (chosen.length === owned.length) {
    throw new StudioError('usage', 'At least one appearance must stay with the person that is split.');
  }
  const id = nextPersonId(project, edits);
  const { enabled, strength } = editOf(edits, personId);
  const moved = moveTracks(project, edits, chosen, id);
  return { edits: { ...changePerson(moved, id, { enabled, strength }), nextId: id + 1 }, personId: id };
}

function requirePerson(owners: ReadonlyMap<number, number[]>, id: number): number[] {
  const tracks = owners.get(id);
  if (tracks !== undefined) return tracks;
  throw new StudioError(
    'usage',
    `There is no person ${id} in this clip; it shows ${[...owners.keys()].join(', ') || 'nobody'}.`,
  );
}

function moveTracks(
  project: Project,
  edits: PeopleEdits,
  tracks: readonly number[],
  owner: number,
): PeopleEdits {
  const moved = { ...movedTracks(edits, project) };
  for (const track of tracks) {
    // Back where the analysis had it: no longer an edit.
    const own = project.people.some(({ id, tracks: of }) => id === owner && of.includes(track));
    if (own) delete moved[String(track)];
    else moved[String(track)] = owner;
  }
  return { ...edits, tracks: moved, analysisKey: project.analysisKey };
}

function nextPersonId(project: Project, edits: PeopleEdits): number {
  const used = [
    ...project.people.map(({ id }) => id),
    ...Object.values(edits.tracks),
    ...Object.keys(edits.people).map(Number),
  ];
  return Math.max(edits.nextId ?? 1, Math.max(0, ...used) + 1);
}
