import { createChannelPair } from '../../../main/rpc/channel-pair';
import { connect } from '../../../main/rpc/connect';
import { isLargerThan } from '../../../main/rpc/message-size';
import { serve } from '../../../main/rpc/serve';
import type { WireService } from '../../../main/rpc/wire-service';

describe('isLargerThan', () => {
  test('counts texts, keys, numbers and bytes', () => {
    expect(isLargerThan('x'.repeat(100), 101)).toBe(true);
    expect(isLargerThan('x'.repeat(100), 102)).toBe(false);
    expect(isLargerThan({ ['k'.repeat(100)]: 1 }, 100)).toBe(true);
    expect(isLargerThan(new Uint8Array(1000), 999)).toBe(true);
    expect(isLargerThan([1, 2, 3, null, undefined, true], 100)).toBe(false);
  });

  test('goes no further than the limit, in depth, breadth or circles', () => {
    const circle: unknown[] = [];
    circle.push(circle, circle);
    expect(isLargerThan(circle, 1000)).toBe(true);
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(isLargerThan(deep, 1000)).toBe(true);
    let read = 0;
    const wide = new Proxy(new Array<unknown>(1e6), {
      get: (target, key) => {
        read++;
        return Reflect.get(target, key) as unknown;
      },
    });
    expect(isLargerThan(wide, 1000)).toBe(true);
    expect(read).toBeLessThan(1000);
  });
});

describe('a channel that closes', () => {
  function open() {
    const state = { followers: 0, aborted: 0 };
    const service: WireService = {
      call: (_method, _params, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            state.aborted++;
            reject(new Error('aborted'));
          });
        }),
      subscribe: (_topic, listener) => {
        state.followers++;
        listener('first');
        return () => state.followers--;
      },
    };
    const [serverEnd, clientEnd] = createChannelPair();
    serve(serverEnd, service);
    const client = connect(clientEnd, 50);
    return { state, client, clientEnd, service };
  }
  const tick = () => new Promise((resolve) => setTimeout(resolve, 5));

  test('leaves nothing behind: calls are aborted, topics left, callers told', async () => {
    const { state, client, clientEnd } = open();
    client.subscribe('a', () => undefined);
    client.subscribe('b', () => undefined);
    const calls = [client.call('x', {}), client.call('y', {})];
    await tick();
    expect(state.followers).toBe(2);
    clientEnd.close();
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'engine-stopped' });
    expect(state).toEqual({ followers: 0, aborted: 2 });
  });

  test('and opens again: topics are followed again, waiting calls are sent', async () => {
    const { client, clientEnd, service, state } = open();
    const values: unknown[] = [];
    client.subscribe('a', (value) => values.push(value));
    await tick();
    clientEnd.close();
    const [serverEnd, again] = createChannelPair();
    serve(serverEnd, { ...service, call: async () => 'done' });
    const waiting = client.call('x', {});
    client.attach(again);
    expect(await waiting).toBe('done');
    expect(values).toEqual(['first', 'first']);
    expect(state.followers).toBe(1);
  });

  test('and stays closed: a waiting call is given up', async () => {
    const { client, clientEnd } = open();
    clientEnd.close();
    await expect(client.call('x', {})).rejects.toMatchObject({ code: 'engine-stopped' });
    client.close();
    await expect(client.call('x', {})).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('the last follower of a topic leaves it at the other end too', async () => {
    const { state, client } = open();
    const offs = [client.subscribe('a', () => undefined), client.subscribe('a', () => undefined)];
    await tick();
    offs[0]();
    offs[0]();
    await tick();
    expect(state.followers).toBe(1);
    offs[1]();
    await tick();
    expect(state.followers).toBe(0);
  });
});
