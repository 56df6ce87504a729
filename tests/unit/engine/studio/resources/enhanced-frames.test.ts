import path from 'node:path';
import sharp from 'sharp';
import { resourcePaths } from '../../../../../preload/contract/studio/resources';
import { enhanceSettingsSchema } from '../../../../../preload/contract/studio/enhance-settings';
import { enhanceInput } from '../../../../../main/engine/render/enhance-input';
import { peopleStrength } from '../../../../../main/engine/studio/studio-clips';
import { ask, bytesOf, rawPicture, sampleFile, SampleStudio, straightFrames } from './sample-studio';

// The analysis takes some ten seconds of a free machine.
jest.setTimeout(240_000);

const studio = new SampleStudio();
beforeAll(() => studio.add('sample', sampleFile, true));
afterAll(() => studio.dispose());

const after = (frame: number, revision = studio.clips.get('sample')!.revision) =>
  resourcePaths.after('sample', revision, frame, 'raw');

function mean(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / a.length;
}

// Of a longer job each frame is steadied with those beside it (`compose/steady-in-time.ts`), which one frame has not.
test('enhanced frames are the very pixels that a job of that frame alone hands to its encoder', async () => {
  const settings = { strength: 0.8, scale: 2, prior: 'both', encoding: { codec: 'ffv1' } } as const;
  const clip = studio.change('sample', {
    settings: enhanceSettingsSchema.parse(settings),
    people: studio.clips.get('sample')!.people.map((person) => ({ ...person, strength: 0.7 })),
    revision: 2,
  });
  const resources = studio.resources();
  for (const frame of [0, 13, 47]) {
    const output = path.join(studio.folder, `result-${frame}.mkv`);
    const job = { input: sampleFile, output, project: clip.projectFolder, ...settings };
    await enhanceInput(
      { ...job, fromFrame: frame, toFrame: frame + 1, peopleStrength: peopleStrength(clip.people) },
      studio.parts,
      {},
    );
    const [rendered] = await straightFrames(studio, output);
    const picture = rawPicture(await bytesOf(resources, after(frame)));
    expect([picture.width, picture.height]).toEqual([768, 768]);
    expect(Buffer.compare(Buffer.from(picture.data), rendered)).toBe(0);
  }
});

test('a frame is deblurred with those beside it, which a job of that frame alone has not', async () => {
  studio.change('sample', { settings: enhanceSettingsSchema.parse({ task: 'deblur' }), revision: 3 });
  const picture = rawPicture(await bytesOf(studio.resources(), after(20)));
  const output = path.join(studio.folder, 'alone.mkv');
  const { projectFolder, people } = studio.clips.get('sample')!;
  const job = { input: sampleFile, output, project: projectFolder, task: 'deblur' } as const;
  await enhanceInput(
    {
      ...job,
      ...{ encoding: { codec: 'ffv1' }, fromFrame: 20, toFrame: 21, peopleStrength: peopleStrength(people) },
    },
    studio.parts,
    {},
  );
  const [alone] = await straightFrames(studio, output);
  expect(mean(picture.data, alone)).toBeGreaterThan(0.02);
});

test('settings and people decide the pixels; an old revision is refused', async () => {
  const resources = studio.resources();
  const everyone = studio.clips.get('sample')!.people.map((person) => ({ ...person, strength: 1 }));
  studio.change('sample', { settings: enhanceSettingsSchema.parse({}), people: everyone, revision: 4 });
  const input = await bytesOf(resources, resourcePaths.before('sample', 20, 'raw'));
  const full = await bytesOf(resources, after(20));
  // The sample is sharp: only some pixels of the face change, and by little.
  expect(mean(full, input)).toBeGreaterThan(0.01);
  // The frame before is not painted on by its enhancement.
  expect(Buffer.compare(await bytesOf(resources, resourcePaths.before('sample', 20, 'raw')), input)).toBe(0);

  studio.change('sample', { settings: enhanceSettingsSchema.parse({ strength: 0.3 }), revision: 5 });
  const faint = await bytesOf(resources, after(20));
  expect(mean(faint, input)).toBeGreaterThan(0);
  expect(mean(faint, input)).toBeLessThan(0.6 * mean(full, input));
  expect((await ask(resources, after(20, 4))).status).toBe(409);

  const { people } = studio.clips.get('sample')!;
  studio.change('sample', { people: people.map((person) => ({ ...person, enabled: false })), revision: 6 });
  expect(Buffer.compare(await bytesOf(resources, after(20)), input)).toBe(0);
  studio.change('sample', { people, settings: enhanceSettingsSchema.parse({}), revision: 7 });
  expect(Buffer.compare(await bytesOf(resources, after(20)), full)).toBe(0);
});

test('the mask covers what changed and nothing else', async () => {
  const resources = studio.resources();
  const { revision } = studio.clips.get('sample')!;
  const [input, enhanced, png] = [
    rawPicture(await bytesOf(resources, resourcePaths.before('sample', 20, 'raw'))),
    rawPicture(await bytesOf(resources, after(20))),
    await bytesOf(resources, resourcePaths.mask('sample', revision, 20)),
  ];
  const mask = await sharp(png).toColourspace('b-w').raw().toBuffer();
  expect(mask).toHaveLength(384 * 384);
  let changedOutside = 0;
  let covered = 0;
  for (let p = 0; p < mask.length; p++) {
    const isChanged = [0, 1, 2].some((c) => input.data[3 * p + c] !== enhanced.data[3 * p + c]);
    if (mask[p] === 0 && isChanged) changedOutside++;
    if (mask[p] > 200) covered++;
  }
  // A mask below half a level of 255 may still move a pixel by one.
  expect(changedOutside).toBeLessThan(mask.length / 1000);
  expect(covered / mask.length).toBeGreaterThan(0.05);
});

test('before the analysis, 425; past the end, 404', async () => {
  await studio.add('fresh', sampleFile, false);
  const resources = studio.resources();
  for (const wanted of [
    resourcePaths.after('fresh', 1, 0, 'raw'),
    resourcePaths.mask('fresh', 1, 0),
    resourcePaths.faces('fresh', 0),
    resourcePaths.curves('fresh', 1, 10),
    resourcePaths.avatar('fresh', 1),
    resourcePaths.texture('fresh', 1),
  ]) {
    expect((await ask(resources, wanted)).status).toBe(425);
  }
  expect((await ask(resources, after(48))).status).toBe(404);
});

test('an aborted preview ends, and its place is free for the next', async () => {
  const resources = studio.resources();
  const controllers = Array.from({ length: 12 }, () => new AbortController());
  const stale = controllers.map(({ signal }, i) => resources.answer(after(20 + i), { signal }));
  const ended = Promise.allSettled(stale);
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const controller of controllers) controller.abort();
  for (const outcome of await ended) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } });
  }
  expect((await ask(resources, after(2))).status).toBe(200);
});

test.each(['colour', 'normal', 'mask', 'confidence'] as const)('draws the prior: %s', async (layer) => {
  const png = await bytesOf(studio.resources(), resourcePaths.prior('sample', 1, 10, layer));
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([256, 256]);
  const middle = data.subarray((128 * 256 + 128) * info.channels);
  const corner = data[0];
  if (layer === 'normal') {
    // Outside nothing points anywhere; the nose points at the viewer.
    expect(corner).toBe(128);
    expect(middle[2]).toBeGreaterThan(200);
  } else {
    expect(corner).toBe(0);
    expect(middle[0]).toBeGreaterThan(60);
  }
});
