import { readdirSync } from 'node:fs';
import path from 'node:path';
import { openTestDesktop, type TestDesktop } from '../../../contract/electron-studio';
import { rawFrame, resultBytes } from '../../../contract/fake-studio';
import { until } from '../../../contract/until';

let desktop: TestDesktop;
beforeAll(async () => {
  desktop = await openTestDesktop();
});
afterAll(() => desktop.close());

describe('messages from elsewhere', () => {
  const contents = () => desktop.window().webContents;
  const frames = [
    ['another site', { url: 'https://evil.example/', parent: null }],
    ['a frame inside the page', { url: 'studio://app/', parent: {} }],
    ['a file', { url: 'file:///home/ada/page.html', parent: null }],
    ['a frame that is gone', null],
  ] as const;

  test.each(frames)('%s is not answered', async (_what, senderFrame) => {
    const { ipcMain } = desktop.electron;
    const sent: unknown[] = [];
    const sender = {
      id: 999,
      isDestroyed: () => false,
      send: (...values: unknown[]) => sent.push(values),
      once: () => 0,
      off: () => 0,
    };
    ipcMain.emit('facet:open', { sender, senderFrame });
    ipcMain.emit(
      'facet:wire',
      { sender, senderFrame },
      { type: 'call', id: 1, method: 'media.addSample', params: {} },
    );
    const imported = await ipcMain.invoke('facet:import-paths', { sender, senderFrame }, [['/etc/passwd']]);
    expect(imported).toMatchObject({ ok: false, error: { code: 'usage' } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sent).toEqual([]);
  });

  test('a request that is too large, or none at all, does no harm', async () => {
    const event = { sender: contents(), senderFrame: contents().mainFrame };
    for (const message of [
      undefined,
      null,
      'x',
      { type: 'open' },
      { type: 'call', id: {} },
      'x'.repeat(2 ** 21),
    ]) {
      desktop.electron.ipcMain.emit('facet:wire', event, message);
    }
    const large = desktop.client().call('presets.export', { presetId: 'x'.repeat(2 ** 21) });
    await expect(large).rejects.toMatchObject({ code: 'usage', message: 'The request is too large.' });
    await expect(desktop.client().call('media.addSample', {})).resolves.toEqual({ mediaId: 'sample' });
  });

  test('a page that is loaded again starts afresh', async () => {
    const before = desktop.page();
    contents().reload();
    await until(() => desktop.page() !== before);
    const names: string[] = [];
    const off = desktop.client().subscribe('project', ({ name }) => names.push(name));
    await until(() => names.length > 0);
    off();
  });

  test('paths that are none are refused', async () => {
    const event = { sender: contents(), senderFrame: contents().mainFrame };
    for (const paths of [['relative.mp4'], [], ['/a', 1], 'x', Array.from({ length: 10_001 }, () => '/a')]) {
      const answer = await desktop.electron.ipcMain.invoke('facet:import-paths', event, [paths]);
      expect(answer).toMatchObject({ ok: false, error: { code: 'usage' } });
    }
  });

  test('host methods do not exist for a page, even past the bridge', async () => {
    const replies: unknown[] = [];
    const off = desktop.window().webContents;
    const send = off.send.bind(off);
    off.send = (channel: string, ...values: unknown[]) => {
      replies.push(...values);
      send(channel, ...values);
    };
    const event = { sender: contents(), senderFrame: contents().mainFrame };
    const message = { type: 'call', id: 77, method: 'host.importPaths', params: { paths: ['/etc/passwd'] } };
    desktop.electron.ipcMain.emit('facet:wire', event, message);
    await until(() => replies.some((reply) => (reply as { id?: number }).id === 77));
    expect(replies).toContainEqual(expect.objectContaining({ type: 'error', id: 77 }));
    off.send = send;
  });
});

describe('studio://', () => {
  const get = (url: string, init?: RequestInit) => desktop.electron.fetch(url, init);

  test('gives the page with a strict policy', async () => {
    const page = await get('studio://app/');
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe-eval|\*|https?:/);
    const nonce = /nonce-([\w-]+)/.exec(policy)?.[1] ?? 'none';
    expect(await page.text()).toContain(`content="${nonce}"`);
  });

  test('gives frames and parts of files', async () => {
    const frame = await get('studio://app/resource/media/a/before/0.raw');
    expect(Buffer.from(await frame.arrayBuffer()).equals(rawFrame)).toBe(true);
    const part = await get('studio://app/resource/jobs/done/file/output', {
      headers: { range: 'bytes=10-19' },
    });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe('bytes 10-19/5000');
    expect(Buffer.from(await part.arrayBuffer()).equals(resultBytes.subarray(10, 20))).toBe(true);
  });

  test.each([
    'studio://app/../secret.html',
    'studio://app/%2e%2e/secret.html',
    'studio://app/..%2fsecret.html',
    'studio://app/resource/..%2f..%2fetc%2fpasswd',
    'studio://app/resource//etc/passwd',
    'studio://app/engine-process.js',
    'studio://other/',
    'studio://app.evil.example/',
    'studio://app:81/',
  ])('%s is 404', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  test('another origin is refused, other methods too', async () => {
    const headers = { origin: 'https://evil.example' };
    expect((await get('studio://app/resource/media/a/before/0.raw', { headers })).status).toBe(403);
    expect((await get('studio://app/', { method: 'DELETE' })).status).toBe(405);
    expect((await get('studio://app/upload?name=a.png')).status).toBe(405);
  });

  test('a picture without a path is kept and imported', async () => {
    const answer = await get('studio://app/upload?name=pasted.png', {
      method: 'POST',
      body: Buffer.from('png'),
    });
    expect(await answer.json()).toMatchObject({ mediaIds: [expect.stringMatching(/^m\d/) as string] });
    const uploads = path.join(desktop.folder, 'userData', 'studio', 'uploads');
    expect(
      readdirSync(uploads, { recursive: true }).some((name) => String(name).endsWith('pasted.png')),
    ).toBe(true);
  });

  test('a file that may become a model is offered', async () => {
    const answer = await get('studio://app/upload?name=net.onnx&for=model', {
      method: 'POST',
      body: Buffer.from('onnx'),
    });
    expect(await answer.json()).toMatchObject({ offerId: 'uploaded', proposal: { fileName: 'net.onnx' } });
  });

  test('a reader who goes away stops the work', async () => {
    const notices: string[] = [];
    const off = desktop.client().subscribe('notices', ({ message }) => notices.push(message));
    await desktop.client().call('media.addSample', {});
    const controller = new AbortController();
    const asked = get('studio://app/resource/media/slow/after/1/0.raw', { signal: controller.signal });
    await until(() => notices.includes('frame began'));
    controller.abort();
    await until(() => notices.includes('frame stopped'));
    await asked.catch(() => undefined);
    off();
  });
});
