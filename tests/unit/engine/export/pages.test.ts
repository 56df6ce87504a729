import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { comparisonSize, composeComparison, dividerWidth } from '../../../../main/engine/export/comparison';
import { spreadColours } from '../../../../main/engine/export/spread-colours';
import { makeFolder, writeAtomically } from '../../../../main/engine/export/write-atomically';
import { formatReport } from '../../../../main/engine/export/write-report';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import { checker } from './small-mesh';

test('a comparison is even, before on the left, after on the right', () => {
  const before = { width: 3, height: 2, data: new Uint8Array(18).fill(10) };
  const after = { width: 3, height: 2, data: new Uint8Array(18).fill(200) };
  const size = comparisonSize(3, 2);
  expect(size.width % 2).toBe(0);
  const out = createRgbImage(size.width, size.height);
  composeComparison(before, after, out);
  const row = Array.from(out.data.subarray(size.width * 3));
  expect(row.slice(0, 9)).toEqual(Array(9).fill(10));
  expect(new Set(row.slice(9, 9 + dividerWidth * 3)).size).toBe(1);
  expect(row.slice(-9)).toEqual(Array(9).fill(200));
  expect(() => composeComparison(checker, after, out)).toThrow(RangeError);
});

test('the report is one page, its text escaped, its pictures inside', async () => {
  const html = await formatReport({
    title: 'Collins <1>',
    subtitle: 'a & b',
    comparison: { before: checker, after: checker, caption: 'Frame 1' },
    videos: [{ label: 'Side by side', file: 'side by side.mp4' }],
    figures: [['Frames', '75']],
    people: [
      {
        name: 'Person "1"',
        facts: [['Size', '42 px']],
        pictures: [{ caption: 'Front', image: checker }],
        files: [{ label: 'Mesh', file: 'person-1.obj' }],
      },
    ],
    files: [],
    notes: ['NASA'],
  });
  expect(html).toContain('<h1>Collins &lt;1&gt;</h1>');
  expect(html).toContain('Person &quot;1&quot;');
  expect(html).toContain('src="side%20by%20side.mp4"');
  expect(html.match(/src="data:image\/jpeg;base64,[A-Za-z0-9+/=]{100,}"/g)).toHaveLength(3);
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
});

describe('writing atomically', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'facet-write-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  test('replaces the old file and leaves nothing else', async () => {
    const file = path.join(folder, 'a.txt');
    await writeFile(file, 'old');
    await writeAtomically(file, 'new');
    expect(await readFile(file, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  test('says what is wrong, and leaves no part behind', async () => {
    await expect(writeAtomically(path.join(folder, 'none', 'a.txt'), 'x')).rejects.toMatchObject({
      code: 'output-folder-missing',
    });
    await makeFolder(path.join(folder, 'taken'));
    await expect(writeAtomically(path.join(folder, 'taken'), 'x')).rejects.toMatchObject({
      code: 'output-not-writable',
    });
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

test('holes take the colour around them, and none out of reach', () => {
  const size = 64;
  const colours = new Float32Array(size * size * 3);
  const weights = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < 24; x++) {
      if (Math.hypot(x - 12, y - 32) < 4) continue;
      weights[y * size + x] = 1;
      colours.set([90, 60, 30], (y * size + x) * 3);
    }
  }
  const spread = spreadColours(colours, weights, size, 3);
  const hole = 32 * size + 12;
  expect(spread.weights[hole]).toBeGreaterThan(0.3);
  expect(Array.from(spread.colours.subarray(hole * 3, hole * 3 + 3))).toEqual([
    expect.closeTo(90, 3),
    expect.closeTo(60, 3),
    expect.closeTo(30, 3),
  ]);
  expect(spread.weights[32 * size + 60]).toBe(0);
});
