import path from 'node:path';
import { EngineParts } from '../../../../main/engine/engine-parts';
import { readStill } from '../../../../main/engine/media/read-still';
import type { RgbImage } from '../../../../main/engine/pixels/image';
import { enhanceInput } from '../../../../main/engine/render/enhance-input';
import type { RenderWatch } from '../../../../main/engine/render/render-watch';
import type { EnhanceRequest } from '../../../../preload/contract/options';
import { temporaryFolder } from '../studio/studio-fixture';

const input = path.join(__dirname, '..', '..', '..', 'fixtures', 'portrait.jpg');
const parts = new EngineParts({});
let place: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  place = await temporaryFolder();
});
afterAll(async () => {
  await parts.dispose();
  await place.remove();
});

async function enhanced(
  name: string,
  options: Partial<EnhanceRequest>,
  watch?: RenderWatch,
): Promise<{ image: RgbImage; facesRestored: number }> {
  const output = path.join(place.folder, name);
  const project = path.join(place.folder, 'portrait.facet');
  const { facesRestored } = await enhanceInput({ input, output, project, ...options }, parts, {}, watch);
  return { image: (await readStill(output)).image, facesRestored };
}

/** Sum of absolute differences. */
function difference(a: RgbImage, b: RgbImage): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) sum += Math.abs(a.data[i] - b.data[i]);
  return sum;
}

test("a person's own strength reaches the pixels, and so do edits of who is who", async () => {
  const before = (await readStill(input)).image;
  const pictures: number[] = [];
  const full = await enhanced(
    'full.tiff',
    {},
    {
      wantsPicture: () => true,
      onFrame: (_frame, picture) => {
        if (picture !== undefined) pictures.push(difference(picture.before, before));
      },
    },
  );
  const half = await enhanced('half.tiff', { peopleStrength: { 1: 0.5 } });
  const none = await enhanced('none.tiff', { peopleStrength: { 1: 0 } });
  const changed = difference(full.image, before);
  expect(changed).toBeGreaterThan(10_000);
  // Half of a change of one level is a level or none.
  expect(Math.abs(difference(half.image, before) / changed - 0.5)).toBeLessThan(0.1);
  expect([full, half, none].map(({ facesRestored }) => facesRestored)).toEqual([1, 1, 0]);
  expect(difference(none.image, before)).toBe(0);
  expect(pictures).toEqual([0]); // the watcher saw the untouched frame as "before"

  const nobody = await enhanced(
    'nobody.tiff',
    {},
    { editProject: (project) => ({ ...project, people: [] }) },
  );
  expect(difference(nobody.image, before)).toBe(0);
  await expect(enhanced('x.png', { restorer: 'gone' })).rejects.toMatchObject({ code: 'model-missing' });
}, 200_000);
