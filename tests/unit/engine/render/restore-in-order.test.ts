import type { ClipFrame } from '../../../../main/engine/render/clip-frames';
import type { BegunFrame, FrameRestorer } from '../../../../main/engine/render/restore-frame';
import { restoreInOrder } from '../../../../main/engine/render/restore-in-order';

function clipFrame(index: number): ClipFrame {
  const image = { width: 1, height: 1, data: new Uint8Array([index, 0, 0]) };
  return { frame: { index, timestampMicros: index * 40000, image }, faces: [], notChosen: 0, unknown: 0 };
}

async function* frames(from: number, to: number): AsyncGenerator<ClipFrame, void, undefined> {
  for (let index = from; index < to; index++) yield clipFrame(index);
}

/** Tells which frames were begun and painted, and with whom. Its real counterpart: tests/e2e/resume.test.ts. */
function watchedRestorer(): { restorer: FrameRestorer; log: string[] } {
  const log: string[] = [];
  const restorer = {
    begin: async (image: { data: Uint8Array }, _faces: unknown, before: boolean | 'neighbour') => {
      const index = image.data[0];
      if (before === 'neighbour') log.push(`only faces of ${index}`);
      return { index } as unknown as BegunFrame;
    },
    complete: async (begun: { index: number }, beside: readonly { index: number }[]) => {
      log.push(`${begun.index} with ${beside.map(({ index }) => index).join(' and ')}`);
      return { index: begun.index };
    },
  } as unknown as FrameRestorer;
  return { restorer, log };
}

async function restored(from: number, to: number, wanted: { from: number; to: number }) {
  const { restorer, log } = watchedRestorer();
  const dropped: number[] = [];
  const indexes: number[] = [];
  const order = { wanted, concurrency: 3, keepBefore: () => false };
  const stream = restoreInOrder(frames(from, to), restorer, {
    ...order,
    drop: (pixels) => dropped.push(pixels[0]),
  });
  for await (const { item } of stream) indexes.push(item.frame.index);
  return { log, dropped, indexes };
}

describe('restoreInOrder', () => {
  test('paints the wanted frames in order, each with its neighbours', async () => {
    const { indexes, log, dropped } = await restored(0, 3, { from: 0, to: 3 });
    expect(indexes).toEqual([0, 1, 2]);
    expect(log).toEqual(['0 with 1', '1 with 0 and 2', '2 with 1']);
    expect(dropped).toEqual([]);
  });

  test('frames beside a run are restored for it and let go', async () => {
    const { indexes, log, dropped } = await restored(9, 13, { from: 10, to: 12 });
    expect(indexes).toEqual([10, 11]);
    expect(log.filter((line) => line.startsWith('only'))).toEqual(['only faces of 9', 'only faces of 12']);
    expect(log).toContain('10 with 9 and 11');
    expect(log).toContain('11 with 10 and 12');
    expect(dropped).toEqual([9, 12]);
  });
});
