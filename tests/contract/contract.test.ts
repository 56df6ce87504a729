import type { TopicValue } from '../../preload/contract/studio/topics';
import { until } from './until';
import { inProcess, overElectron, overWebSocket, type OpenTransport, type Transport } from './transports';

const transports: [string, Transport][] = [
  ['in process', inProcess],
  ['over a WebSocket', overWebSocket],
  ['over Electron’s bridge', overElectron],
];

describe.each(transports)('the contract %s', (_name, open) => {
  let transport: OpenTransport;
  beforeAll(async () => {
    transport = await open();
  });
  afterAll(() => transport.close());

  /** Waits until a notice with this text comes; follow first, then act. */
  const noticed = (text: string) =>
    new Promise<void>((resolve) => {
      const off = transport.client.subscribe('notices', ({ message }) => {
        if (message !== text) return;
        off();
        resolve();
      });
    });

  test('a call gives its result', async () => {
    expect(await transport.client.call('media.addSample', {})).toEqual({ mediaId: 'sample' });
  });

  test('a call without a result gives undefined', async () => {
    expect(await transport.client.call('settings.change', { patch: { theme: 'light' } })).toBeUndefined();
  });

  test('answers find their questions', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `p${i}`);
    const names = await Promise.all(
      ids.map(async (presetId) => (await transport.client.call('presets.export', { presetId })).name),
    );
    expect(names).toEqual(ids);
  });

  test('an error keeps its code, message and details', async () => {
    await expect(transport.client.call('jobs.add', { mediaId: 'a' })).rejects.toMatchObject({
      code: 'output-exists',
      message: 'out.mp4 exists. Choose another name.',
      details: { name: 'out.mp4', at: [1, 2] },
    });
  });

  test('details that cannot travel do not hold up the error', async () => {
    await expect(transport.client.call('jobs.cancel', { jobId: 'a' })).rejects.toMatchObject({
      code: 'internal',
      message: 'Odd details.',
    });
  });

  test('a fault of ours comes as internal', async () => {
    await expect(transport.client.call('project.undo', {})).rejects.toMatchObject({
      code: 'internal',
      message: 'not a StudioError',
    });
  });

  test('parameters that do not fit are refused before they reach the engine', async () => {
    const odd = transport.client.call('project.rename', { name: '' });
    await expect(odd).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('name') as string,
    });
    const path = transport.client.call('media.remove', { mediaId: '../../etc/passwd' });
    await expect(path).rejects.toMatchObject({ code: 'usage' });
  });

  test('a model is added by its offer, with a preset or an adapter of one’s own', async () => {
    const words = { licence: 'MIT', source: 'us' };
    const preset = transport.client.call('models.add', { offerId: 'o1', adapter: 'gfpgan', ...words });
    expect(await preset).toEqual({ id: 'o1', notices: ['string'] });
    const adapter = { scope: 'face' as const, size: 256, output: { range: '0..255' as const } };
    const own = transport.client.call('models.add', { offerId: 'o2', adapter, ...words });
    expect(await own).toEqual({ id: 'o2', notices: ['object'] });
    const odd = { scope: 'face' as const, size: 77 };
    await expect(
      transport.client.call('models.add', { offerId: 'o3', adapter: odd, ...words }),
    ).rejects.toMatchObject({ code: 'usage' });
    // A path is no offer.
    await expect(
      transport.client.call('models.add', { offerId: '/home/a/net.onnx', ...words }),
    ).rejects.toMatchObject({ code: 'usage' });
  });

  test('a licence that was not accepted comes back with its name', async () => {
    const fetching = transport.client.call('models.fetch', { id: 'net', acceptLicence: false });
    await expect(fetching).rejects.toMatchObject({ code: 'usage', details: { licence: 'MIT' } });
    expect(await transport.client.call('models.fetch', { id: 'net', acceptLicence: true })).toBeUndefined();
  });

  test('a run of the lab is begun on media by their ids, followed, and stopped', async () => {
    const { client } = transport;
    const seen: TopicValue<'lab'>[] = [];
    const off = client.subscribe('lab', (value) => seen.push(value));
    const wish = { mediaIds: ['m1', 'm2'], methods: ['bicubic'] };
    expect(await client.call('lab.methods', {})).toHaveLength(1);
    expect(await client.call('lab.start', wish)).toEqual({ runId: 'l1' });
    await until(() => seen.at(-1)?.runs.length === 1);
    // Sizes that nobody named are the papers'.
    expect(seen.at(-1)?.runs[0]).toMatchObject({ names: ['m1', 'm2'], factors: [2, 4, 8] });
    await client.call('lab.rename', { runId: 'l1', name: ' Two faces ' });
    await until(() => seen.at(-1)?.runs[0]?.name === 'Two faces');
    await expect(client.call('lab.rename', { runId: 'l1', name: ' ' })).rejects.toMatchObject({
      code: 'usage',
    });
    await client.call('lab.cancel', { runId: 'l1' });
    await until(() => seen.at(-1)?.runs.length === 0);
    off();
    expect(await client.call('lab.source', { runId: 'l1', picture: 3 })).toEqual({
      mediaId: 'clip',
      frame: 30,
    });
    expect(await client.call('lab.source', { runId: 'l1', picture: 3, of: 'clips' })).toEqual({
      mediaId: 'whole clip',
      frame: 30,
    });
    // A path is no material, and no run.
    const path = client.call('lab.start', { ...wish, mediaIds: ['/home/a/face.png'] });
    await expect(path).rejects.toMatchObject({ code: 'usage' });
    await expect(client.call('lab.remove', { runId: '../lab' })).rejects.toMatchObject({ code: 'usage' });
  });

  test('a run may measure whole clips, 3D faces and memory; what goes together is checked', async () => {
    const { client } = transport;
    const wish = { mediaIds: ['m1'], methods: ['bicubic'] };
    const recipe = { steps: [{ step: 'motion' as const, frames: 9 }] };
    const all = { ...wish, clips: { seconds: 2, recipe }, fits: true, memory: true };
    expect(await client.call('lab.estimate', all)).toMatchObject({ partSeconds: { faces: 4, clips: 2 } });
    const seen: TopicValue<'lab'>[] = [];
    const off = client.subscribe('lab', (value) => seen.push(value));
    await client.call('lab.start', all);
    await until(() => seen.at(-1)?.runs.at(0)?.parts.length === 4);
    expect(seen.at(-1)?.runs[0]).toMatchObject({ parts: ['faces', 'clips', 'fits', 'memory'] });
    off();
    await client.call('lab.cancel', { runId: 'l1' });
    for (const refused of [
      { ...wish, faces: false },
      { ...all, faces: false },
      { ...wish, clips: { seconds: 0 } },
      { ...wish, clips: { recipe: { steps: [{ step: 'h264' as const, crf: 99 }] } } },
    ]) {
      await expect(client.call('lab.start', refused)).rejects.toMatchObject({ code: 'usage' });
    }
  });

  test.each(['host.importPaths', 'host.grantFolder', 'host.offerModel', 'toString', '__proto__', 'nothing'])(
    'there is no method %s for a page',
    async (method) => {
      const params = { paths: ['/etc/passwd'], path: '/etc' };
      await expect(transport.client.call(method as never, params as never)).rejects.toMatchObject({
        code: 'usage',
      });
    },
  );

  test('a topic gives its state first, then each change, and nothing once it is left', async () => {
    const values: TopicValue<'project'>[] = [];
    const off = transport.client.subscribe('project', (value) => values.push(value));
    await until(() => values.length > 0);
    await transport.client.call('project.rename', { name: 'One' });
    await until(() => values.at(-1)?.name === 'One');
    off();
    const count = values.length;
    await transport.client.call('project.rename', { name: 'Two' });
    expect(values).toHaveLength(count);
  });

  test('two followers of a topic both get its state', async () => {
    const [first, second]: [string[], string[]] = [[], []];
    const offs = [
      transport.client.subscribe('project', ({ name }) => first.push(name)),
      transport.client.subscribe('project', ({ name }) => second.push(name)),
    ];
    await until(() => first.length > 0 && second.length > 0);
    offs[0]();
    await transport.client.call('project.rename', { name: 'Three' });
    await until(() => second.includes('Three'));
    expect(first).not.toContain('Three');
    offs[1]();
  });

  test('the host says what it can do', async () => {
    const values: TopicValue<'host'>[] = [];
    const off = transport.client.subscribe('host', (value) => values.push(value));
    await until(() => values.at(-1)?.engine === 'running');
    off();
  });

  test('cancelling rejects at once and stops the work', async () => {
    const controller = new AbortController();
    const began = noticed('benchmark began');
    const stopped = noticed('benchmark stopped');
    const call = transport.client.call('machine.benchmark', {}, { signal: controller.signal });
    await began;
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await stopped;
  });

  test('a call that is cancelled before it is made is not made', async () => {
    const call = transport.client.call('media.addSample', {}, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  });
});
