import type { ClipFrame } from '../../../../main/engine/render/clip-frames';
import type { FrameRestorer } from '../../../../main/engine/render/restore-frame';
import { restoreInOrder } from '../../../../main/engine/render/restore-in-order';

function clipFrame(index: number): ClipFrame {
  const image = { width: 1, height: 1, data: new Uint8Array([index, 0, 0]) };
  return { frame: { index, timestampMicros: index * 40000, image }, faces: [], notChosen: 0, unknown: 0 };
}

async function* frames(from: number, to: number): AsyncGenerator<ClipFrame, void, undefined> {
  for (let index = from; index < to; index++) yield clipFrame(index);
}

interface Numbered {
  readonly index: number;
}

/** Tells which frames were painted, and with whom beside. Its real counterpart: tests/e2e/resume.test.ts. */
function watchedRestorer(
  reach: number,
  steadyReach: number,
): { restorer: FrameRestorer; log: string[]; looked: string[] } {
  const log: string[] = [];
  const looked: string[] = [];
  const restorer = {
    reach,
    steadyReach,
    cutFaces: ({ data }: { data: Uint8Array }) => ({ index: data[0] }),
    restoreFaces: async (cut: Numbered, beside: (place: number) => Numbered | undefined) => {
      const places = [-2, -1, 1, 2].map((place) => beside(place)?.index ?? '-');
      looked.push(`${cut.index}: ${places.join(' ')}`);
      return { index: cut.index };
    },
    prepareCanvas: async ({ data }: { data: Uint8Array }) => ({ index: data[0] }),
    paint: async (
      canvas: Numbered,
      faces: Numbered,
      beside: { before: readonly Numbered[]; after: readonly Numbered[] },
    ) => {
      expect(canvas.index).toBe(faces.index);
      log.push(
        `${canvas.index} with ${[...beside.before, ...beside.after].map(({ index }) => index).join(' and ')}`,
      );
      return { index: canvas.index };
    },
  } as unknown as FrameRestorer;
  return { restorer, log, looked };
}

async function restored(
  from: number,
  to: number,
  wanted: { from: number; to: number },
  reach = 0,
  steadyReach = 1,
) {
  const { restorer, log, looked } = watchedRestorer(reach, steadyReach);
  const dropped: number[] = [];
  const indexes: number[] = [];
  const order = { wanted, concurrency: 3, keepBefore: () => false };
  const stream = restoreInOrder(frames(from, to), restorer, {
    ...order,
    drop: (pixels) => dropped.push(pixels[0]),
  });
  for await (const { item } of stream) indexes.push(item.frame.index);
  return { log, looked, dropped, indexes };
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
    expect(log).toEqual(['10 with 9 and 11', '11 with 10 and 12']);
    expect(dropped).toEqual([9, 12]);
  });

  test('where frames two away steady too, two beside a run are restored', async () => {
    const { log, dropped } = await restored(7, 14, { from: 10, to: 12 }, 0, 2);
    expect(log).toEqual(['10 with 8 and 9 and 11 and 12', '11 with 9 and 10 and 12 and 13']);
    expect(dropped).toEqual([7, 8, 9, 12, 13]);
  });

  test('where nothing steadies, frames are painted by themselves', async () => {
    const { log } = await restored(9, 13, { from: 10, to: 12 }, 0, 0);
    expect(log).toEqual(['10 with ', '11 with ']);
  });

  test('a network that looks further is shown the frames beside in the order of time, each frame once', async () => {
    const whole = await restored(0, 4, { from: 0, to: 4 }, 2);
    expect(whole.looked).toEqual(['0: - - 1 2', '1: - 0 2 3', '2: 0 1 3 -', '3: 1 2 - -']);
    expect(whole.log).toEqual(['0 with 1', '1 with 0 and 2', '2 with 1 and 3', '3 with 2']);
  });

  test('what lies further off than the one beside a run is looked at, and not restored', async () => {
    const { indexes, looked, log, dropped } = await restored(7, 15, { from: 10, to: 12 }, 2);
    expect(looked).toEqual(['9: 7 8 10 11', '10: 8 9 11 12', '11: 9 10 12 13', '12: 10 11 13 14']);
    expect(log).toEqual(['10 with 9 and 11', '11 with 10 and 12']);
    expect(indexes).toEqual([10, 11]);
    expect(dropped).toEqual([7, 8, 9, 12, 13, 14]);
  });
});
