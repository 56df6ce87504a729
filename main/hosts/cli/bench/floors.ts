import type { EngineSettings } from '../../../../preload/contract/engine';
import { Session } from '../../../engine/inference/session';
import { decodeFrames } from '../../../engine/media/decode-frames';
import { locateFfmpeg } from '../../../engine/media/locate-ffmpeg';
import { probeMedia } from '../../../engine/media/probe';
import { ModelStore } from '../../../engine/models/model-store';
import { loadPortrait } from '../portrait-clip/load-portrait';
import { writeClip } from '../portrait-clip/write-clip';
import { BenchScene, benchFramesPerSecond, type BenchClip } from './bench-clip';

/** Networks a frame: detection on every fifth (the default), the others once for each face. */
const runsPerFrame = {
  detection: () => 1 / 5,
  landmarks: (faces: number) => faces,
  restoration: (faces: number) => faces,
} as const;
type BenchJob = keyof typeof runsPerFrame;

const trials = 20;
const encodedFrames = 50;

/** Milliseconds of one run of each network on one CPU thread, median; zeros in. */
export async function measureNetworks(settings: EngineSettings): Promise<Record<BenchJob, number>> {
  const store = new ModelStore(settings.modelsFolder);
  const measure = async (model: string): Promise<number> => {
    const { entry, path } = await store.resolve(model);
    const file = entry.int8 === undefined ? path : (await store.resolve(entry.int8)).path;
    const session = await Session.open(file, 'cpu');
    try {
      const inputs = Object.fromEntries(
        entry.inputs.map(({ name, shape }) => {
          const dims = shape.map((axis) => (typeof axis === 'number' ? axis : 1));
          return [name, { data: new Float32Array(dims.reduce((a, b) => a * b, 1)), dims }];
        }),
      );
      const times: number[] = [];
      for (let trial = 0; trial < trials; trial++) {
        const started = performance.now();
        await session.run(inputs, undefined);
        times.push(performance.now() - started);
      }
      return times.sort((a, b) => a - b)[trials >> 1];
    } finally {
      await session.close();
    }
  };
  return {
    detection: await measure('detection'),
    landmarks: await measure('landmarks'),
    restoration: await measure('facet-restorer'),
  };
}

/** One thread's milliseconds of pure inference for a frame with so many faces. */
export function inferenceMilliseconds(networks: Readonly<Record<BenchJob, number>>, faces: number): number {
  return (Object.keys(runsPerFrame) as BenchJob[]).reduce(
    (sum, job) => sum + networks[job] * runsPerFrame[job](faces),
    0,
  );
}

/** Milliseconds a frame when nothing but ffmpeg's decoder runs and its frames are thrown away. */
export async function measureDecode(file: string, settings: EngineSettings): Promise<number> {
  const tools = await locateFfmpeg(settings);
  const info = await probeMedia(file, tools);
  const started = performance.now();
  const source = decodeFrames(info, tools);
  let frames = 0;
  while ((await source.next()).done !== true) frames++;
  return (performance.now() - started) / frames;
}

/** Milliseconds a frame when nothing but the encoder runs, with the settings `facet enhance` has by default. */
export async function measureEncode(
  file: string,
  clip: BenchClip,
  settings: EngineSettings,
): Promise<number> {
  const scene = new BenchScene(await loadPortrait(), clip);
  // A few frames made beforehand and shown in turn: making them is not what is measured.
  const pictures = Array.from({ length: 5 }, (_, index) => {
    const image = scene.at(index / benchFramesPerSecond);
    return { ...image, data: image.data.slice() };
  });
  const { width, height } = clip;
  const started = performance.now();
  await writeClip(
    file,
    { width, height, framesPerSecond: benchFramesPerSecond, frames: encodedFrames, encoding: {} },
    (index) => pictures[index % pictures.length],
    { settings },
  );
  return (performance.now() - started) / encodedFrames;
}
