/**
 * Renders assets/samples/talking-head.mp4 and its exact ground truth, talking-head.json:
 *   npm run samples
 * The same model, person and ffmpeg give the same frames.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { identityShape } from '../../../main/engine/geometry/shape';
import type { UvTexture } from '../../../main/engine/geometry/uv-texture';
import type { Camera } from '../../../main/engine/geometry/types';
import { startFfmpeg } from '../../../main/engine/media/ffmpeg-command';
import { locateFfmpeg } from '../../../main/engine/media/locate-ffmpeg';
import { readStill } from '../../../main/engine/media/read-still';
import { ModelStore } from '../../../main/engine/models/model-store';
import { neckColour } from './neck-colour';
import { clipFormat, performFrame } from './performance';
import { personFile, personSchema, textureFile } from './person';
import { SceneRenderer } from './render-scene';
import { bodyMesh, hairMesh, neckMesh } from './surround';
import { voiceWav } from './voice';

const clipFile = path.join('assets', 'samples', 'talking-head.mp4');
const truthFile = path.join('assets', 'samples', 'talking-head.json');
const hairColour = [0.16, 0.12, 0.1] as const;
const shirtColour = [0.36, 0.44, 0.55] as const;

async function generate(): Promise<void> {
  const model = await loadFaceModel((await new ModelStore().resolve('morphable-model')).path);
  const person = personSchema.parse(JSON.parse(await readFile(personFile, 'utf8')));
  if (person.modelVersion !== model.version || person.shape.length !== model.identityModes) {
    throw new Error(`${personFile} was made with another face model: run bake-person again`);
  }
  const texture = await readTexture(textureFile);
  const neutral = identityShape(model, person.shape);
  const skin = neckColour(model, texture);
  const { width, height, frames, framesPerSecond, focalPixels } = clipFormat;
  const camera: Camera = { focalPixels, centreX: width / 2, centreY: height / 2 };
  const scene = new SceneRenderer(
    model,
    neutral,
    texture,
    [
      { mesh: hairMesh(hairColour), follows: 'head' },
      { mesh: neckMesh(skin), follows: 'head' },
      { mesh: bodyMesh(shirtColour), follows: 'body' },
    ],
    width,
  );

  const scratch = await mkdtemp(path.join(tmpdir(), 'facet-samples-'));
  try {
    const voice = path.join(scratch, 'voice.wav');
    await writeFile(voice, voiceWav());
    const { ffmpeg } = await locateFfmpeg();
    const run = await startFfmpeg({
      program: ffmpeg.path,
      inputs: [
        {
          source: 'pipe:0',
          options: [
            '-f',
            'rawvideo',
            '-pix_fmt',
            'rgb24',
            '-s',
            `${width}x${height}`,
            '-r',
            String(framesPerSecond),
          ],
        },
        { source: voice, options: [] },
      ],
      outputOptions: [
        ...[
          '-vf',
          'scale=out_color_matrix=bt709:out_range=tv,format=yuv420p',
          '-c:v',
          'libx264',
          '-crf',
          '15',
        ],
        ...['-preset', 'veryslow', '-threads', '1', '-color_primaries', 'bt709', '-color_trc', 'bt709'],
        ...[
          '-colorspace',
          'bt709',
          '-color_range',
          'tv',
          '-c:a',
          'aac',
          '-b:a',
          '64k',
          '-map_metadata',
          '-1',
        ],
        ...[
          '-fflags',
          '+bitexact',
          '-flags:v',
          '+bitexact',
          '-flags:a',
          '+bitexact',
          '-movflags',
          '+faststart',
          '-y',
        ],
      ],
      output: clipFile,
    });
    const truth = [];
    for (let index = 0; index < frames; index++) {
      const { pose, expression, light } = performFrame(index);
      const weights = Float32Array.from(model.expressionNames, (name) => expression[name] ?? 0);
      const image = scene.render({ pose, expression: weights }, camera, light);
      if (!run.stdin.write(image.data)) await new Promise((resolve) => run.stdin.once('drain', resolve));
      const active = Object.entries(expression).filter(
        ([name, v]) => v > 0 && model.expressionNames.includes(name),
      );
      truth.push({
        pose: {
          pitchRadians: rounded(pose.pitchRadians),
          yawRadians: rounded(pose.yawRadians),
          rollRadians: rounded(pose.rollRadians),
          translation: pose.translation.map(rounded),
        },
        expression: Object.fromEntries(active.map(([name, v]) => [name, rounded(v)])),
        light: light.map(rounded),
      });
    }
    run.stdin.end();
    await run.done;
    await writeFile(
      truthFile,
      `${JSON.stringify({ width, height, framesPerSecond, modelVersion: model.version, camera, shape: person.shape, albedo: person.albedo, frames: truth })}\n`,
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function rounded(v: number): number {
  return Math.round(v * 1e6) / 1e6;
}

async function readTexture(file: string): Promise<UvTexture> {
  const { image } = await readStill(file);
  return { size: image.width, data: Float32Array.from(image.data, (v) => v / 255) };
}

generate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
