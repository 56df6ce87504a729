import path from 'node:path';
import type { PersonItem } from '../../../../preload/contract/studio/media-item';
import type { Project } from '../../project/project-format';
import { editOf, tracksOfPeople, type PeopleEdits } from './people-edits';
import type { ClipFigures, TrackFigures } from './track-figures';

type Person = Project['people'][number];

/**
 * The analysis with the user's names, merges and splits. A person whose tracks are still those of the analysis keeps
 * its figures; one of other tracks gets theirs, and shape and albedo of the analysed person that has most of them.
 */
export function editedProject(project: Project, edits: PeopleEdits, figures: ClipFigures): Project {
  const analysed = new Map(project.people.map((person) => [person.id, person]));
  const ownerOfTrack = new Map(project.people.flatMap((p) => p.tracks.map((track) => [track, p] as const)));
  const people: Person[] = [];
  for (const [id, tracks] of tracksOfPeople(project, edits)) {
    const own = analysed.get(id);
    const name = editOf(edits, id).name ?? own?.name ?? `Person ${id}`;
    if (own !== undefined && sameTracks(own.tracks, tracks)) {
      people.push(name === own.name ? own : { ...own, name });
      continue;
    }
    const known = tracks.flatMap((track) => figures.tracks.get(track) ?? []);
    const model = own ?? mainOwner(known, ownerOfTrack);
    if (model === undefined || known.length === 0) continue;
    people.push({ ...model, id, name, tracks, ...figuresOf(known) });
  }
  return { ...project, people };
}

/** The people as the studio shows them. */
export function personItems(edited: Project, edits: PeopleEdits, figures: ClipFigures): PersonItem[] {
  return edited.people.map((person) => {
    const { enabled = true, strength = 1, references = [] } = editOf(edits, person.id);
    return {
      id: person.id,
      name: person.name,
      // By id rather than by place in the list, so that a merge recolours nobody.
      hue: person.id - 1,
      enabled,
      strength,
      references: references.map(({ mediaId, file }) => ({ mediaId, name: path.basename(file) })),
      frames: person.frames,
      firstFrame: person.firstFrame,
      lastFrame: person.lastFrame,
      bestFrame: person.bestFrame,
      interOcularPixels: person.interOcularPixels,
      reprojectionError: person.reprojectionError,
      tracks: person.tracks
        .flatMap((track) => figures.tracks.get(track) ?? [])
        .map(({ id, firstFrame, lastFrame }) => ({ id, firstFrame, lastFrame }))
        .sort((a, b) => a.firstFrame - b.firstFrame),
    };
  });
}

function sameTracks(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length;
}

/** The analysed person who has most frames of the tracks. */
function mainOwner(
  tracks: readonly TrackFigures[],
  ownerOfTrack: ReadonlyMap<number, Person>,
): Person | undefined {
  const frames = new Map<Person, number>();
  for (const track of tracks) {
    const owner = ownerOfTrack.get(track.id);
    if (owner !== undefined) frames.set(owner, (frames.get(owner) ?? 0) + track.frames);
  }
  return [...frames].sort(([, a], [, b]) => b - a).at(0)?.[0];
}

function figuresOf(
  tracks: readonly TrackFigures[],
): Pick<
  Person,
  'frames' | 'firstFrame' | 'lastFrame' | 'bestFrame' | 'interOcularPixels' | 'reprojectionError'
> {
  const best = tracks.reduce((a, b) => (b.bestScore > a.bestScore ? b : a));
  return {
    frames: tracks.reduce((sum, track) => sum + track.frames, 0),
    firstFrame: Math.min(...tracks.map((track) => track.firstFrame)),
    lastFrame: Math.max(...tracks.map((track) => track.lastFrame)),
    bestFrame: best.bestFrame,
    interOcularPixels: weightedMedian(tracks, (track) => track.interOcularPixels),
    reprojectionError: weightedMedian(tracks, (track) => track.reprojectionErrors),
  };
}

/** Median over the faces of several tracks, each sample standing for its track's stride. */
function weightedMedian(
  tracks: readonly TrackFigures[],
  samplesOf: (track: TrackFigures) => readonly number[],
): number {
  const samples = tracks.flatMap((track) =>
    samplesOf(track).map((value) => ({ value, weight: track.stride })),
  );
  samples.sort((a, b) => a.value - b.value);
  const half = samples.reduce((sum, { weight }) => sum + weight, 0) / 2;
  let below = 0;
  for (const { value, weight } of samples) {
    below += weight;
    if (below > half) return value;
  }
  return samples.at(-1)?.value ?? 0;
}
