import path from 'node:path';
import type { LabFigures } from '../../../../preload/contract/lab';
import { dataUri } from '../../export/page-parts';
import { writeAtomically } from '../../export/write-atomically';
import { readStill } from '../../media/read-still';
import { clipPicture, pictureFile, versionName } from '../picture-files';
import { clipSheet } from './clip-section';
import { clipLatex, clipMarkdown, clipsCsv } from './clip-tables';
import { fitLatex, fitMarkdown, fitsCsv } from './fit-tables';
import { labPage } from './lab-page';
import { sheetsOf } from './lab-sheets';
import { compactLatex, compactMarkdown, valuesCsv } from './lab-tables';

/**
 * Writes report.html with the pictures that it shows inside, and the figures beside it.
 * @param folder holds `pictures/` as the run wrote them
 * @returns the page. Errors: those of `writeAtomically`.
 */
export async function writeLabReport(folder: string, figures: LabFigures): Promise<string> {
  const sheets = sheetsOf(figures);
  const { clips, fits } = figures;
  const nameOf = (picture: number, version: string) =>
    pictureFile(picture, figures.pictures[picture].name, version);
  const ofClip = (face: number, version: string) => clipPicture(face, clips?.faces[face].name ?? '', version);
  const addresses = new Map<string, string>();
  const take = async (file: string) => {
    const { image } = await readStill(path.join(folder, 'pictures', file));
    addresses.set(file, await dataUri(image));
  };
  for (const { factor, shown } of sheets) {
    for (const { picture } of shown) {
      await take(nameOf(picture, 'sharp'));
      for (const { name } of figures.methods) await take(nameOf(picture, versionName(factor, name)));
    }
  }
  if (clips !== undefined) {
    const { shown, versions } = clipSheet(clips);
    for (const { face } of shown) for (const version of versions) await take(ofClip(face, version));
    await writeAtomically(path.join(folder, 'clips.csv'), clipsCsv(clips));
  }
  if (fits !== undefined) {
    await writeAtomically(path.join(folder, 'fits.csv'), fitsCsv(fits, figures.pictures));
  }
  const address = (file: string) => addresses.get(file) ?? '';
  const report = path.join(folder, 'report.html');
  await writeAtomically(path.join(folder, 'report.json'), `${JSON.stringify(figures, undefined, 1)}\n`);
  const hasFaces = figures.rows.length > 0;
  if (hasFaces) await writeAtomically(path.join(folder, 'values.csv'), valuesCsv(figures));
  const markdown = [
    ...(hasFaces ? [compactMarkdown(figures)] : []),
    ...(clips === undefined ? [] : [clipMarkdown(clips)]),
    ...(fits === undefined ? [] : [fitMarkdown(fits)]),
  ];
  const latex = [
    ...(hasFaces ? [compactLatex(figures)] : []),
    ...(clips === undefined ? [] : [clipLatex(clips)]),
    ...(fits === undefined ? [] : [fitLatex(fits)]),
  ];
  await writeAtomically(path.join(folder, 'table.md'), markdown.join('\n'));
  await writeAtomically(path.join(folder, 'table.tex'), latex.join('\n'));
  await writeAtomically(
    report,
    labPage(
      figures,
      sheets,
      (picture) => address(nameOf(picture, 'sharp')),
      (picture, factor, method) => address(nameOf(picture, versionName(factor, method))),
      (face, version) => address(ofClip(face, version)),
    ),
  );
  return report;
}
