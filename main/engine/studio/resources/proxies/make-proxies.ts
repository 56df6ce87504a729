import type { MediaInfo } from '../../../../../preload/contract/media';
import { encodeProxyJpeg } from '../../../export/encode-picture';
import type { FfmpegTools } from '../../../media/locate-ffmpeg';
import { readProxyFrames } from '../../../media/read-proxy-frames';
import type { ProxyWriter } from '../../../project/proxy-file';
import { ProxyBudget, planProxies, type ProxyPlan } from './proxy-plan';

/** Key frames may take this share of the room: where they lie close together, the second pass has nothing to add. */
const keyShare = 0.9;
/** So many of the wanted stretches have a key frame: decoding more would add little. */
const enoughKeys = 0.8;
/** A frame this near to one that is there already, in steps, adds nothing. */
const nearSteps = 0.25;

/**
 * Makes a clip's proxies in two passes: the key frames, which takes a moment and serves the whole clip coarsely, and then
 * one picture a step. Both go to the same file, which is read from meanwhile.
 */
export async function makeProxies(
  media: MediaInfo,
  tools: FfmpegTools,
  writer: ProxyWriter,
  signal: AbortSignal,
  plan: ProxyPlan = planProxies(media),
): Promise<void> {
  await pass('key', new ProxyBudget(plan, keyShare * (plan.mostBytes - writer.bytes)));
  if (writer.index.count * plan.stepSeconds >= enoughKeys * plan.seconds) return;
  await pass('reference', new ProxyBudget(plan, plan.mostBytes - writer.bytes));

  async function pass(which: 'key' | 'reference', budget: ProxyBudget): Promise<void> {
    for await (const { micros, image } of readProxyFrames(media, tools, { ...plan, which }, signal)) {
      const there = writer.index.nearest(micros);
      const isNew =
        there === undefined || Math.abs(there.micros - micros) > nearSteps * plan.stepSeconds * 1e6;
      if (!isNew || !budget.wants(micros)) continue;
      const jpeg = await encodeProxyJpeg(image);
      if (writer.bytes + jpeg.length > plan.mostBytes) return;
      await writer.append(micros, jpeg);
      budget.kept(micros, jpeg.length);
    }
  }
}
