import type { VideoCodec } from '../../../preload/contract/media';
import type { Container } from '../../../preload/contract/studio/enhance-settings';

/** Which containers hold a codec, the usual one first. As the engine's output plan has it. */
const containersByCodec: Readonly<Record<VideoCodec, readonly Container[]>> = {
  h264: ['mp4', 'mov', 'mkv'],
  hevc: ['mp4', 'mov', 'mkv'],
  av1: ['mp4', 'webm', 'mkv'],
  prores: ['mov', 'mkv'],
  ffv1: ['mkv'],
};

export function containersOf(codec: VideoCodec): readonly Container[] {
  return containersByCodec[codec];
}

/** The container to use with a codec: the one in use where it can hold it. */
export function containerFor(codec: VideoCodec, current: Container): Container {
  const possible = containersByCodec[codec];
  return possible.includes(current) ? current : possible[0];
}

/** Codecs for which a quality can be chosen; the others are what they are. */
export function hasQuality(codec: VideoCodec): boolean {
  return codec !== 'ffv1';
}
