import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ModelStore } from '../../../../main/engine/models/model-store';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-models-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeModel(content: string, changes: Record<string, unknown> = {}): Promise<void> {
  await mkdir(path.join(folder, 'tiny'), { recursive: true });
  await writeFile(path.join(folder, 'tiny/tiny.onnx'), content);
  const entry = {
    id: 'tiny',
    job: 'detection',
    version: '1.0.0',
    file: 'tiny/tiny.onnx',
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    licence: 'MIT',
    source: {},
    ...changes,
  };
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify({ version: 1, models: [entry] }));
}

test('a model is found by its id and by its job', async () => {
  await writeModel('weights');
  const store = new ModelStore(folder);
  expect((await store.resolve('tiny')).path).toBe(path.join(folder, 'tiny/tiny.onnx'));
  expect((await store.resolve('detection')).entry.id).toBe('tiny');
  expect(await store.has('restoration')).toBe(false);
});

test('a model that is not listed, and one whose file is gone, are missing', async () => {
  await writeModel('weights');
  await expect(new ModelStore(folder).resolve('nope')).rejects.toMatchObject({ code: 'model-missing' });
  await rm(path.join(folder, 'tiny/tiny.onnx'));
  await expect(new ModelStore(folder).resolve('tiny')).rejects.toMatchObject({ code: 'model-missing' });
  expect((await new ModelStore(folder).list())[0].state).toBe('missing');
});

test('a file that changes after it was verified is noticed', async () => {
  await writeModel('weights');
  const store = new ModelStore(folder);
  await store.resolve('tiny');
  await writeFile(path.join(folder, 'tiny/tiny.onnx'), 'other weights');
  await expect(store.resolve('tiny')).rejects.toMatchObject({ code: 'model-corrupt' });
  expect((await store.list())[0].state).toBe('corrupt');
});

test.each([
  ['no manifest', undefined, 'model-missing'],
  ['a manifest that is not JSON', '{', 'model-corrupt'],
  ['a manifest of another shape', '{"version":1,"models":[{"id":"x"}]}', 'model-corrupt'],
])('%s is reported with the file and a remedy', async (_what, content, code) => {
  if (content !== undefined) await writeFile(path.join(folder, 'manifest.json'), content);
  const failure = new ModelStore(folder).entries();
  await expect(failure).rejects.toMatchObject({ code });
  await expect(failure).rejects.toThrow(/manifest\.json.*Reinstall/);
});

test('the models shipped with the program have the hashes of their manifest', async () => {
  const models = await new ModelStore().list();
  for (const job of ['detection', 'landmarks', 'identity']) {
    expect(models.find(({ entry }) => entry.job === job)?.state).toBe('ok');
  }
});
