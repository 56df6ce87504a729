import type { EngineParts } from '../../engine-parts';
import { isShownSkin } from '../../enhance/restore-crop';
import { StageClock } from '../../jobs/stage-clock';
import type { RgbImage } from '../../pixels/image';
import { contentKey } from '../../project/fingerprint';
import { personOfTrack, type Project } from '../../project/project-format';
import { chooseModels } from '../../render/choose-models';
import { choosePeople, preparePeople } from '../../render/chosen-people';
import { joinFaces, type ClipFrame } from '../../render/clip-frames';
import type { CutFaces } from '../../render/cut-faces';
import { FrameRestorer } from '../../render/restore-frame';
import { peopleStrength, type StudioClip } from '../studio-clips';
import { ByteCache } from './byte-cache';
import type { ClipTables } from './clip-tables';
import type { FrameLibrary } from './frame-library';
import { coveredBy, type Covered } from './painted-mask';
import { NotAnalysed, NotThere } from './refusals';
import { SharedWork } from './shared-work';
import { Turnstile } from './turnstile';
import type { Wardrobe } from './wardrobe';

/** A frame as the job would render it, and where it was painted on. */
export interface EnhancedFrame {
  /** At the output's size. Shared with others: not to be changed. */
  readonly image: RgbImage;
  /** At the input's size. */
  readonly covered: readonly Covered[];
}

/** Renders single frames as jobs render them, for looking at. */
export class EnhancedFrames {
  private readonly work = new SharedWork<EnhancedFrame>();
  private readonly cache: ByteCache<EnhancedFrame>;
  private turnstile: Turnstile | undefined;

  constructor(
    private readonly parts: Pick<EngineParts, 'pool' | 'models' | 'faceModelFile'>,
    private readonly frames: FrameLibrary,
    private readonly tables: ClipTables,
    private readonly wardrobe: Wardrobe,
    cacheBytes: number,
  ) {
    this.cache = new ByteCache(cacheBytes);
  }

  /** Names the enhanced look of a clip: whatever goes back to the same settings finds its frames again. */
  keyOf(clip: StudioClip): string {
    const { project, settings } = clip;
    if (project === undefined) throw new NotAnalysed();
    const { task, scale, prior, strength, vividness, thorough, model, modelParameters, upscaler, device } =
      settings;
    const look = {
      analysis: project.analysisKey,
      people: project.people.map(({ id, tracks, shape, albedo }) => [id, tracks, shape, albedo]),
      strengths: peopleStrength(clip.people),
      references: clip.references,
      ...{ task, scale, prior, strength, vividness, thorough, device, model: model ?? null },
      ...{ modelParameters, upscaler },
      // A model may be removed and another one added under its id.
      networks: [model, upscaler].map((id) => {
        const entry = id === undefined ? undefined : this.parts.models.known(id);
        return entry && [entry.sha256, entry.adapter];
      }),
    };
    return `${clip.id}/${contentKey(look)}`;
  }

  /** @throws NotAnalysed, NotThere, StudioError `cancelled` and those of decoding and inference */
  async frame(clip: StudioClip, index: number, signal: AbortSignal): Promise<EnhancedFrame> {
    const { project } = clip;
    if (project === undefined) throw new NotAnalysed();
    if (index >= project.frames) throw new NotThere();
    const key = `${this.keyOf(clip)}#${index}`;
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    return this.work.run(key, signal, async (shared) => {
      const done = await this.render(clip, project, index, shared);
      const bytes = done.covered.reduce((sum, { data }) => sum + data.length, done.image.data.length);
      this.cache.set(key, done, bytes);
      return done;
    });
  }

  get cachedBytes(): number {
    return this.cache.bytes;
  }

  private async render(
    clip: StudioClip,
    project: Project,
    index: number,
    signal: AbortSignal,
  ): Promise<EnhancedFrame> {
    const { settings } = clip;
    const pool = await this.parts.pool(settings.device, {});
    const isPhoto = clip.media.kind === 'image';
    const { restorer: chosen, upscaler } = await chooseModels(
      this.parts.models,
      { ...settings, restorer: settings.model },
      !isPhoto,
    );
    const restorer = new FrameRestorer({
      pool,
      restorer: chosen,
      upscaler,
      faceModelFile: await this.parts.faceModelFile(project.faceModel.id),
      camera: project.camera,
      prior: settings.prior,
      strength: settings.strength,
      vividness: settings.vividness,
      thorough: settings.thorough || isPhoto,
      scale: settings.scale,
      clock: new StageClock(),
      signal,
    });
    const textures = isShownSkin(chosen, settings.prior)
      ? await this.wardrobe.of(clip, project, signal)
      : undefined;
    const everyone = choosePeople(project, 'all');
    const people = preparePeople(project, everyone, peopleStrength(clip.people), textures);
    // As many as the render pass has in work: one for each network run, and one that is cut or painted.
    this.turnstile ??= new Turnstile(pool.parallelism + 1);
    return this.turnstile.pass(signal, async () => {
      const beside = new Map<number, CutFaces>();
      for (const place of chosen.framesBeside) {
        const at = index + place;
        if (at < 0 || at >= project.frames) continue;
        const { frame, faces } = await this.clipFrame(clip, project, people, at, signal);
        beside.set(place, restorer.cutFaces(frame.image, faces));
      }
      const { frame, faces } = await this.clipFrame(clip, project, people, index, signal);
      // At scale 1 the frame is painted on itself, and this one is others' too.
      const canvas = settings.scale === 1 ? { ...frame.image, data: frame.image.data.slice() } : frame.image;
      const { image, patches } = await restorer.restore(canvas, faces, {
        beside: (place) => beside.get(place),
      });
      return { image, covered: patches.map((patch) => coveredBy(patch, settings.scale)) };
    });
  }

  private async clipFrame(
    clip: StudioClip,
    project: Project,
    people: ReturnType<typeof preparePeople>,
    index: number,
    signal: AbortSignal,
  ): Promise<ClipFrame> {
    const image = await this.frames.ofClip(clip, index, signal);
    return this.tables.use(clip, async ({ reader, layout }) => {
      const one = oneFrame({ index, timestampMicros: 0, image });
      for await (const joined of joinFaces(one, reader, layout, personOfTrack(project), people))
        return joined;
      throw new NotThere();
    });
  }
}

async function* oneFrame<T>(frame: T): AsyncGenerator<T, void, undefined> {
  yield frame;
}
