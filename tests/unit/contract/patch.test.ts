import { studioMethods } from '../../../preload/contract/studio/methods';

test('a change of one setting says nothing of the others', () => {
  const patch = { patch: { theme: 'light' } };
  expect(studioMethods['settings.change'].params.parse(patch)).toEqual(patch);
  const nested = { mediaId: 'a', patch: { strength: 0.5, encoding: { quality: 50 } } };
  expect(studioMethods['media.changeSettings'].params.parse(nested)).toEqual(nested);
});

test('a changed setting is still checked', () => {
  const odd = { mediaId: 'a', patch: { encoding: { quality: 'best' } } };
  expect(studioMethods['media.changeSettings'].params.safeParse(odd).success).toBe(false);
});
