import type { ReconstructFormat, ReconstructOptions } from '../../../preload/contract/options';
import type { ReconstructSummary } from '../../../preload/contract/jobs';
import { volumetricFiles } from '../../../preload/contract/reconstruct-files';
import type { EngineParts } from '../engine-parts';
import { StudioError, throwIfCancelled } from '../errors/studio-error';
import { encodePng } from '../export/encode-picture';
import { writeAtomically } from '../export/write-atomically';
import { writeGlb } from '../export/write-glb';
import { writeObj } from '../export/write-obj';
import { writePly } from '../export/write-ply';
import type { FaceModel } from '../geometry/types';
import { warpImage } from '../geometry/warp-image';
import type { InferencePool } from '../inference/inference-pool';
import { createRgbImage, type VideoFrame } from '../pixels/image';
import { placedFace } from '../volume/placed-face';
import { chooseVolumeNetwork, regressVolume, type VolumeNetwork } from '../volume/volume-network';
import { volumeMesh } from '../volume/volume-mesh';
import { vrnCropFromFrame, vrnSide } from '../volume/vrn-crop';
import { encodeVrnRaw } from '../volume/vrn-raw';
import type { PersonExport } from './person-export';

export const volumetricFormats = ['obj', 'ply', 'glb', 'volume'] as const satisfies ReconstructFormat[];
export type VolumetricFormat = (typeof volumetricFormats)[number];
type Files = ReconstructSummary['people'][number]['files'];

/** Writes people's faces as a network fills them into a volume, each from the best frame. */
export class VolumetricWriter {
  private constructor(
    private readonly network: VolumeNetwork,
    private readonly pool: InferencePool,
    private readonly model: FaceModel,
  ) {}

  /** @throws StudioError `model-missing` */
  static async open(
    { volumeModel, device }: Pick<ReconstructOptions, 'volumeModel' | 'device'>,
    parts: EngineParts,
    model: FaceModel,
  ): Promise<VolumetricWriter> {
    const network = chooseVolumeNetwork(await parts.models.entries(), volumeModel);
    // The analysis has told which device it is.
    return new VolumetricWriter(network, await parts.pool(device, {}), model);
  }

  /**
   * @param frame the person's best frame
   * @param base what all of the person's files begin with
   */
  async write(
    person: PersonExport,
    frame: VideoFrame | undefined,
    base: string,
    formats: readonly VolumetricFormat[],
  ): Promise<Files> {
    const { signal } = person.source;
    if (frame === undefined) {
      throw new StudioError(
        'input-truncated',
        `The frame for ${base} is no longer in the input. Analyse it again with --fresh.`,
      );
    }
    const face = placedFace(
      this.model,
      person.vertices('best'),
      person.best,
      person.face.camera,
      frame.image,
    );
    const regressed = await regressVolume(face, this.network, this.pool, signal);
    const mesh = volumeMesh(regressed, frame.image);
    const files: Files = {};
    for (const format of formats) {
      throwIfCancelled(signal);
      const [ending, beside] = volumetricFiles[format];
      const file = `${base}${ending}`;
      if (format === 'obj') await writeObj(file, mesh);
      else if (format === 'ply') await writePly(file, mesh);
      else if (format === 'glb') await writeGlb(file, mesh);
      else {
        const vrnFromFrame = vrnCropFromFrame(face.points68, vrnSide);
        const crop = createRgbImage(vrnSide, vrnSide);
        warpImage(frame.image, vrnFromFrame, crop);
        const raw = encodeVrnRaw(regressed, vrnFromFrame);
        await writeAtomically(file, new Uint8Array(raw.buffer));
        await writeAtomically(`${base}${beside}`, await encodePng(crop));
      }
      files[format] = file;
    }
    return files;
  }
}
