import { documentTables, fillTables } from '../../../../main/engine/lab/reproduce/document-tables';
import type { LabFigures } from '../../../../preload/contract/lab';

const mean = (value: number) => ({ mean: value });
const means = (psnr: number) => ({
  ...{ psnr: mean(psnr), ssim: mean(0.9), identity: mean(0.7) },
  ...{ landmarks: mean(0.02), sharpness: mean(0.1) },
});
const figures = {
  methods: [{ name: 'sr:both', weights: '', milliseconds: 12.34, peakBytes: 208e6 }],
  factors: [2, 8],
  rows: [
    { factor: 2, method: 'sr:both', means: means(33.071), gain: mean(1.6) },
    { factor: 8, method: 'sr:both', means: means(25.48), gain: mean(2.6) },
  ],
} as unknown as LabFigures;

test('a table stands where the page has its place, and what the run does not give stays', () => {
  const page =
    'Before\n<!-- lab:faces -->\nold\n<!-- /lab:faces -->\n<!-- lab:clips -->\nkept\n<!-- /lab:clips -->\n';
  const filled = fillTables(page, documentTables(figures));
  expect(filled).toContain('| method | 16 → 128 | 64 → 128 | identity | ms a face | peak MB |');
  expect(filled).toContain('| sr:both | 25.48 / 0.900 | 33.07 / 0.900 | 0.70, 0.70 | 12 | 208 |');
  expect(filled).not.toContain('old');
  expect(filled).toContain('<!-- lab:clips -->\nkept\n<!-- /lab:clips -->');
  // Once more changes nothing.
  expect(fillTables(filled, documentTables(figures))).toBe(filled);
});
