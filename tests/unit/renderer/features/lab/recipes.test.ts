import { labClipOptionsSchema } from '../../../../../preload/contract/lab-clips';
import { partsOfReport, partStates } from '../../../../../renderer/features/lab/lab-parts';
import { recipeNames, recipeOf, recipeText } from '../../../../../renderer/features/lab/recipes';

test('the usual recipe is the command line’s', () => {
  expect(recipeOf('half', '')).toEqual({ recipe: labClipOptionsSchema.parse({}).recipe });
  expect(recipeOf('blur', '')).toEqual({ recipe: { seed: 0, steps: [{ step: 'motion', frames: 9 }] } });
});

test('a recipe of one’s own begins as the chosen one, and is that one', () => {
  for (const name of recipeNames) {
    if (name === 'own') continue;
    expect(recipeOf('own', recipeText(name))).toEqual(recipeOf(name, ''));
  }
});

test('what is wrong with a recipe is said with its place', () => {
  expect(recipeOf('own', '{')).toMatchObject({ fault: { kind: 'json' } });
  expect(recipeOf('own', '{ "steps": [] }')).toMatchObject({ fault: { kind: 'field', field: 'steps' } });
  const step = '{ "steps": [{ "step": "h264", "crf": 99 }] }';
  expect(recipeOf('own', step)).toMatchObject({ fault: { kind: 'field', field: 'steps.0.crf' } });
});

test('a report shows the parts that it has', () => {
  expect(partsOfReport({ rows: [1] })).toEqual(['faces']);
  expect(partsOfReport({ rows: [], clips: {} })).toEqual(['clips']);
  expect(partsOfReport({ rows: [1], fits: {}, clips: {} })).toEqual(['faces', 'clips', 'fits']);
});

test('3D faces are under way with the single ones', () => {
  const parts = ['faces', 'clips', 'fits', 'memory'] as const;
  const states = (running: 'faces' | 'clips' | 'memory') =>
    partStates(parts, running).map(({ part, state }) => `${part} ${state}`);
  expect(states('faces')).toEqual(['faces running', 'fits running', 'clips waiting', 'memory waiting']);
  expect(states('memory')).toEqual(['faces done', 'fits done', 'clips done', 'memory running']);
  expect(partStates(['clips'], 'clips')).toEqual([{ part: 'clips', state: 'running' }]);
});
