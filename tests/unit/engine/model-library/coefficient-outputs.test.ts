import type { NetworkTensor } from '../../../../preload/contract/model-library';
import { guessAdapter } from '../../../../main/engine/model-library/guess-adapter';
import { coefficientOutputs } from '../../../../main/engine/model-library/coefficient-outputs';

const tensor = (name: string, ...shape: (number | string)[]): NetworkTensor => ({
  ...{ name, shape },
  type: 'float32',
});
const input = tensor('input', 1, 3, 224, 224);

test('one output of 257 numbers is taken, whatever else the file gives', () => {
  expect(coefficientOutputs([tensor('features', 1, 2048), tensor('out', 'batch', 257)], undefined)).toEqual([
    'out',
  ]);
});

test('the project’s own layers are told by their counts, in the order of the file', () => {
  const counts = [80, 64, 80, 3, 27, 2, 1];
  const layers = counts.map((count, i) => tensor(`l${i}`, 1, count, 1, 1));
  expect(coefficientOutputs(layers, undefined)).toEqual(['l0', 'l1', 'l2', 'l3', 'l4', 'l5', 'l6']);
});

test('parts in another order are told by their names', () => {
  const outputs = [
    tensor('tex', 'n', 80),
    tensor('id', 'n', 80),
    tensor('trans', 'n', 3),
    tensor('exp', 'n', 64),
    tensor('gamma', 'n', 27),
    tensor('angle', 'n', 3),
  ];
  expect(coefficientOutputs(outputs, undefined)).toEqual(['id', 'exp', 'tex', 'angle', 'gamma', 'trans']);
});

test('an adapter’s own order is kept; a name that is not there is said', () => {
  const outputs = [tensor('b', 1, 177), tensor('a', 1, 80)];
  expect(coefficientOutputs(outputs, ['a', 'b'])).toEqual(['a', 'b']);
  expect(() => coefficientOutputs(outputs, ['a', 'c'])).toThrow(/no float32 output "c"\. The file has b, a/);
});

test('another project’s counts are named, with what is expected', () => {
  const wrong = [tensor('param', 1, 62)];
  expect(() => coefficientOutputs(wrong, undefined)).toThrow(
    /257 numbers.*identity 80.*The file has param \(62\).*name its outputs in that order/,
  );
  const guess = guessAdapter('deep3d.onnx', { inputs: [input], outputs: wrong }, undefined);
  expect(guess.adapter).toBeUndefined();
  expect(guess.problem).toMatch(/The file has param \(62\)/);
});

test('such a network is guessed by its tensors; nothing else fits it', () => {
  const layers = [80, 64, 80, 3, 27, 2, 1].map((count, i) => tensor(`l${i}`, 1, count, 1, 1));
  const guess = guessAdapter('net.onnx', { inputs: [input], outputs: layers }, undefined);
  expect(guess).toMatchObject({
    fitting: ['deep3d'],
    guessedBy: 'tensors',
    adapter: {
      scope: 'coefficients',
      size: 224,
      template: 'deep3d',
      input: { range: '0..1', colour: 'RGB' },
    },
  });
});
