import { createHash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { deserialize, serialize } from 'node:v8';

/** What a run that was interrupted needs to go on. */
export interface Checkpoint<State> {
  /** Names all that shaped the state and how it is laid out; for a run with another key it is worth nothing. */
  readonly key: string;
  /** Files that belong to it, by name: their length in bytes then. What they hold beyond was written later. */
  readonly files: Readonly<Record<string, number>>;
  /** Plain data: numbers, strings, arrays, typed arrays, maps, sets and objects of them. */
  readonly state: State;
}

const digestBytes = 32;

/**
 * Replaces the checkpoint in one step: SHA-256 of the rest, then V8's structured clone of `checkpoint`, which keeps
 * every bit of every number. The bytes reach the disk before the name does, so a power cut leaves the one before.
 */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint<unknown>): Promise<void> {
  const body = serialize(checkpoint); // before anything is awaited: the state lives on
  const file = await open(`${path}.part`, 'w');
  try {
    await file.writev([createHash('sha256').update(body).digest(), body]);
    await file.datasync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

/** The checkpoint where there is a whole one of this key; otherwise why not. */
export async function readCheckpoint<State>(
  path: string,
  key: string,
): Promise<Checkpoint<State> | 'missing' | 'damaged' | 'foreign'> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'damaged';
  }
  const body = bytes.subarray(digestBytes);
  const digest = createHash('sha256').update(body).digest();
  if (!digest.equals(bytes.subarray(0, digestBytes))) return 'damaged';
  try {
    const checkpoint = deserialize(body) as Checkpoint<State>;
    return checkpoint.key === key ? checkpoint : 'foreign';
  } catch {
    return 'damaged'; // whole, but in the form of a newer V8
  }
}
