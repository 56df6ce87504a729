import { WebSocket } from 'ws';
import { openTestStudio, type TestStudio } from '../../../contract/browser-studio';
import { rawBytes, rawRequest, upgradeStatus } from '../../../contract/raw-http';
import { until } from '../../../contract/until';

let studio: TestStudio;
beforeAll(async () => {
  studio = await openTestStudio();
});
afterAll(() => studio.close());

const host = () => `127.0.0.1:${studio.port}`;
const own = () => ({ host: host(), cookie: studio.cookie, origin: studio.origin });
const raw = (path: string, headers: Record<string, string>, method = 'GET') =>
  rawRequest(studio.port, path, { headers, method });

describe('the token', () => {
  test('becomes a cookie that no script and no other site can use', async () => {
    const answer = await raw(new URL(studio.url).pathname + new URL(studio.url).search, { host: host() });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    expect(String(answer.headers['set-cookie'])).toMatch(/; HttpOnly; SameSite=Strict; Path=\//);
    expect(String(answer.headers['set-cookie'])).not.toContain(new URL(studio.url).searchParams.get('token'));
  });

  test('opened from a link elsewhere, the page moves on by itself so that the cookie is sent', async () => {
    const { search } = new URL(studio.url);
    const answer = await raw(`/${search}`, { host: host(), 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toContain('http-equiv="refresh" content="0;url=/"');
  });

  test.each(['/', '/assets/index-a1.js', '/resource/media/a/before/0.raw', '/upload?name=a.mp4'])(
    'without it %s is 401 and tells nothing',
    async (path) => {
      const answer = await raw(path, { host: host() });
      expect(answer.status).toBe(401);
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  test('a wrong one is 401', async () => {
    expect((await raw('/?token=guess', { host: host() })).status).toBe(401);
    expect((await raw('/', { host: host(), cookie: studio.cookie.slice(0, -1) + '!' })).status).toBe(401);
  });
});

describe('a page of another site', () => {
  test.each([
    ['its Origin', () => ({ ...own(), origin: 'https://evil.example' })],
    ['another port of this machine', () => ({ ...own(), origin: 'http://127.0.0.1:9999' })],
    ['an opaque Origin', () => ({ ...own(), origin: 'null' })],
    ['a picture it embeds', () => ({ host: host(), cookie: studio.cookie, 'sec-fetch-site': 'cross-site' })],
    ['a port beside', () => ({ host: host(), cookie: studio.cookie, 'sec-fetch-site': 'same-site' })],
  ])('is refused by %s, even with the cookie', async (_what, headers) => {
    expect((await raw('/resource/media/a/before/0.raw', headers())).status).toBe(403);
    expect((await raw('/upload?name=a.mp4', headers(), 'POST')).status).toBe(403);
  });

  test('cannot open a socket', async () => {
    expect(await upgradeStatus(studio.port, { ...own(), origin: 'https://evil.example' })).toBe(403);
    expect(await upgradeStatus(studio.port, { ...own(), origin: 'http://127.0.0.1:9999' })).toBe(403);
    const withoutOrigin = { host: host(), cookie: studio.cookie };
    expect(await upgradeStatus(studio.port, withoutOrigin)).toBe(403);
    expect(await upgradeStatus(studio.port, { host: host(), origin: studio.origin })).toBe(403);
    expect(await upgradeStatus(studio.port, own(), '/other')).toBe(403);
    expect(await upgradeStatus(studio.port, own())).toBe(101);
  });
});

describe('a name that points here (DNS rebinding)', () => {
  test.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example', '[::1'])(
    'Host %p is refused, even with cookie and token',
    async (name) => {
      const headers = { cookie: studio.cookie, host: name, origin: `http://${name}` };
      // Node's own parser answers a Host that is no host at all with 400.
      expect([400, 403]).toContain((await raw('/', headers)).status);
      expect([400, 401, 403]).toContain((await raw(`/${new URL(studio.url).search}`, headers)).status);
      expect([400, 403]).toContain(await upgradeStatus(studio.port, headers));
    },
  );

  test('the other end of an SSH tunnel is let in', async () => {
    const headers = { cookie: studio.cookie, host: 'localhost:9000', origin: 'http://localhost:9000' };
    expect((await raw('/', headers)).status).toBe(200);
  });
});

describe('paths outside', () => {
  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/%00.js',
    '/%ff',
    '//evil.example/index.html/..%2f..%2fsecret.txt',
  ])('pages: %s', async (path) => {
    expect((await raw(path, own())).status).toBe(404);
  });

  test.each([
    '/resource/../secret.txt',
    '/resource/..%2f..%2fetc%2fpasswd',
    '/resource//etc/passwd',
    '/resource/media/../../x',
    '/resource/file:///etc/passwd',
    '/resource/',
    `/resource/${'a/'.repeat(400)}a`,
    '/resource/unknown/thing.bin',
  ])('resources: %s', async (path) => {
    expect((await raw(path, own())).status).toBe(404);
  });

  test('other methods are refused', async () => {
    expect((await raw('/', own(), 'PUT')).status).toBe(405);
    expect((await raw('/resource/media/a/before/0.raw', own(), 'DELETE')).status).toBe(405);
    expect((await raw('/upload?name=a', own(), 'GET')).status).toBe(405);
  });
});

describe('messages', () => {
  const open = () => {
    const socket = new WebSocket(`ws://${host()}/rpc`, { headers: own() });
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    return { socket, closed, opened: new Promise((resolve) => socket.on('open', resolve)) };
  };
  const stillAnswers = async () => {
    const client = studio.client();
    await expect(client.call('media.addSample', {})).resolves.toEqual({ mediaId: 'sample' });
    client.close();
  };

  test('one that announces 2 GB is hung up on before it comes', async () => {
    const upgrade = [
      'GET /rpc HTTP/1.1',
      ...Object.entries(own()).map(([name, value]) => `${name}: ${value}`),
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      `sec-websocket-key: ${Buffer.alloc(16, 1).toString('base64')}`,
      '\r\n',
    ].join('\r\n');
    // Final text frame, masked, 64-bit length 2 GiB.
    const frame = Buffer.alloc(14);
    frame.set([0x81, 0xff]);
    frame.writeBigUInt64BE(2n ** 31n, 2);
    const before = process.memoryUsage().rss;
    const answer = await rawBytes(studio.port, Buffer.from(upgrade), frame);
    expect(answer.toString('latin1')).toMatch(/^HTTP\/1.1 101/);
    // Close frame 1009, message too big.
    expect(answer.includes(Buffer.from([0x88, 0x02, 0x03, 0xf1]))).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
    await stillAnswers();
  });

  test('one of 2 MB is refused', async () => {
    const { socket, closed, opened } = open();
    await opened;
    socket.send(JSON.stringify({ type: 'call', id: 1, method: 'x'.repeat(2 ** 21), params: {} }));
    expect(await closed).toBe(1009);
    await stillAnswers();
  });

  test.each([
    ['no JSON', 'hello'],
    ['no message of ours', '{"type":"open","path":"/etc/passwd"}'],
    ['a method that is no text', '{"type":"call","id":1,"method":{}}'],
    ['a topic there is not', '{"type":"subscribe","topic":"__proto__"}'],
    ['bytes', Buffer.from([1, 2, 3])],
  ])('%s is hung up on', async (_what, message) => {
    const { socket, closed, opened } = open();
    await opened;
    socket.send(message);
    expect(await closed).toBe(1008);
    await stillAnswers();
  });

  test('more requests at once than allowed are answered with an error', async () => {
    const { socket, opened } = open();
    await opened;
    const answers: { type: string; id: number }[] = [];
    socket.on('message', (data: Buffer) =>
      answers.push(JSON.parse(data.toString()) as { type: string; id: number }),
    );
    for (let id = 1; id <= 300; id++) {
      socket.send(JSON.stringify({ type: 'call', id, method: 'machine.benchmark', params: {} }));
    }
    await until(() => answers.length === 44);
    expect(answers.every(({ type, id }) => type === 'error' && id > 256)).toBe(true);
    socket.close();
    await stillAnswers();
  });
});

test('a tab that is closed in mid-job is survived: its calls stop, other tabs go on', async () => {
  const [first, second] = [studio.client(), studio.client()];
  const notices: string[] = [];
  second.subscribe('notices', ({ message }) => notices.push(message));
  await second.call('media.addSample', {});
  void first.call('machine.benchmark', {}).catch(() => undefined);
  await until(() => notices.includes('benchmark began'));
  first.close();
  await until(() => notices.includes('benchmark stopped'));
  await expect(second.call('media.addSample', {})).resolves.toEqual({ mediaId: 'sample' });
  second.close();
});
