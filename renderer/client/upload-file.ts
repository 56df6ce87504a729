import { z } from 'zod';
import { errorReportSchema } from '../../preload/contract/errors';
import { idSchema } from '../../preload/contract/studio/media-item';
import { RemoteError } from './remote-error';

const answerSchema = z.object({ mediaIds: z.array(idSchema) });

/** Sends a file's bytes to the host, which keeps and imports them; gives the media ids. */
export async function uploadFile(file: File): Promise<readonly string[]> {
  let response: Response;
  try {
    response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, { method: 'POST', body: file });
  } catch {
    throw new RemoteError({
      code: 'engine-stopped',
      message: `${file.name} could not be sent: the connection to the studio was lost, or there is no room for it.`,
    });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answerSchema.parse(answer).mediaIds;
  const report = errorReportSchema.safeParse(answer);
  throw new RemoteError(
    report.success
      ? report.data
      : { code: 'internal', message: `${file.name} could not be sent (status ${response.status}).` },
  );
}

/** One after the other, so that a folder of large clips neither fills memory nor the line. */
export async function uploadFiles(files: readonly File[]): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const file of files) ids.push(...(await uploadFile(file)));
  return ids;
}
