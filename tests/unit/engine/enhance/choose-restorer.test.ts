import { chooseRestorer } from '../../../../main/engine/enhance/choose-restorer';
import type { ModelEntry } from '../../../../main/engine/models/manifest';
import { ModelStore } from '../../../../main/engine/models/model-store';

const blind: ModelEntry = {
  id: 'facet-restorer',
  job: 'restoration',
  version: '1',
  file: 'a.onnx',
  bytes: 1,
  sha256: '0'.repeat(64),
  licence: 'MIT',
  source: '',
  inputs: [
    { name: 'faceNchw', shape: ['B', 3, 256, 256] },
    { name: 'priorNchw', shape: ['B', 8, 256, 256] },
    { name: 'coefficients', shape: ['B', 131] },
  ],
  outputs: [{ name: 'restoredNchw', shape: ['B', 3, 256, 256] }],
};
const deblur: ModelEntry = {
  ...blind,
  id: 'deblurrer',
  tasks: ['deblur'],
  inputs: [{ name: 'faceNchw', shape: [1, 3, 512, 512] }],
};
const other: ModelEntry = { ...blind, id: 'blaze', job: 'detection' };

test('the blind restorer serves every task, and says so where a specialist is expected', () => {
  expect(chooseRestorer([other, blind], 'restore')).toEqual({
    id: 'facet-restorer',
    cropSize: 256,
    priorChannels: 8,
    coefficientLength: 131,
    framesBeside: [],
    notices: [],
  });
  const { id, notices } = chooseRestorer([other, blind], 'sr');
  expect(id).toBe('facet-restorer');
  expect(notices).toHaveLength(1);
  expect(notices[0].message).toContain('super-resolution');
});

test('a specialist wins, and a prior it cannot take is told', () => {
  const chosen = chooseRestorer([blind, deblur], 'deblur', 'both');
  expect(chosen).toMatchObject({ id: 'deblurrer', cropSize: 512, priorChannels: 0, coefficientLength: 0 });
  expect(chosen.notices.map((notice) => notice.level)).toEqual(['warning', 'warning']);
  expect(chooseRestorer([deblur, blind], 'restore').id).toBe('facet-restorer');
  expect(chooseRestorer([blind, deblur], 'deblur', 'none').notices).toEqual([]);
});

test('a network says which frames it looks at', () => {
  const inputs = [...blind.inputs, { name: 'besideNchw', shape: ['B', 6, 256, 256], frames: [-2, 2] }];
  expect(chooseRestorer([{ ...blind, inputs }], 'restore').framesBeside).toEqual([-2, 2]);
});

test('of those that come with the program each task gets its own', async () => {
  const entries = await new ModelStore().entries();
  expect(chooseRestorer(entries, 'restore')).toMatchObject({ id: 'facet-restorer', notices: [] });
  expect(chooseRestorer(entries, 'sr')).toMatchObject({ id: 'facet-super-resolution', notices: [] });
  expect(chooseRestorer(entries, 'deblur')).toMatchObject({ id: 'facet-deblur', notices: [] });
});

test('no restorer, or one without the tensors, is refused', () => {
  expect(() => chooseRestorer([other], 'sr')).toThrow(
    expect.objectContaining({ code: 'model-missing' }) as Error,
  );
  expect(() => chooseRestorer([{ ...blind, outputs: [] }], 'sr')).toThrow(
    expect.objectContaining({ code: 'model-corrupt' }) as Error,
  );
});

test('weights that have not learnt to use the coefficients say so where only these were asked for', () => {
  const inputs = blind.inputs.map((input) =>
    input.name === 'coefficients' ? { ...input, ignored: true } : input,
  );
  const unlearnt = { ...blind, inputs };
  expect(chooseRestorer([unlearnt], 'restore', 'coeff').notices).toMatchObject([{ level: 'warning' }]);
  expect(chooseRestorer([unlearnt], 'restore', 'both').notices).toEqual([]);
});

test('a restorer named by its id is taken whatever it was trained for; an unknown one is refused', () => {
  expect(chooseRestorer([blind, deblur], 'restore', 'none', 'deblurrer')).toMatchObject({ id: 'deblurrer' });
  expect(() => chooseRestorer([blind, deblur], 'restore', 'both', 'gone')).toThrow(
    expect.objectContaining({ code: 'model-missing' }) as Error,
  );
});
