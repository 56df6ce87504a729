import type { EngineParts } from '../../engine-parts';
import type { UvTexture } from '../../geometry/uv-texture';
import { contentKey } from '../../project/fingerprint';
import type { Project } from '../../project/project-format';
import { dressPeople } from '../../references/dress-people';
import type { StudioClip } from '../studio-clips';
import { ByteCache } from './byte-cache';
import { SharedWork } from './shared-work';

type Textures = ReadonlyMap<number, UvTexture>;

/** Five people's textures. */
const cacheBytes = 16 << 20;

/** The skin of a clip's people out of sharper pictures or its own sharpest frames, fused once for each choice of pictures. */
export class Wardrobe {
  private readonly cache = new ByteCache<Textures>(cacheBytes);
  private readonly work = new SharedWork<Textures>();

  constructor(private readonly parts: Pick<EngineParts, 'pool' | 'faceModel' | 'faceModelFile' | 'tools'>) {}

  /** @throws StudioError see `dressPeople` */
  async of(clip: StudioClip, project: Project, signal: AbortSignal): Promise<Textures> {
    const { references, projectFolder } = clip;
    const tracks = project.people.map((person) => [person.id, person.tracks]);
    const key = contentKey([clip.id, project.analysisKey, tracks, references]);
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    return this.work.run(key, signal, async (shared) => {
      const wardrobe = {
        pool: await this.parts.pool(clip.settings.device, {}),
        tools: await this.parts.tools(),
        model: await this.parts.faceModel(project.faceModel.id),
        faceModelFile: await this.parts.faceModelFile(project.faceModel.id),
      };
      const textures = await dressPeople(references, project, projectFolder, wardrobe, { signal: shared });
      const bytes = [...textures.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
      this.cache.set(key, textures, bytes);
      return textures;
    });
  }
}
