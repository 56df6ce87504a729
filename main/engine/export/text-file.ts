import type { FileHandle } from 'node:fs/promises';
import { fillAtomically } from './write-atomically';

/** Characters gathered before they are written. */
const bufferLength = 1 << 17;

/** Writes text of any length under a temporary name, a piece at a time. Errors: those of `writeAtomically`. */
export async function writeText(file: string, pieces: AsyncIterable<string>): Promise<void> {
  await fillAtomically(file, async (handle) => {
    let gathered = '';
    for await (const piece of pieces) {
      gathered += piece;
      if (gathered.length < bufferLength) continue;
      await append(handle, gathered);
      gathered = '';
    }
    await append(handle, gathered);
  });
}

async function append(handle: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  for (let done = 0; done < bytes.length;) {
    done += (await handle.write(bytes, done, bytes.length - done)).bytesWritten;
  }
}
