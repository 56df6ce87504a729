import path from 'node:path';
import { packageRoot } from '../models/package-root';

/** The clip that comes with the program: a drawn head that talks, a few seconds. */
export function sampleClip(): string {
  return path.join(packageRoot(), 'assets', 'samples', 'talking-head.mp4');
}
