import type { BakedPortrait } from '../../assets/samples/generate/bake-portrait';
import type { FaceModel } from '../../main/engine/geometry/types';
import type { InferencePool } from '../../main/engine/inference/inference-pool';
import { isHeldOut, listPortraits } from './held-out';
import { usableSkin } from './usable-skin';

/** Skins of people held out from the restorer's training, alternately AI-made and real. */
export async function heldOutSkins(
  model: FaceModel,
  pool: InferencePool,
  portraits: string,
  people: number,
): Promise<BakedPortrait[]> {
  const held = (await listPortraits(portraits)).filter(
    (portrait) => isHeldOut(portrait) && portrait.kind === 'colour',
  );
  const made = held.filter(({ source }) => source === 'faker');
  const real = held.filter(({ source }) => source === 'congress');
  const skins: BakedPortrait[] = [];
  for (const { file } of real.flatMap((portrait, i) => [made[i], portrait])) {
    if (skins.length === Math.min(people, 24)) break;
    const skin = await usableSkin(file, model, pool);
    if (skin !== undefined) skins.push(skin);
  }
  return skins;
}
