import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fillFolderAtomically, makeFolder } from '../export/write-atomically';
import { writeStill } from '../media/write-still';
import type { VideoFrame } from '../pixels/image';
import { frameName } from './datalists';

/**
 * Writes `sharp/00001.png` and `blurry/00001.png` of every frame that comes out poor; sharp ones without a poor one (the
 * ends of a motion-blurred clip) are taken away again. The folder appears when it is whole.
 * @param degrade makes the poor frames of the sharp ones
 */
export async function writeFrames(
  folder: string,
  frames: AsyncIterable<VideoFrame>,
  degrade: (frames: AsyncIterable<VideoFrame>) => AsyncIterable<VideoFrame>,
): Promise<void> {
  await fillFolderAtomically(folder, async (temporary) => {
    await makeFolder(path.join(temporary, 'sharp'));
    await makeFolder(path.join(temporary, 'blurry'));
    const unpaired = new Set<number>();
    async function* kept() {
      for await (const frame of frames) {
        await writeStill(path.join(temporary, 'sharp', frameName(frame.index)), frame.image);
        unpaired.add(frame.index);
        yield frame;
      }
    }
    for await (const { index, image } of degrade(kept())) {
      await writeStill(path.join(temporary, 'blurry', frameName(index)), image);
      unpaired.delete(index);
    }
    for (const index of unpaired) await rm(path.join(temporary, 'sharp', frameName(index)));
  });
}
