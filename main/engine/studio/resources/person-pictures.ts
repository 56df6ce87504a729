import { faceLookSchema, type FaceLookOptions } from '../../../../preload/contract/options';
import type { EngineParts } from '../../engine-parts';
import { encodePng, encodePngWithAlpha } from '../../export/encode-picture';
import type { PersonView } from '../../export/gather-views';
import { contentKey } from '../../project/fingerprint';
import { personOfTrack, type Project } from '../../project/project-format';
import { choosePersonViews } from '../../reconstruct/person-views';
import { paintPerson, type PaintedPerson } from '../../reconstruct/paint-person';
import type { StudioClip } from '../studio-clips';
import { ByteCache } from './byte-cache';
import type { ClipTables } from './clip-tables';
import type { FrameLibrary } from './frame-library';
import { renderedPerson } from './person-meshes';
import { NotAnalysed, NotThere } from './refusals';
import { SharedWork } from './shared-work';

/** Eight textures, or more of the smaller frontal views. */
const cacheBytes = 40 << 20;
export const textureSize = 1024;
const fromTheFront = faceLookSchema.parse({});

/** What is gathered from a person's best frames: the texture, and the face turned to the viewer. */
export class PersonPictures {
  private readonly cache = new ByteCache<PaintedPerson>(cacheBytes);
  private readonly pngs = new ByteCache<Uint8Array>(cacheBytes);
  private readonly work = new SharedWork<PaintedPerson>();

  constructor(
    private readonly parts: Pick<EngineParts, 'pool' | 'faceModelFile'>,
    private readonly frames: FrameLibrary,
    private readonly tables: ClipTables,
  ) {}

  async texturePng(clip: StudioClip, personId: number, signal: AbortSignal): Promise<Uint8Array> {
    return this.png(clip, personId, 'texture', textureSize, signal);
  }

  async frontalPng(
    clip: StudioClip,
    personId: number,
    size: number,
    signal: AbortSignal,
    look?: FaceLookOptions,
  ): Promise<Uint8Array> {
    return this.png(clip, personId, 'frontal', size, signal, look);
  }

  /** @throws NotAnalysed, NotThere, StudioError */
  async paint(
    clip: StudioClip,
    personId: number,
    what: 'texture' | 'frontal',
    size: number,
    signal: AbortSignal,
    look = fromTheFront,
  ): Promise<PaintedPerson> {
    const { project } = clip;
    if (project === undefined) throw new NotAnalysed();
    const key = keyOf(clip, project, personId, what, size, look);
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    return this.work.run(key, signal, async (shared) => {
      const views = await this.views(clip, project, personId, shared);
      const pool = await this.parts.pool(clip.settings.device, {});
      const painted = await pool.perform(
        paintPerson,
        {
          faceModelFile: await this.parts.faceModelFile(project.faceModel.id),
          person: renderedPerson(project, personId),
          views,
          what,
          look,
          size,
        },
        { signal: shared },
      );
      this.cache.set(key, painted, painted.image.data.length + (painted.seen?.length ?? 0));
      return painted;
    });
  }

  private async png(
    clip: StudioClip,
    personId: number,
    what: 'texture' | 'frontal',
    size: number,
    signal: AbortSignal,
    look = fromTheFront,
  ): Promise<Uint8Array> {
    const { project } = clip;
    if (project === undefined) throw new NotAnalysed();
    const key = keyOf(clip, project, personId, what, size, look);
    const cached = this.pngs.get(key);
    if (cached !== undefined) return cached;
    const { image, seen } = await this.paint(clip, personId, what, size, signal, look);
    const png = await (seen === undefined ? encodePng(image) : encodePngWithAlpha(image, seen));
    this.pngs.set(key, png, png.length);
    return png;
  }

  /** The person's best frames, best first. */
  private async views(
    clip: StudioClip,
    project: Project,
    personId: number,
    signal: AbortSignal,
  ): Promise<PersonView[]> {
    renderedPerson(project, personId); // throws where there is no such person
    const chosen = await this.tables.use(clip, ({ reader, layout }) =>
      choosePersonViews(reader, layout, personOfTrack(project)),
    );
    const views: PersonView[] = [];
    for (const { frame, fit, score } of chosen.get(personId) ?? []) {
      const image = await this.frames.ofClip(clip, frame, signal);
      views.push({ image, fit, camera: project.camera, weight: Math.max(score, 1e-6) });
    }
    if (views.length === 0) throw new NotThere();
    return views;
  }
}

function keyOf(
  clip: StudioClip,
  project: Project,
  personId: number,
  what: string,
  size: number,
  look: FaceLookOptions,
): string {
  const person = project.people.find(({ id }) => id === personId);
  if (person === undefined) throw new NotThere();
  const who = contentKey([person.tracks, person.shape, person.correction, person.albedo]);
  return `${clip.id}@${project.analysisKey}/${who}/${what}-${size}-${JSON.stringify(look)}`;
}
