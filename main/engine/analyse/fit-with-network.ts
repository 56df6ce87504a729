import { isDeep3dBasis, readFaceOf, type ReadFace } from '../geometry/deep3d-coefficients';
import { deep3dCropSize } from '../geometry/deep3d-crop';
import type { Camera, FaceIdentity, FaceModel } from '../geometry/types';
import { StudioError } from '../errors/studio-error';
import type { FaceNetwork } from '../models/resolve-face-model';
import { bestViews, viewScore } from '../people/best-frames';
import { faceColumns, tables } from '../project/project-format';
import { RecordReader } from '../project/record-file';
import { networkCropOf } from './ask-face-network';
import { identityViews, type PersonRows, type TableFile } from './fit-people';

/** Beyond it a model's own statistics are empty, standard deviations. */
const largestCoefficient = 3;

/** What a network of another project said of every face of a clip, in the terms of the model whose numbers it gives. */
export class NetworkReadings {
  private constructor(
    private readonly network: FaceNetwork,
    private readonly model: FaceModel,
    private readonly camera: Camera,
    private readonly numbers: RecordReader<Float32Array>,
    private readonly faces: RecordReader<Float32Array>,
  ) {}

  static async open(
    file: TableFile,
    network: FaceNetwork,
    model: FaceModel,
    camera: Camera,
  ): Promise<NetworkReadings> {
    const numbers = await RecordReader.float32(file(tables.network.file), tables.network.columns);
    const faces = await RecordReader.float32(file(tables.faces.file), tables.faces.columns);
    return new NetworkReadings(network, model, camera, numbers, faces);
  }

  /** @param row of the face tables */
  async at(row: number): Promise<ReadFace> {
    const { network, model, camera } = this;
    if (!isDeep3dBasis(model)) {
      throw new StudioError(
        'model-unsuitable',
        `The face model ${model.name} does not say where the axes of ${network.id} are. Remove it and add it again.`,
      );
    }
    const numbers = await this.numbers.read(row, 1);
    const face = await this.faces.read(row, 1);
    const fivePoints = face.subarray(faceColumns.fivePoints, faceColumns.fivePoints + 10);
    return readFaceOf(numbers, model, camera, networkCropOf(network.adapter, fivePoints, deep3dCropSize));
  }

  /** Identity and albedo averaged over a person's best views, each by what it is worth; the modes are all there is. */
  async person({ views }: PersonRows): Promise<FaceIdentity> {
    const shape = new Float64Array(this.model.identityModes);
    const albedo = new Float64Array(this.model.albedoModes);
    let total = 0;
    for (const view of bestViews(views, identityViews)) {
      const weight = Math.max(1e-3, viewScore(view));
      const read = await this.at(view.row);
      add(shape, read.identity, weight);
      add(albedo, read.albedo, weight);
      total += weight;
    }
    const mean = (sum: Float64Array): Float32Array =>
      Float32Array.from(sum, (value) =>
        Math.min(largestCoefficient, Math.max(-largestCoefficient, value / (total || 1))),
      );
    return { shape: mean(shape), correction: new Float32Array(0), albedo: mean(albedo) };
  }

  async close(): Promise<void> {
    await this.numbers.close();
    await this.faces.close();
  }
}

function add(sum: Float64Array, values: Float32Array, weight: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] += weight * values[i];
}
