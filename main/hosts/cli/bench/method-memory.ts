import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { packageRoot } from '../../../engine/models/package-root';
import { portraitFile } from '../portrait-clip/load-portrait';
import { measureFacet } from './measured-process';

/**
 * Peak memory of each method of the lab, bytes: a process of its own with one worker brings the bundled portrait's face
 * back by that method alone and measures it. What measuring itself takes is in all of them, and alone in `bicubic`.
 * @param extra options that all of them get
 */
export async function measureMethodMemory(
  methods: readonly string[],
  extra: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Record<string, number>> {
  const portrait = path.join(packageRoot(), portraitFile);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'facet-memory-'));
  try {
    const bytes: Record<string, number> = {};
    for (const method of methods) {
      const args = ['lab', portrait, '-o', folder, '--methods', method, '--factors', '4', '--workers', '1'];
      bytes[method] = (await measureFacet([...args, ...extra], signal)).peakBytes;
    }
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
