import { readFileSync } from 'node:fs';
import path from 'node:path';
import { adapterPresets } from '../../../preload/contract/adapter-presets';
import { adapterDeclarationSchema } from '../../../preload/contract/model-adapter';

const examples = [
  ...readFileSync(path.resolve('docs/models.md'), 'utf8').matchAll(/```json\n([\s\S]*?)```/g),
].map(([, text]) => text);

test('docs/models.md has an example for each kind of adapter', () => {
  const scopes = examples.map((text) => adapterDeclarationSchema.parse(JSON.parse(text)).scope);
  expect(new Set(scopes)).toEqual(new Set(['coefficients', 'face', 'frame', 'volume']));
});

test('the examples that stand for presets are the presets', () => {
  const declared = examples.map((text) => adapterDeclarationSchema.parse(JSON.parse(text)));
  for (const preset of ['gfpgan', 'real-esrgan'] as const) {
    expect(declared).toContainEqual(adapterDeclarationSchema.parse(adapterPresets[preset]));
  }
});

test.each([
  ['an unknown field', { scope: 'face', sise: 512 }],
  ['an unknown scope', { scope: 'hair' }],
  ['a size that the mask cannot have', { scope: 'face', size: 500 }],
  ['overlaps that leave nothing of the tile', { scope: 'frame', tile: 64, overlap: 30 }],
  ['a default out of range', { scope: 'face', parameters: [{ input: 'w', name: 'w', default: 2 }] }],
  [
    'two parameters of one name',
    {
      scope: 'face',
      parameters: [
        { input: 'a', name: 'w', default: 0 },
        { input: 'b', name: 'w', default: 0 },
      ],
    },
  ],
])('%s is refused', (_what, adapter) => {
  expect(adapterDeclarationSchema.safeParse(adapter).success).toBe(false);
});
