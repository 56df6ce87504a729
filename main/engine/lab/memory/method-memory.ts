import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { JobHooks } from '../../../../preload/contract/engine';
import type { Device } from '../../../../preload/contract/options';
import { StudioError } from '../../errors/studio-error';
import { StageProgress } from '../../jobs/progress-reporter';
import { packageRoot } from '../../models/package-root';
import { measureFacet } from './measured-process';

const portraitFile = path.join('assets', 'samples', 'astronaut.png');

/** Whether this system tells the memory of other processes in a way that is known here. */
export function canMeasureMemory(platform: NodeJS.Platform = process.platform): boolean {
  return platform !== 'win32';
}

/**
 * Peak memory of each method of the lab, bytes: a process of its own with one worker brings the bundled portrait's face
 * back by that method alone and measures it. What measuring itself takes is in all of them, and alone in `bicubic`.
 * @param userModelsFolder where the networks of the user's lie, if not where the command line looks for them
 * @throws StudioError `usage` where the system does not tell; those of `measureFacet`
 */
export async function measureMethodMemory(
  methods: readonly string[],
  device: Device,
  userModelsFolder: string | undefined,
  hooks: JobHooks,
): Promise<Record<string, number>> {
  if (!canMeasureMemory()) {
    throw new StudioError(
      'usage',
      'Memory can be measured on Linux and macOS only. Leave it out of the run.',
    );
  }
  const portrait = path.join(packageRoot(), portraitFile);
  const env = userModelsFolder === undefined ? {} : { FACET_DATA: path.dirname(userModelsFolder) };
  const folder = await mkdtemp(path.join(os.tmpdir(), 'facet-memory-'));
  const progress = new StageProgress(hooks, 'probe', methods.length);
  try {
    const bytes: Record<string, number> = {};
    for (const method of methods) {
      const work = ['--methods', method, '--factors', '4', '--workers', '1', '--device', device];
      bytes[method] = (
        await measureFacet(['lab', portrait, '-o', folder, ...work], hooks.signal, env)
      ).peakBytes;
      progress.advance();
    }
    progress.finish();
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
