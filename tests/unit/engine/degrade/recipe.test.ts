import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { datalists } from '../../../../main/engine/degrade/datalists';
import { readRecipe } from '../../../../main/engine/degrade/read-recipe';

const folder = mkdtempSync(path.join(tmpdir(), 'facet-recipe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'recipe.json');

test('a recipe says what it leaves out', async () => {
  writeFileSync(file, '{"steps":[{"step":"low","factor":4},{"step":"jpeg","quality":40}]}');
  expect(await readRecipe(file)).toEqual({
    seed: 0,
    steps: [
      { step: 'low', factor: 4, kernel: 'bicubic', antialias: true },
      { step: 'jpeg', quality: 40, chroma: '4:2:0' },
    ],
  });
});

test.each([
  ['{"steps":', 'is not JSON'],
  ['{"steps":[]}', 'steps: '],
  ['{"steps":[{"step":"blurr","sigma":2}]}', 'steps[0].step: '],
  ['{"steps":[{"step":"blurr","sigma":2}]}', 'Choose one of low, motion, defocus, blur, '],
  ['{"steps":[{"step":"blur","sigma":2},{"step":"defocus","radius":-1}]}', 'steps[1].radius: '],
  ['{"steps":[{"step":"low"}]}', 'steps[0].factor: give either factor or size. Correct it; docs/degrade.md'],
  ['{"steps":[{"step":"low","factor":2,"size":16}]}', 'steps[0].factor: give either factor or size'],
  ['{"steps":[{"step":"blur","sigma":2,"radius":3}]}', 'radius'],
  ['{"seed":-1,"steps":[{"step":"blur","sigma":2}]}', 'seed: '],
])('%s is refused: %s', async (text, words) => {
  writeFileSync(file, text);
  const error = await readRecipe(file).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'usage' });
  expect((error as Error).message).toContain(file);
  expect((error as Error).message).toContain(words);
});

test('a recipe that is not there', async () => {
  await expect(readRecipe(path.join(folder, 'no.json'))).rejects.toMatchObject({ code: 'input-not-found' });
});

test('the lists have the ancestor’s eight columns for frames with two neighbours, and pairs for all', () => {
  const lists = datalists([{ output: 'talk', firstFrame: 4, frames: 5 }]);
  expect(lists['datalist.txt']).toBe(
    'talk/sharp/00007.png talk/blurry/00005.png talk/blurry/00006.png talk/blurry/00007.png ' +
      'talk/blurry/00008.png talk/blurry/00009.png talk/coefficients/00007.txt talk/render/00007.png\n',
  );
  expect(lists['datalist_pairs.txt'].split('\n').slice(0, 2)).toEqual([
    'talk/sharp/00005.png talk/blurry/00005.png',
    'talk/sharp/00006.png talk/blurry/00006.png',
  ]);
});
