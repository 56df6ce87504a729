import { labMethods, upscalerFor } from '../../../../main/engine/lab/lab-methods';
import { offeredMethods } from '../../../../main/engine/lab/offered-methods';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { usualLabMethods } from '../../../../preload/contract/lab';

const entries = new ModelStore().entries();
const named = async (...names: string[]) => labMethods(await entries, [], names);

test('the usual methods are all there with the built-in networks', async () => {
  const methods = labMethods(await entries, []);
  expect(methods.map(({ name }) => name)).toEqual(usualLabMethods);
});

test('words after a network choose prior, look and thoroughness', async () => {
  const [plain, full] = await named('sr', 'facet-restorer:render:vivid:thorough');
  expect(plain).toMatchObject({ prior: 'none', vividness: 0, thorough: false });
  expect(full).toMatchObject({
    restorer: { id: 'facet-restorer', cropSize: 256 },
    ...{ prior: 'render', vividness: 1, thorough: true },
  });
});

test('ESPCN enlarges by the network of the factor, and serves whole clips that were not shrunk too', async () => {
  const [espcn] = await named('espcn');
  if (espcn.kind !== 'upscaler') throw new Error('not an upscaler');
  expect([2, 4, 8, 1].map((scale) => upscalerFor(espcn, scale).id)).toEqual([
    'facet-espcn-x2',
    'facet-espcn-x4',
    'facet-espcn-x8',
    'facet-espcn-x2',
  ]);
});

test('super-resolution runs at the size of the protocol that it learnt', async () => {
  const [sr] = await named('sr:both');
  expect(sr).toMatchObject({ restorer: { id: 'facet-super-resolution', cropSize: 128 } });
});

test.each([
  ['bicubik', 'There is no method "bicubik"'],
  ['sr:bothh', '"bothh" of the method sr:bothh is none of'],
])('%s is refused', async (name, told) => {
  await expect(named(name)).rejects.toThrow(told);
});

test('what is offered can be run, is told once, and has the usual methods ticked', async () => {
  const offered = offeredMethods(await entries, ['facet-restorer']);
  const names = offered.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect((await named(...names)).map(({ name }) => name)).toEqual(names);
  expect(
    offered
      .filter(({ usual, group }) => usual && group !== 'own')
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...usualLabMethods].filter((name) => names.includes(name)).sort());
});

test('a look is offered only of a network that has it', async () => {
  const names = offeredMethods(await entries, []).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...usualLabMethods, 'restore:both:vivid', 'deblur:both']));
  expect(names).not.toContain('deblur:both:vivid');
});
