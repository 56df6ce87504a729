import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { openTestStudio, type TestStudio } from '../../../contract/browser-studio';
import { rawFrame, resultBytes } from '../../../contract/fake-studio';
import { rawRequest } from '../../../contract/raw-http';
import { until } from '../../../contract/until';

let studio: TestStudio;
beforeAll(async () => {
  studio = await openTestStudio({ uploadLimits: { fileBytes: 1_000_000, reserveBytes: 0 } });
});
afterAll(() => studio.close());

describe('pages', () => {
  test('the page carries a policy with the nonce that it holds', async () => {
    const page = await studio.get('/');
    const nonce = /name="csp-nonce" content="([^"]+)"/.exec(await page.text())?.[1] ?? 'none';
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    const again = await (await studio.get('/')).text();
    expect(again).not.toContain(nonce);
  });

  test('files whose name holds a hash are kept by the browser', async () => {
    const script = await studio.get('/assets/index-a1.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
    expect(script.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  });

  test('what is not there is 404', async () => {
    expect((await studio.get('/nothing.js')).status).toBe(404);
  });
});

describe('resources', () => {
  test('a raw frame comes whole, with its type, and may be kept', async () => {
    const answer = await studio.get('/resource/media/a/before/0.raw');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(Buffer.from(await answer.arrayBuffer()).equals(rawFrame)).toBe(true);
  });

  test('a part of a file', async () => {
    const answer = await studio.get('/resource/jobs/done/file/output', {
      headers: { range: 'bytes=100-199' },
    });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe('bytes 100-199/5000');
    expect(Buffer.from(await answer.arrayBuffer()).equals(resultBytes.subarray(100, 200))).toBe(true);
  });

  test('a part of a picture, which the engine gives whole', async () => {
    const answer = await studio.get('/resource/media/a/before/0.raw', { headers: { range: 'bytes=0-15' } });
    expect(answer.status).toBe(206);
    expect(Buffer.from(await answer.arrayBuffer()).equals(rawFrame.subarray(0, 16))).toBe(true);
  });

  test('a part past the end is 416', async () => {
    const answer = await studio.get('/resource/jobs/done/file/output', { headers: { range: 'bytes=9000-' } });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */5000');
  });

  test('a download says its name', async () => {
    const answer = await studio.get('/resource/exports/face.obj');
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''L%C3%A9a%E2%80%99s%20face.obj",
    );
  });

  test('a failure comes as the report and is not kept', async () => {
    const answer = await studio.get('/resource/media/bad/before/0.raw');
    expect(answer.status).toBe(500);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual({ code: 'input-truncated', message: 'The clip ends early.' });
  });

  test('a reader who goes away stops the work', async () => {
    const notices: string[] = [];
    const client = studio.client();
    client.subscribe('notices', ({ message }) => notices.push(message));
    await client.call('media.addSample', {});
    const controller = new AbortController();
    const asked = studio.get('/resource/media/slow/after/1/0.raw', { signal: controller.signal });
    await until(() => notices.includes('frame began'));
    controller.abort();
    await expect(asked).rejects.toThrow();
    await until(() => notices.includes('frame stopped'));
    client.close();
  });
});

describe('uploads', () => {
  const files = () => {
    const uploads = path.join(studio.folder, 'data', 'uploads');
    return existsSync(uploads) ? readdirSync(uploads, { recursive: true, encoding: 'utf8' }) : [];
  };
  const headers = () => ({ cookie: studio.cookie, origin: studio.origin, host: new URL(studio.origin).host });

  test('a file is kept under a safe name and imported', async () => {
    const body = Buffer.from('the bytes of a clip');
    const name = encodeURIComponent('../../my: clip.mp4');
    const answer = await rawRequest(studio.port, `/upload?name=${name}`, {
      method: 'POST',
      headers: headers(),
      body,
    });
    expect(JSON.parse(answer.body.toString())).toEqual({ mediaIds: ['m0'] });
    const kept = files().find((file) => file.endsWith('my_ clip.mp4')) ?? 'none';
    expect(readFileSync(path.join(studio.folder, 'data', 'uploads', kept)).equals(body)).toBe(true);
    expect(files().some((file) => file.endsWith('.part'))).toBe(false);
  });

  test('a file that may become a model is offered, not imported', async () => {
    const answer = await rawRequest(studio.port, '/upload?name=net.onnx&for=model', {
      method: 'POST',
      headers: headers(),
      body: Buffer.from('onnx'),
    });
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      offerId: 'uploaded',
      proposal: { fileName: 'net.onnx' },
    });
  });

  test('too much is refused by its announced length', async () => {
    const answer = await rawRequest(studio.port, '/upload?name=big.mp4', {
      method: 'POST',
      headers: { ...headers(), 'content-length': String(2 ** 31) },
    }).catch((error: unknown) => error);
    // The server answers at once and hangs up; which of the two the client sees first is chance.
    if (answer instanceof Error) expect((answer as NodeJS.ErrnoException).code).toBe('ECONNRESET');
    else expect(answer).toMatchObject({ status: 413 });
    expect(files().some((file) => file.includes('big.mp4'))).toBe(false);
  });

  test('too much without an announced length is stopped on the way and leaves nothing', async () => {
    const body = Buffer.alloc(3_000_000);
    await rawRequest(studio.port, '/upload?name=long.mp4', {
      method: 'POST',
      headers: { ...headers(), 'transfer-encoding': 'chunked' },
      body,
    }).catch(() => undefined);
    await until(() => !files().some((file) => file.includes('long.mp4')));
  });

  test('an upload that breaks off leaves nothing', async () => {
    const asked = request({
      port: studio.port,
      path: '/upload?name=cut.mp4',
      method: 'POST',
      headers: { ...headers(), 'content-length': '1000' },
    });
    asked.on('error', () => undefined);
    asked.write(Buffer.alloc(10));
    await until(() => files().some((file) => file.includes('cut.mp4.part')));
    asked.destroy();
    await until(() => !files().some((file) => file.includes('cut.mp4')));
  });
});
