import type { VideoFrame } from '../../../../../main/engine/pixels/image';
import { Neighbourhood } from '../../../../../main/engine/studio/resources/neighbourhood';

const frames = 500;
const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function setUp(most: number) {
  const opened: number[] = [];
  const made = new Set<number>();
  const state = { isBusy: false, running: 0 };
  async function* open(start: number, signal: AbortSignal): AsyncGenerator<VideoFrame, void, undefined> {
    opened.push(start);
    state.running++;
    try {
      for (let index = start; index < frames && !signal.aborted; index++) {
        await new Promise((resolve) => setImmediate(resolve));
        yield { index, timestampMicros: 0, image: { width: 1, height: 1, data: new Uint8Array(3) } };
      }
    } finally {
      state.running--;
    }
  }
  const neighbourhood = new Neighbourhood(
    open,
    { most, has: (index) => made.has(index), add: async (index) => made.add(index) },
    frames,
    () => state.isBusy,
  );
  return { neighbourhood, opened, made, state };
}

test('once it is calm, makes what lies around, decoding straight through, and follows the eye', async () => {
  const { neighbourhood, opened, made, state } = setUp(100);
  neighbourhood.around(250);
  await wait(200);
  expect(made.size).toBe(0);
  await wait(500);
  expect([Math.min(...made), Math.max(...made), made.size]).toEqual([205, 304, 100]);
  expect(opened).toEqual([205]);
  expect(state.running).toBe(0);
  neighbourhood.around(260);
  await wait(600);
  expect([Math.max(...made), made.size]).toEqual([314, 110]);
  expect(opened).toEqual([205, 305]);
  neighbourhood.close();
});

test("at the clip's ends the room is used on the other side", async () => {
  const { neighbourhood, made } = setUp(100);
  neighbourhood.around(2);
  await wait(700);
  expect([Math.min(...made), Math.max(...made)]).toEqual([0, 99]);
  made.clear();
  neighbourhood.around(frames - 1);
  await wait(700);
  expect([Math.min(...made), Math.max(...made)]).toEqual([400, 499]);
  neighbourhood.close();
});

test('makes way for whoever asks, and ends when closed', async () => {
  const { neighbourhood, made, state } = setUp(400);
  state.isBusy = true;
  neighbourhood.around(250);
  await wait(600);
  expect(made.size).toBe(0);
  state.isBusy = false;
  neighbourhood.around(250);
  await wait(410);
  neighbourhood.close();
  await wait(50);
  const count = made.size;
  await wait(100);
  expect(made.size).toBe(count);
  expect(state.running).toBe(0);
});
