import path from 'node:path';
import type { EncodingOptions } from '../../preload/contract/media';
import { openSegmentEncoder } from '../../main/engine/media/encode-segment';
import { chooseEncoder } from '../../main/engine/media/encoders';
import { locateFfmpeg } from '../../main/engine/media/locate-ffmpeg';
import { runTool } from '../../main/engine/media/run-tool';
import { frameFromPortrait, loadPortrait, placePortrait } from '../fixtures/portrait';

export interface FaceClip {
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** 1 = the portrait's own size: a face some 105 px wide. */
  readonly zoom?: number;
}

const encoding: EncodingOptions = { codec: 'h264', quality: 60, preset: 'ultrafast', hardware: 'off' };

/** A real face that moves, with a tone: 25 frames a second, MP4. Returns the path. */
export async function makeFaceClip(folder: string, name: string, clip: FaceClip): Promise<string> {
  const { frames, width, height, zoom = 0.8 } = clip;
  const tools = await locateFfmpeg();
  const portrait = await loadPortrait();
  const pictures = path.join(folder, `${name}.mkv`);
  const segment = await openSegmentEncoder(pictures, {
    encoder: await chooseEncoder(encoding, tools),
    width,
    height,
    frameRate: [25, 1],
    colour: { space: 'smpte170m', range: 'limited', transfer: 'unknown', primaries: 'unknown' },
    sampleAspect: [1, 1],
  });
  for (let i = 0; i < frames; i++) {
    const swing = Math.sin((i / 25) * 2 * Math.PI * 0.7);
    const placed = frameFromPortrait(zoom, 0.12 * swing, width / 2 + 12 * swing, height / 2 - 4 * swing);
    await segment.write(placePortrait(portrait, placed, width, height));
  }
  await segment.finish();
  const output = path.join(folder, name);
  await runTool(tools.ffmpeg.path, [
    ...['-y', '-v', 'error', '-i', pictures, '-f', 'lavfi'],
    ...['-i', `sine=frequency=440:sample_rate=48000:duration=${frames / 25}`],
    ...['-map', '0:v', '-map', '1:a', '-c:v', 'copy', '-c:a', 'aac', output],
  ]);
  return output;
}
