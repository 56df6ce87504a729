import type { RgbImage } from '../pixels/image';
import { dataUri, escapeHtml as escape } from './page-parts';
import { reportScript, reportStyle } from './report-style';
import { writeAtomically } from './write-atomically';

/** A picture of the page: embedded, so that the page is one file. */
export interface ReportPicture {
  readonly caption: string;
  readonly image: RgbImage;
}

/** A file next to the page (a path relative to it) and what it is. */
export interface ReportFile {
  readonly label: string;
  readonly file: string;
}

export interface ReportPerson {
  readonly name: string;
  /** Label and value, such as `['Frames', '120']`. */
  readonly facts: readonly (readonly [string, string])[];
  readonly pictures: readonly ReportPicture[];
  readonly files: readonly ReportFile[];
}

/** What the page says; plain text everywhere, escaped here. */
export interface Report {
  readonly title: string;
  readonly subtitle: string;
  /** Shown under a wipe; both of one size. */
  readonly comparison?: { readonly before: RgbImage; readonly after: RgbImage; readonly caption: string };
  /** Played in the page. */
  readonly videos: readonly ReportFile[];
  readonly figures: readonly (readonly [string, string])[];
  readonly people: readonly ReportPerson[];
  readonly files: readonly ReportFile[];
  /** Lines in small print, such as licences of the sample. */
  readonly notes: readonly string[];
}

/** Writes the page as one self-contained HTML file (videos stay beside it). Errors: those of `writeAtomically`. */
export async function writeReport(file: string, report: Report): Promise<void> {
  await writeAtomically(file, await formatReport(report));
}

export async function formatReport(report: Report): Promise<string> {
  const people = await Promise.all(report.people.map(formatPerson));
  const comparison = report.comparison === undefined ? '' : await formatComparison(report.comparison);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(report.title)} · Facet Studio</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<header><p class="brand">Facet Studio</p><h1>${escape(report.title)}</h1><p class="lead">${escape(report.subtitle)}</p></header>
${comparison}
${formatFacts(report.figures, 'figures')}
${report.videos.map(formatVideo).join('\n')}
${people.join('\n')}
${report.files.length === 0 ? '' : `<section><h2>Files</h2>${formatFiles(report.files)}</section>`}
<footer>${report.notes.map((note) => `<p>${escape(note)}</p>`).join('')}</footer>
</main>
<script>${reportScript}</script>
</body>
</html>
`;
}

async function formatComparison(comparison: NonNullable<Report['comparison']>): Promise<string> {
  const [before, after] = await Promise.all([dataUri(comparison.before), dataUri(comparison.after)]);
  const { width, height } = comparison.after;
  return `<figure class="wipe" style="--at:50%">
<div class="stage" style="aspect-ratio:${width}/${height}">
<img src="${before}" alt="Before" width="${width}" height="${height}">
<img class="after" src="${after}" alt="After" width="${width}" height="${height}">
<span class="tag">Before</span><span class="tag right">After</span><span class="line"></span>
<input type="range" min="0" max="100" value="50" step="0.5" aria-label="Position of the line between before and after">
</div>
<figcaption>${escape(comparison.caption)}</figcaption>
</figure>`;
}

function formatVideo(video: ReportFile): string {
  return `<figure><video src="${escape(encodeURI(video.file))}" controls loop muted playsinline preload="metadata"></video>
<figcaption>${escape(video.label)}</figcaption></figure>`;
}

async function formatPerson(person: ReportPerson, index: number): Promise<string> {
  const pictures = await Promise.all(
    person.pictures.map(
      async ({ caption, image }) =>
        `<figure><img src="${await dataUri(image)}" alt="${escape(`${person.name}: ${caption}`)}" width="${image.width}" height="${image.height}"><figcaption>${escape(caption)}</figcaption></figure>`,
    ),
  );
  return `<section class="person p${(index % 3) + 1}"><h2>${escape(person.name)}</h2>
${formatFacts(person.facts, 'facts')}
<div class="pictures">${pictures.join('\n')}</div>
${formatFiles(person.files)}</section>`;
}

function formatFacts(facts: readonly (readonly [string, string])[], name: string): string {
  if (facts.length === 0) return '';
  const items = facts.map(
    ([label, value]) => `<div><dt>${escape(label)}</dt><dd>${escape(value)}</dd></div>`,
  );
  return `<dl class="${name}">${items.join('')}</dl>`;
}

function formatFiles(files: readonly ReportFile[]): string {
  if (files.length === 0) return '';
  const items = files.map(
    ({ label, file }) =>
      `<li><a href="${escape(encodeURI(file))}">${escape(file)}</a><span>${escape(label)}</span></li>`,
  );
  return `<ul class="files">${items.join('')}</ul>`;
}
