import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import type { Feeds } from '../../../../main/engine/inference/tensors';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { packageRoot } from '../../../../main/engine/models/package-root';

/** Deterministic input of the identity network, RGB 0..255. */
const dims = [1, 3, 112, 112];
const length = 3 * 112 * 112;
const input = (): Float32Array => Float32Array.from({ length }, (_, i) => (i * 7919) % 256);
const feeds = (): Feeds => ({ image: { data: input(), dims } });

describe('with the real networks', () => {
  let pool: InferencePool;
  beforeAll(() => {
    pool = new InferencePool({ models: new ModelStore(), workers: 2 });
  });
  afterAll(() => pool.close());

  test('a worker computes what the runtime computes', async () => {
    const program = `
      const ort = require('onnxruntime-node');
      const data = Float32Array.from({ length: ${length} }, (_, i) => (i * 7919) % 256);
      ort.InferenceSession.create(process.argv[1], { intraOpNumThreads: 1 })
        .then((s) => s.run({ image: new ort.Tensor('float32', data, ${JSON.stringify(dims)}) }))
        .then((r) => process.stdout.write(JSON.stringify([...r.embedding.data])));`;
    const model = await new ModelStore().resolve('identity');
    const direct = JSON.parse(
      execFileSync(process.execPath, ['-e', program, model.path], { cwd: packageRoot(), encoding: 'utf8' }),
    ) as number[];
    const { embedding } = await pool.run('identity', feeds());
    expect(embedding.dims).toEqual([1, 256]);
    expect([...embedding.data]).toEqual(direct);
  });

  test('only the outputs asked for come back', async () => {
    const mesh = { image: { data: new Float32Array(3 * 192 * 192), dims: [1, 3, 192, 192] } };
    const outputs = await pool.run('landmarks', mesh, { outputs: ['face_score'] });
    expect(Object.keys(outputs)).toEqual(['face_score']);
  });

  test('feeds given as a function are made only when a worker takes them', async () => {
    let made = 0;
    let done = 0;
    let mostWaiting = 0;
    const runs = Array.from({ length: 40 }, () =>
      pool
        .run('identity', () => {
          made++;
          mostWaiting = Math.max(mostWaiting, made - done);
          return feeds();
        })
        .then(() => done++),
    );
    await Promise.all(runs);
    expect(made).toBe(40);
    expect(mostWaiting).toBeLessThanOrEqual(6); // two workers, one running and one waiting in each, two just done
  });

  test('a cancelled run rejects at once, the others go on', async () => {
    const controller = new AbortController();
    let made = 0;
    const kept = pool.run('identity', feeds);
    const dropped = Array.from({ length: 20 }, () =>
      pool.run(
        'identity',
        () => {
          made++;
          return feeds();
        },
        { signal: controller.signal },
      ),
    );
    const outcomes = Promise.allSettled(dropped);
    await new Promise(setImmediate);
    controller.abort();
    for (const outcome of await outcomes) {
      expect(outcome.status === 'rejected' && (outcome.reason as { code: string }).code).toBe('cancelled');
    }
    expect(made).toBeLessThan(20);
    expect((await kept).embedding.data.length).toBe(256);
    expect((await pool.run('identity', feeds)).embedding.data.length).toBe(256);
    await expect(pool.run('identity', feeds, { signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('a wrong input is reported with the model and does not harm the worker', async () => {
    const wrong = pool.run('identity', { image: { data: new Float32Array(3), dims: [1, 3, 1, 1] } });
    await expect(wrong).rejects.toMatchObject({ code: 'inference-failed' });
    await expect(wrong).rejects.toThrow(/identity/);
    expect((await pool.run('identity', feeds)).embedding.data.length).toBe(256);
  });

  test('a missing model and a file that is no model are told apart', async () => {
    await expect(pool.run('nothing', feeds)).rejects.toMatchObject({ code: 'model-missing' });
    const notAModel = new InferencePool({
      models: { resolve: () => Promise.resolve({ path: path.join(packageRoot(), 'package.json') }) },
      workers: 1,
    });
    await expect(notAModel.run('package', feeds)).rejects.toMatchObject({ code: 'inference-failed' });
    await notAModel.close();
  });

  test('closing rejects what is waiting', async () => {
    const closing = new InferencePool({ models: new ModelStore(), workers: 1 });
    const runs = Promise.allSettled(Array.from({ length: 5 }, () => closing.run('identity', feeds)));
    await new Promise(setImmediate);
    await closing.close();
    for (const run of await runs) expect(run.status).toBe('rejected');
    await expect(closing.run('identity', feeds)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('with a worker that dies', () => {
  const workerFile = path.join(__dirname, 'crashing-worker.cjs');
  const models = { resolve: (id: string) => Promise.resolve({ path: id }) };
  const tiny = (): Feeds => ({ x: { data: Float32Array.of(1, 2), dims: [2] } });

  test('its runs fail with a remedy and a new worker takes over', async () => {
    const pool = new InferencePool({ models, workers: 1, workerFile });
    const crash = pool.run('crash', tiny);
    await expect(crash).rejects.toMatchObject({ code: 'inference-failed' });
    await expect(crash).rejects.toThrow(/crash.*--device cpu/);
    expect([...(await pool.run('echo', tiny)).x.data]).toEqual([1, 2]);
    await pool.close();
  });

  test('after three deaths in a row it is given up, with a clear line', async () => {
    const pool = new InferencePool({ models, workers: 1, workerFile });
    for (let i = 0; i < 3; i++) await expect(pool.run('crash', tiny)).rejects.toThrow(/died while/);
    await expect(pool.run('echo', tiny)).rejects.toThrow(/died 3 times/);
    await pool.close();
  });
});
