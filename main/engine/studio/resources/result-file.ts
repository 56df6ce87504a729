import { stat } from 'node:fs/promises';
import path from 'node:path';
import { textAnswer, type ResourceAnswer, type ResourceRequest } from '../resource-answer';
import { NotThere } from './refusals';

const types: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mov': 'video/quicktime',
  '.mkv': 'video/x-matroska',
  '.webm': 'video/webm',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.tiff': 'image/tiff',
  '.tif': 'image/tiff',
  '.glb': 'model/gltf-binary',
  '.obj': 'model/obj',
  '.ply': 'application/octet-stream',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.tex': 'application/x-tex; charset=utf-8',
};

/** A file, whole or the part of it that was asked for. @throws NotThere where someone removed it */
export async function fileAnswer(
  file: string,
  range: ResourceRequest['range'],
  fileName?: string,
): Promise<ResourceAnswer> {
  const info = await stat(file).catch(() => undefined);
  if (info?.isFile() !== true) throw new NotThere();
  const { size } = info;
  const start = range?.start ?? 0;
  const end = Math.min(size, (range?.end ?? size - 1) + 1);
  if (range !== undefined && (start >= size || end <= start)) {
    return textAnswer(416, `The file has ${size} bytes.`);
  }
  return {
    status: range === undefined ? 200 : 206,
    type: types[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
    body: { file, start, end, size },
    cache: 'no-store',
    ...(fileName === undefined ? {} : { fileName }),
  };
}
