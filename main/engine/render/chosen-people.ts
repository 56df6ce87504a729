import type { EnhanceOptions, FaceSelection } from '../../../preload/contract/options';
import { StudioError } from '../errors/studio-error';
import type { UvTexture } from '../geometry/uv-texture';
import { contentKey } from '../project/fingerprint';
import type { Project } from '../project/project-format';
import type { RenderedPerson } from './person-mesh';

/** Ids of the people to restore. @throws StudioError `usage` for an id that nobody has. */
export function choosePeople(project: Project, selection: FaceSelection): Set<number> {
  const everyone = project.people.map((person) => person.id);
  if (selection === 'all') return new Set(everyone);
  if (selection === 'largest') {
    const screen = (person: Project['people'][number]): number =>
      person.interOcularPixels ** 2 * person.frames;
    const [largest] = [...project.people].sort((a, b) => screen(b) - screen(a));
    return new Set(largest === undefined ? [] : [largest.id]);
  }
  const unknown = selection.filter((id) => !everyone.includes(id));
  if (unknown.length > 0) {
    throw new StudioError(
      'usage',
      `--faces names ${unknown.join(', ')}, but ${project.input.path} shows ${everyone.length === 0 ? 'nobody' : `people ${everyone.join(', ')}`}.`,
    );
  }
  return new Set(selection);
}

/**
 * The chosen people as the render knows them.
 * @param strengths by id as text, see `EnhanceOptions.peopleStrength`; who has 0 is as good as not chosen
 * @param textures by id, of those that sharper pictures show
 */
export function preparePeople(
  project: Project,
  chosen: ReadonlySet<number>,
  strengths: EnhanceOptions['peopleStrength'] = {},
  textures: ReadonlyMap<number, UvTexture> = new Map(),
): Map<number, RenderedPerson> {
  const people = new Map<number, RenderedPerson>();
  for (const person of project.people) {
    const strength = strengths[person.id] ?? 1;
    if (!chosen.has(person.id) || strength === 0) continue;
    const { shape, correction, albedo } = person;
    people.set(person.id, {
      key: contentKey({ shape, correction, albedo }),
      shape: Float32Array.from(shape),
      correction: Float32Array.from(correction),
      albedo: Float32Array.from(albedo),
      texture: textures.get(person.id),
      strength,
    });
  }
  return people;
}
