import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { qualityColumns, tableHeader } from '../../../../../preload/contract/studio/resources';
import { makeFolder, writeAtomically } from '../../../export/write-atomically';
import type { StudioJobFiles } from '../../studio-clips';
import { encodeTable } from '../answers';

/** Where a measured job's table lies: in the clip's project folder, under the job's id, as it is answered. */
export function qualityFile(job: StudioJobFiles): string {
  return path.join(job.projectFolder, 'quality', `${job.id}.bin`);
}

export async function saveQuality(job: StudioJobFiles, table: Float32Array): Promise<void> {
  const file = qualityFile(job);
  await makeFolder(path.dirname(file));
  await writeAtomically(file, encodeTable(qualityColumns.length, table));
}

/** Undefined where the job was not measured, or by a version with other columns. */
export async function loadQuality(job: StudioJobFiles): Promise<Uint8Array | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(qualityFile(job));
  } catch {
    return undefined;
  }
  if (bytes.length < tableHeader.bytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const isWhole =
    view.getUint32(8, true) === qualityColumns.length &&
    bytes.length === tableHeader.bytes + 4 * view.getUint32(4, true) * qualityColumns.length;
  return isWhole ? bytes : undefined;
}
