import { z } from 'zod';
import { errorReportSchema } from '../../preload/contract/errors';
import type { ImportOptions } from '../../preload/contract/studio/client';
import { modelOfferSchema, type ModelOffer } from '../../preload/contract/studio/machine';
import { idSchema } from '../../preload/contract/studio/media-item';
import { RemoteError } from './remote-error';

const importedSchema = z.object({ mediaIds: z.array(idSchema) });

/** Sends a file's bytes to the host, which keeps and imports them; gives the media ids. */
export async function uploadFile(file: File, options: ImportOptions = {}): Promise<readonly string[]> {
  return (await send(file, '', importedSchema, options)).mediaIds;
}

/** Sends a file that may become a model; gives the engine's offer. */
export function uploadModel(file: File, options: ImportOptions = {}): Promise<ModelOffer> {
  return send(file, '&for=model', modelOfferSchema, options);
}

/** By XMLHttpRequest, since `fetch` does not tell how much has been sent. */
function send<T>(file: File, query: string, answerSchema: z.ZodType<T>, options: ImportOptions): Promise<T> {
  const { signal, onProgress } = options;
  return new Promise((resolve, reject) => {
    const fail = (report: z.infer<typeof errorReportSchema>) => reject(new RemoteError(report));
    if (signal?.aborted === true) return fail(cancelled);
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal?.addEventListener('abort', abort, { once: true });
    request.open('POST', `/upload?name=${encodeURIComponent(file.name)}${query}`);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress?.(loaded, file.size));
    request.addEventListener('load', () => {
      const answer = parse(request.responseText);
      const done = answerSchema.safeParse(answer);
      if (request.status === 200 && done.success) return resolve(done.data);
      const report = errorReportSchema.safeParse(answer);
      const message = `${file.name} could not be sent (status ${request.status}).`;
      fail(report.success ? report.data : { code: 'internal', message });
    });
    request.addEventListener('abort', () => fail(cancelled));
    request.addEventListener('error', () => {
      // A host that refuses in mid-sending hangs up, and the browser does not show its answer then.
      const message = `${file.name} could not be sent: the studio has no room for it or cannot be reached.`;
      fail({ code: 'engine-stopped', message });
    });
    request.addEventListener('loadend', () => signal?.removeEventListener('abort', abort));
    request.send(file);
  });
}

/** One after the other, so that a folder of large clips neither fills memory nor the line. */
export async function uploadFiles(
  files: readonly File[],
  options: ImportOptions = {},
): Promise<readonly string[]> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const ids: string[] = [];
  let before = 0;
  for (const file of files) {
    const sent = before;
    ids.push(
      ...(await uploadFile(file, {
        ...options,
        onProgress: (bytes) => options.onProgress?.(sent + bytes, total),
      })),
    );
    before += file.size;
  }
  return ids;
}

const cancelled = { code: 'cancelled', message: 'Cancelled.' } as const;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
