/**
 * Skins of portraits for ../renders/render_faces.py:
 *   node dist/prepare-skins.js --portraits DATA --out FOLDER [--from N] [--limit N] [--part 0/1]
 * Writes skins-PART.u8, uint8 [n,512,512,3] sRGB without light, and skins-PART.txt, a line each: file, 1 where the person is
 * held out, the neck's colour. And what stands around faces, in white: hair, neck and body as surround.json.
 */
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { neckColour } from '../../../assets/samples/generate/neck-colour';
import { bodyMesh, hairMesh, neckMesh } from '../../../assets/samples/generate/surround';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../main/engine/models/model-store';
import { isHeldOut, listPortraits } from '../../../scripts/measure-face/held-out';
import { usableSkin } from '../../../scripts/measure-face/usable-skin';
import { seededRandom } from '../../facemesh-attention/calibrate/random-performance';

const { values: options } = parseArgs({
  options: {
    portraits: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    from: { type: 'string', default: '0' },
    limit: { type: 'string', default: '100000' },
    part: { type: 'string', default: '0/1' },
  },
});

async function main(): Promise<void> {
  const { portraits: folder, out } = options;
  const [part, parts] = options.part.split('/').map(Number);
  await mkdir(out, { recursive: true });
  if (part === 0) await writeFile(path.join(out, 'surround.json'), JSON.stringify(surround()));
  const [textures, names] = [`skins-${part}.u8`, `skins-${part}.txt`].map((name) => path.join(out, name));
  await writeFile(textures, '');
  await writeFile(names, '');
  const models = new ModelStore();
  const pool = new InferencePool({ models, workers: 1 });
  const model = await loadFaceModel((await models.resolve('morphable-model')).path);
  try {
    for (const [index, { file, heldOut }] of (await orderedSkins(folder)).entries()) {
      if (index % parts !== part || index < Number(options.from) || index >= Number(options.limit)) continue;
      const skin = await usableSkin(file, model, pool);
      if (skin === undefined) continue;
      const { data } = skin.texture;
      await appendFile(
        textures,
        Uint8Array.from(data, (v) => Math.round(255 * Math.min(1, Math.max(0, v)))),
      );
      const neck = neckColour(model, skin.texture).map((v) => v.toFixed(4));
      await appendFile(names, `${[path.basename(file), heldOut ? 1 : 0, ...neck].join(' ')}\n`);
    }
  } finally {
    await pool.close();
  }
}

function surround(): Record<string, { vertices: number[]; colours: number[]; triangles: readonly number[] }> {
  const white = [1, 1, 1] as const;
  return Object.fromEntries(
    Object.entries({ hair: hairMesh(white), neck: neckMesh(white), body: bodyMesh(white) }).map(
      ([name, mesh]) => [
        name,
        {
          vertices: Array.from(mesh.vertices, (v) => Math.round(1e3 * v) / 1e3),
          colours: Array.from(mesh.colours, (v) => Math.round(1e3 * v) / 1e3),
          triangles: name === 'hair' ? mesh.outerTriangles : mesh.triangles,
        },
      ],
    ),
  );
}

/** Training portraits, and two in five of those held out, to check on, in random order. */
async function orderedSkins(folder: string): Promise<{ file: string; heldOut: boolean }[]> {
  const random = seededRandom(77);
  return (await listPortraits(folder))
    .filter(({ kind, facePixels }) => kind === 'colour' && facePixels >= 140)
    .map((portrait) => ({
      file: portrait.file,
      heldOut: isHeldOut(portrait),
      asked: random(),
      order: random(),
    }))
    .filter(({ heldOut, asked }) => !heldOut || asked < 0.4)
    .sort((a, b) => a.order - b.order);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
