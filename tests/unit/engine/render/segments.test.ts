import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { planSegments, SegmentFolder } from '../../../../main/engine/render/segments';

describe('planSegments', () => {
  it('covers every frame once, the last segment taking the rest', () => {
    expect(planSegments(25, 10)).toEqual([
      { index: 0, firstFrame: 0, endFrame: 10 },
      { index: 1, firstFrame: 10, endFrame: 20 },
      { index: 2, firstFrame: 20, endFrame: 25 },
    ]);
    expect(planSegments(10, 10)).toHaveLength(1);
    expect(planSegments(0, 10)).toEqual([]);
  });
});

describe('SegmentFolder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'facet-segments-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const [segment] = planSegments(10, 10);

  it('counts a segment as done only under its final name and with every stream', async () => {
    const segments = await SegmentFolder.open(folder, 'abc');
    await writeFile(segments.partFile(segment, 'result', 'mkv'), 'x');
    expect(await segments.has(segment, ['result'], 'mkv')).toBe(false);
    await segments.finish(segment, 'result', 'mkv');
    expect(await segments.has(segment, ['result'], 'mkv')).toBe(true);
    expect(await segments.has(segment, ['result', 'comparison'], 'mkv')).toBe(false);
  });

  it('drops what a killed run left half written and keeps what it finished', async () => {
    const first = await SegmentFolder.open(folder, 'abc');
    await writeFile(first.partFile(segment, 'comparison', 'mkv'), 'half');
    await writeFile(first.file(segment, 'result', 'mkv'), 'whole');
    const again = await SegmentFolder.open(folder, 'abc');
    expect(await again.has(segment, ['result'], 'mkv')).toBe(true);
    await writeFile(again.partFile(segment, 'comparison', 'mkv'), 'new');
    await again.remove();
  });
});
