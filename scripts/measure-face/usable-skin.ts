import { bakePortrait, type BakedPortrait } from '../../assets/samples/generate/bake-portrait';
import type { FaceModel } from '../../main/engine/geometry/types';
import type { InferencePool } from '../../main/engine/inference/inference-pool';
import { readStill } from '../../main/engine/media/read-still';

/** Portraits that do not fit well, or are not frontal, give torn skins; open lips leave teeth on the lips. */
const largestError = 0.025;
const largestYawRadians = 20 * (Math.PI / 180);
const largestLipGap = 0.035;

/** A portrait's skin with its features where the model has them; nothing when the portrait is no good for that. */
export async function usableSkin(
  file: string,
  model: FaceModel,
  pool: InferencePool,
): Promise<BakedPortrait | undefined> {
  const { image } = await readStill(file);
  const skin = await bakePortrait(image, model, pool, { bendFeatures: true });
  if (skin === undefined || skin.fit.reprojectionError > largestError) return undefined;
  if (skin.lipGap > largestLipGap || Math.abs(skin.fit.pose.yawRadians) > largestYawRadians) return undefined;
  return skin;
}
