import type { LabFigures, LabRow } from '../../../../preload/contract/lab';
import { escapeHtml as escape } from '../../export/page-parts';
import { reportStyle } from '../../export/report-style';
import { gainsOf } from '../lab-figures';
import { protocolSize } from '../protocol';
import { clipSection } from './clip-section';
import { clipCount } from './clip-tables';
import { fitSection } from './fit-section';
import { labScript } from './lab-script';
import { sheetMethods, type Sheet } from './lab-sheets';
import { labStyle } from './lab-style';
import { sortableTable } from './sortable-table';
import { bestRow, meanText, measureNames, measureWords, sizeText } from './lab-tables';

/** Address inside the page of a picture's version: `sharp`, or a method at a size. */
export type AddressOf = (picture: number, factor: number, method: string) => string;

/** The page: one file that needs no other. */
export function labPage(
  figures: LabFigures,
  sheets: readonly Sheet[],
  sharp: (picture: number) => string,
  addressOf: AddressOf,
  ofClip: (face: number, version: string) => string,
): string {
  const { pictures, people, factors, clips, fits } = figures;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lab report · Facet Studio</title>
<style>${reportStyle}${labStyle}</style>
</head>
<body>
<main>
<header><p class="brand">Facet Studio · lab</p><h1>How well faces come back</h1><p class="lead">${escape(leadOf(figures))}</p></header>
<dl class="figures">${[
    ...(hasFaces(figures)
      ? [
          ['Pictures', String(pictures.length)],
          ['People', String(people)],
        ]
      : [['People', String(clips?.people ?? 0)]]),
    ...factors.map((factor) => {
      const best = bestRow(figures, factor);
      return [`Best at ${sizeText(factor)}`, `${best.method}, ${meanText(best.gain, measureWords.gain)} dB`];
    }),
  ]
    .map(([label, value]) => `<div><dt>${escape(label)}</dt><dd>${escape(value)}</dd></div>`)
    .join('')}</dl>
${contents(figures)}
${hasFaces(figures) ? faceSections(figures, sheets, sharp, addressOf) : ''}
${clips === undefined ? '' : clipSection(clips, ofClip)}
${fits === undefined ? '' : fitSection(fits)}
<section id="protocol"><h2>How it was measured</h2><ul class="notes">${figures.protocol.map((line) => `<li>${escape(line)}</li>`).join('')}</ul></section>
<section id="again"><h2>Do it again</h2>${remake(figures)}</section>
<footer>${leftOut(figures)}<p>Beside this page: report.json (all of it), ${hasFaces(figures) ? 'values.csv, ' : ''}${clips === undefined ? '' : 'clips.csv, '}${fits === undefined ? '' : 'fits.csv, '}table.md, table.tex, and every picture in pictures/.</p></footer>
</main>
<script type="application/json" id="data">${inScript(dataOf(figures, sheets, sharp, addressOf))}</script>
<script>${labScript}</script>
</body>
</html>
`;
}

/** Of whole clips alone there are no figures by size. */
const hasFaces = ({ rows }: LabFigures): boolean => rows.length > 0;

/** Single faces. */
function faceSections(
  figures: LabFigures,
  sheets: readonly Sheet[],
  sharp: (picture: number) => string,
  addressOf: AddressOf,
): string {
  const { factors } = figures;
  return `<section id="wipes"><h2>Compare</h2>${wipe(figures, sheets)}</section>
<section id="sizes"><h2>By size</h2><p class="hint">Click a heading to sort. In small print, 95 % intervals over people. “Over bicubic” is measured picture by picture.</p>
${factors.map((factor) => table(figures, factor)).join('\n')}</section>
<section><h2>Methods against each other</h2>${plotControls()}<div id="plot"></div></section>
<section id="each"><h2>Picture by picture</h2><p class="hint">One dot a picture: gain over bicubic, dB. Filled dots are the pictures shown on this page: choose one to see it above.</p><div id="strip"></div></section>
${sheets.map((sheet) => sheetSection(figures, sheet, sharp, addressOf)).join('\n')}`;
}

function leadOf(figures: LabFigures): string {
  const sizes = figures.factors.map((factor) => `${protocolSize / factor} px`).join(', ');
  const faces = `${figures.pictures.length} sharp faces were shrunk to ${sizes} and enlarged again to ${protocolSize} px by ${figures.methods.length} methods, then compared with the sharp ones.`;
  const { clips, fits } = figures;
  return [
    ...(hasFaces(figures) ? [faces] : []),
    ...(clips === undefined ? [] : [`${clipCount(clips)} made poor and brought back whole.`]),
    ...(fits === undefined ? [] : ['3D faces were fitted at every size.']),
  ].join(' ');
}

/** Ways to the parts of a long page. */
function contents(figures: LabFigures): string {
  const { factors, clips, fits } = figures;
  const [smallest] = [...factors].sort((a, b) => b - a);
  const parts = [
    ...(hasFaces(figures)
      ? [
          ['wipes', 'Compare'],
          ['sizes', 'By size'],
          ['each', 'Picture by picture'],
          [`sheet-${smallest}`, 'Best and worst'],
        ]
      : []),
    ...(clips === undefined ? [] : [['clips', 'Whole clips']]),
    ...(fits === undefined ? [] : [['fits', 'The 3D face']]),
    ['protocol', 'How it was measured'],
    ['again', 'Do it again'],
  ];
  return `<nav aria-label="On this page">${parts.map(([id, name]) => `<a href="#${id}">${name}</a>`).join('')}</nav>`;
}

/** A table of one size, a method a row. */
function table(figures: LabFigures, factor: number): string {
  const rows = figures.rows.filter((row) => row.factor === factor).map((row) => [row.method, row] as const);
  const methodOf = (row: LabRow) => figures.methods.find(({ name }) => name === row.method);
  const hasMemory = figures.methods.some(({ peakBytes }) => peakBytes !== undefined);
  return sortableTable<LabRow>(`${sizeText(factor)} px`, 'Method', rows, [
    ...measureNames.map((name) => ({ ...measureWords[name], sign: name === 'gain' })),
    {
      title: 'ms a face',
      digits: 1,
      better: 'neither',
      valueOf: (row) => ({ mean: methodOf(row)?.milliseconds ?? 0 }),
    },
    ...(hasMemory
      ? [
          {
            title: 'peak MB',
            digits: 0,
            better: 'neither' as const,
            valueOf: (row: LabRow) => ({ mean: (methodOf(row)?.peakBytes ?? Number.NaN) / 1e6 }),
          },
        ]
      : []),
  ]);
}

function plotControls(): string {
  const options = measureNames.map(
    (name) =>
      `<option value="${name}"${name === 'gain' ? ' selected' : ''}>${measureWords[name].title}</option>`,
  );
  return `<p class="controls"><label>Measure <select id="measure">${options.join('')}</select></label></p>`;
}

/** Two versions of one picture under a line that is moved. The script fills it. */
function wipe(figures: LabFigures, sheets: readonly Sheet[]): string {
  const pictures = sheets.flatMap(({ factor, shown }) =>
    shown.map(({ picture, place }) => {
      const { name } = figures.pictures[picture];
      return `<option value="${factor} ${picture}">${escape(`${sizeText(factor)}, ${place}: ${name}`)}</option>`;
    }),
  );
  const methods = (chosen: string) =>
    ['sharp', ...figures.methods.map(({ name }) => name)]
      .map((name) => `<option${name === chosen ? ' selected' : ''}>${escape(name)}</option>`)
      .join('');
  return `<p class="controls"><label>Picture <select id="picture">${pictures.join('')}</select></label><label>Left <select id="left">${methods('bicubic')}</select></label><label>Right <select id="right">${methods(bestRow(figures, sheets[0].factor).method)}</select></label></p>
<figure class="wipe" style="--at:50%"><div class="stage"><img alt="Left" id="left-image"><img class="after" alt="Right" id="right-image"><span class="tag" id="left-tag"></span><span class="tag right" id="right-tag"></span><span class="line"></span>
<input type="range" min="0" max="100" value="50" step="0.5" aria-label="Position of the line between left and right"></div><figcaption id="wipe-figures"></figcaption></figure>`;
}

function sheetSection(
  figures: LabFigures,
  { factor, method, shown }: Sheet,
  sharp: (picture: number) => string,
  addressOf: AddressOf,
): string {
  const columns = sheetMethods(
    figures.methods.map(({ name }) => name),
    method,
  );
  const image = (address: string, alt: string) =>
    `<td><img src="${address}" alt="${escape(alt)}" width="${protocolSize}" height="${protocolSize}"></td>`;
  const rows = shown.map(({ picture, place, gain }) => {
    const { name } = figures.pictures[picture];
    const cells = columns.map((column) => image(addressOf(picture, factor, column), `${name}, ${column}`));
    return `<tr><th scope="row">${place}<small>${escape(name)}</small><small>${gain > 0 ? '+' : ''}${gain.toFixed(2)} dB</small></th>${cells.join('')}${image(sharp(picture), `${name}, sharp`)}</tr>`;
  });
  return `<section class="sheet" id="sheet-${factor}"><h2>Best, median and worst at ${sizeText(factor)}</h2><p class="hint">By what ${escape(method)} gains over bicubic.</p>
<div class="wide"><table class="pictures-table"><thead><tr><th></th>${columns.map((column) => `<th scope="col">${escape(column)}</th>`).join('')}<th scope="col">sharp</th></tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`;
}

function remake({ made, methods }: LabFigures): string {
  const weights = methods.map(
    ({ name, weights }) => `<tr><th scope="row">${escape(name)}</th><td>${escape(weights)}</td></tr>`,
  );
  return `<pre>${escape(made.command)}</pre><p>Facet Studio ${escape(made.version)}, ${escape(made.date)}, ${escape(made.machine)}; ${made.seconds.toFixed(0)} s${made.processorSeconds === undefined ? '' : `, ${made.processorSeconds.toFixed(0)} s of the processor`}. Seed of the intervals ${made.seed}. Pictures and figures are the same on every run on one machine; times are not.</p>
<table class="weights"><tbody>${weights.join('')}</tbody></table>`;
}

function leftOut({ leftOut: files }: LabFigures): string {
  return files.length === 0
    ? ''
    : `<p>Left out, for want of a face with eyes at least 32 px apart: ${escape(files.join(', '))}.</p>`;
}

/** What the script draws from. */
function dataOf(
  figures: LabFigures,
  sheets: readonly Sheet[],
  sharp: (picture: number) => string,
  addressOf: AddressOf,
): object {
  const gains = gainsOf(figures.values);
  const methods = figures.methods.map(({ name }) => name);
  return {
    factors: figures.factors,
    methods,
    sizes: Object.fromEntries(figures.factors.map((factor) => [factor, sizeText(factor)])),
    measures: Object.fromEntries(
      measureNames.map((name) => [
        name,
        { title: measureWords[name].title, digits: measureWords[name].digits },
      ]),
    ),
    rows: figures.rows.map((row) => ({
      ...{ factor: row.factor, method: row.method },
      values: Object.fromEntries(measureNames.map((name) => [name, measureWords[name].valueOf(row)])),
    })),
    names: figures.pictures.map(({ name }) => name),
    values: figures.values.map((value) => ({ ...value, gain: gains.get(value) })),
    sheets: sheets.map(({ factor, method, shown }) => ({
      factor,
      method,
      pictures: shown.map(({ picture }) => picture),
    })),
    images: Object.fromEntries(
      sheets.flatMap(({ factor, shown }) =>
        shown.map(({ picture }) => [
          `${factor} ${picture}`,
          {
            sharp: sharp(picture),
            ...Object.fromEntries(methods.map((name) => [name, addressOf(picture, factor, name)])),
          },
        ]),
      ),
    ),
  };
}

/** JSON that cannot end the script it stands in. */
function inScript(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
