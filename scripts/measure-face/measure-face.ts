/**
 * Measures the 3D face against exact truth and on photographs of people held out from the restorer's training. (The
 * landmark map and the shape prior were made without that split.)
 *   node dist/measure-face.js synthetic --portraits DATA [--people 24] [--clips 12] [--lens: pictures name theirs]
 *   node dist/measure-face.js photographs --portraits DATA [--photographs FOLDER with sample1.jpg ...]
 *   node dist/measure-face.js frontal --portraits DATA [--photographs FOLDER]
 *   node dist/measure-face.js people --portraits DATA CLIP ...
 *   node dist/measure-face.js time CLIP
 *   node dist/measure-face.js poor --portraits DATA [--people 24] [--training]
 *   node dist/measure-face.js gaze --portraits DATA [--people 12]
 *   node dist/measure-face.js focal --portraits DATA [--people 12]
 * DATA is a folder with faces.csv and faces/ (native-models/training/README.md). Same figures for the same files.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine } from '../../main/engine/engine';
import { EngineParts } from '../../main/engine/engine-parts';
import { InferencePool } from '../../main/engine/inference/inference-pool';
import { measureFocal } from './measure-focal';
import { measureFrontal } from './measure-frontal';
import { measureGaze } from './measure-gaze';
import { measurePeople } from './measure-people';
import { measurePhotographs } from './measure-photographs';
import { measurePoor } from './measure-poor';
import { measureSynthetic } from './measure-synthetic';
import { measureTime } from './measure-time';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    portraits: { type: 'string', default: '' },
    people: { type: 'string', default: '24' },
    clips: { type: 'string', default: '12' },
    photographs: { type: 'string' },
    training: { type: 'boolean', default: false },
    lens: { type: 'boolean', default: false },
    keep: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const [what, ...clips] = positionals;
  const scratch = values.keep ?? (await mkdtemp(path.join(tmpdir(), 'facet-measure-face-')));
  const settings = { workers: 1 };
  const parts = new EngineParts(settings);
  const engine = createEngine(settings);
  const pool = new InferencePool({ models: parts.models, workers: 1 });
  try {
    const model = await parts.faceModel();
    if (what === 'synthetic') {
      await measureSynthetic(engine, model, pool, {
        portraits: values.portraits,
        people: Number(values.people),
        clips: Number(values.clips),
        lens: values.lens,
        scratch,
        ffmpeg: (await parts.tools()).ffmpeg.path,
      });
    } else if (what === 'photographs') {
      await measurePhotographs(engine, model, values.portraits, values.photographs, scratch);
    } else if (what === 'frontal') {
      await measureFrontal(engine, pool, values.portraits, values.photographs, scratch);
    } else if (what === 'people') await measurePeople(engine, clips, values.portraits, scratch);
    else if (what === 'poor') {
      await measurePoor(model, pool, values.portraits, Number(values.people), values.training);
    } else if (what === 'focal') {
      await measureFocal(model, pool, values.portraits, Number(values.people));
    } else if (what === 'gaze') {
      await measureGaze(model, pool, values.portraits, Number(values.people));
    } else if (what === 'time') await measureTime(engine, model, clips[0], scratch);
    else
      throw new Error(
        `synthetic, photographs, frontal, people, poor, gaze, focal or time: not ${what ?? 'nothing'}`,
      );
  } finally {
    await pool.close();
    await engine.dispose();
    await parts.dispose();
    if (values.keep === undefined) await rm(scratch, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
