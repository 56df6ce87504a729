import { existsSync } from 'node:fs';
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

  const tally = {
    facesRestored: 7,
    skipped: { tooSmall: 1, tooTurned: 0, tooUncertain: 2, notChosen: 0 },
  };

  it('counts a segment as done only with its tally and every stream', async () => {
    const segments = await SegmentFolder.open(folder, 'abc');
    await segments.writeTally(segment, tally);
    await writeFile(`${segments.file(segment, 'result')}.part`, 'x');
    expect(await segments.has(segment, ['result'])).toBe(false);
    await writeFile(segments.file(segment, 'result'), 'x');
    expect(await segments.has(segment, ['result'])).toBe(true);
    expect(await segments.has(segment, ['result', 'comparison'])).toBe(false);
    expect(await segments.readTally(segment)).toEqual(tally);
  });

  it('drops what a killed run left half written and keeps what it finished', async () => {
    const first = await SegmentFolder.open(folder, 'abc');
    const half = `${first.file(segment, 'comparison')}.part`;
    await writeFile(half, 'half');
    await writeFile(first.file(segment, 'result'), 'whole');
    await first.writeTally(segment, tally);
    const again = await SegmentFolder.open(folder, 'abc');
    expect(await again.has(segment, ['result'])).toBe(true);
    expect(existsSync(half)).toBe(false);
    await again.remove();
    expect(existsSync(folder)).toBe(false); // nothing else was in the project folder
  });
});
