import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { placeArrays, simdKernels } from '../../../../main/engine/simd/kernels';

const root = path.join(__dirname, '..', '..', '..', '..');

test('the kernels in the program are those of their sources', () => {
  const printed = execFileSync(
    process.execPath,
    [path.join(root, 'scripts', 'build-kernels.mjs'), '--print'],
    { encoding: 'utf8' },
  );
  expect(printed).toBe(readFileSync(path.join(root, 'main', 'engine', 'simd', 'kernels-binary.ts'), 'utf8'));
});

test('arrays lie apart on multiples of 16, and the memory grows with them', () => {
  const kernels = simdKernels();
  const lengths = [3, 70_000, 1, 200_000] as const;
  const addresses = placeArrays(kernels, lengths);
  for (const [i, address] of addresses.entries()) {
    expect(address % 16).toBe(0);
    const next = addresses[i + 1] ?? kernels.memory.buffer.byteLength;
    expect(address + lengths[i]).toBeLessThanOrEqual(next);
  }
  const before = kernels.memory.buffer.byteLength;
  placeArrays(kernels, [3]);
  expect(kernels.memory.buffer.byteLength).toBe(before);
});
