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
 *   node dist/measure-face.js turns --renders FOLDER [--photographs FOLDER]
 * `turns` takes renders of native-models/training/renders/render_faces.py --held-out.
 * DATA is a folder with faces.csv and faces/ (native-models/training/README.md). Same figures for the same files;
 * `--json FILE` also writes them there.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createEngine } from '../../main/engine/engine';
import { EngineParts } from '../../main/engine/engine-parts';
import { InferencePool } from '../../main/engine/inference/inference-pool';
import { writeFigures } from '../figures/write-figures';
import { measureFocal } from './measure-focal';
import { measureFrontal } from './measure-frontal';
import { measureGaze } from './measure-gaze';
import { measurePeople } from './measure-people';
import { measurePhotographs } from './measure-photographs';
import { measurePoor } from './measure-poor';
import { measureSynthetic } from './measure-synthetic';
import { measureTime } from './measure-time';
import { measureTurnAgreement, measureTurns } from './measure-turns';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    portraits: { type: 'string', default: '' },
    people: { type: 'string', default: '24' },
    clips: { type: 'string', default: '12' },
    photographs: { type: 'string' },
    renders: { type: 'string', default: '' },
    training: { type: 'boolean', default: false },
    lens: { type: 'boolean', default: false },
    keep: { type: 'string' },
    json: { type: 'string' },
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
    const { portraits, photographs } = values;
    const people = Number(values.people);
    const ways: Readonly<Record<string, () => Promise<unknown>>> = {
      synthetic: async () =>
        measureSynthetic(engine, model, pool, {
          ...{ portraits, people, clips: Number(values.clips), lens: values.lens, scratch },
          ffmpeg: (await parts.tools()).ffmpeg.path,
        }),
      photographs: () => measurePhotographs(engine, model, portraits, photographs, scratch),
      frontal: () => measureFrontal(engine, pool, portraits, photographs, scratch),
      people: () => measurePeople(engine, clips, portraits, scratch),
      poor: () => measurePoor(model, pool, portraits, people, values.training),
      focal: () => measureFocal(model, pool, portraits, people),
      turns: async () => ({
        renders: await measureTurns(model, pool, values.renders),
        ...(photographs === undefined
          ? {}
          : { photographs: await measureTurnAgreement(engine, model, pool, photographs, scratch) }),
      }),
      gaze: () => measureGaze(model, pool, portraits, people),
      time: async () => measureTime(engine, model, clips[0], scratch, await parts.tools()),
    };
    if (!Object.hasOwn(ways, what))
      throw new Error(`${Object.keys(ways).join(', ')}: not ${what ?? 'nothing'}`);
    const figures = await ways[what]();
    if (values.json !== undefined) await writeFigures(values.json, figures);
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
