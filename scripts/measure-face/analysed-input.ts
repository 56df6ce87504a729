import path from 'node:path';
import type { Engine } from '../../preload/contract/engine';
import { readSeenFaces } from '../../main/engine/reconstruct/person-frames';
import type { SeenFace } from '../../main/engine/export/frame-record';
import { loadProject } from '../../main/engine/project/project-folder';
import type { Project } from '../../main/engine/project/project-format';

/** One person of an analysis, with all frames that show them. */
export interface AnalysedPerson {
  readonly project: Project;
  readonly person: Project['people'][number];
  readonly frames: readonly SeenFace[];
}

/**
 * Analyses a picture or a stretch of a clip as `facet analyse` does, from the pixels on.
 * @param scratch folder for the project
 * @returns its people, the one seen most first
 */
export async function analysePeople(
  engine: Engine,
  input: string,
  scratch: string,
  stretch: { readonly fromSeconds?: number; readonly toSeconds?: number } = {},
): Promise<AnalysedPerson[]> {
  const { fromSeconds = 0, toSeconds = 0 } = stretch;
  const project = path.join(scratch, `${path.basename(input)}-${fromSeconds}-${toSeconds}.facet`);
  await engine.analyse({ input, project, device: 'cpu', fresh: true, ...stretch });
  const found = await loadProject(project);
  if (found === undefined) throw new Error(`${project} was not written`);
  const people: AnalysedPerson[] = [];
  for (const person of found.people) {
    const frames: SeenFace[] = [];
    for await (const seen of readSeenFaces({ project: found, projectFolder: project, personId: person.id })) {
      // The reader's arrays are views of a buffer it fills again.
      frames.push({
        ...seen,
        fit: { ...seen.fit, expression: seen.fit.expression.slice(), light: seen.fit.light.slice() },
        landmarks478: seen.landmarks478.slice(),
      });
    }
    people.push({ project: found, person, frames });
  }
  return people.sort((a, b) => b.frames.length - a.frames.length);
}
