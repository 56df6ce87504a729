import type { VideoFrame } from '../pixels/image';

/**
 * Blurs as the deblurring papers do: every frame becomes the mean of `count` consecutive ones, rounded to 8 bits. A mean
 * carries index and time of the middle frame (the earlier of two middles), so `count - 1` frames are lost at the ends.
 * All frames have one size. Holds `count` frames.
 */
export async function* averageFrames(
  frames: AsyncIterable<VideoFrame>,
  count: number,
): AsyncGenerator<VideoFrame, void, undefined> {
  const window: VideoFrame[] = [];
  let sum = new Uint32Array();
  for await (const frame of frames) {
    const { data, width, height } = frame.image;
    if (window.length === 0 && sum.length === 0) sum = new Uint32Array(data.length);
    for (let i = 0; i < sum.length; i++) sum[i] += data[i];
    window.push(frame);
    if (window.length < count) continue;
    const mean = new Uint8Array(sum.length);
    for (let i = 0; i < sum.length; i++) mean[i] = Math.round(sum[i] / count);
    yield { ...window[(count - 1) >> 1], image: { width, height, data: mean } };
    const oldest = window.shift()!.image.data;
    for (let i = 0; i < sum.length; i++) sum[i] -= oldest[i];
  }
}
