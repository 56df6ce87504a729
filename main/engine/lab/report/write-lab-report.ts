import path from 'node:path';
import type { LabFigures } from '../../../../preload/contract/lab';
import { dataUri } from '../../export/page-parts';
import { writeAtomically } from '../../export/write-atomically';
import { readStill } from '../../media/read-still';
import { pictureFile, versionName } from '../picture-files';
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
  const addresses = new Map<string, string>();
  const take = async (picture: number, version: string) => {
    const file = pictureFile(picture, figures.pictures[picture].name, version);
    const { image } = await readStill(path.join(folder, 'pictures', file));
    addresses.set(file, await dataUri(image));
  };
  for (const { factor, shown } of sheets) {
    for (const { picture } of shown) {
      await take(picture, 'sharp');
      for (const { name } of figures.methods) await take(picture, versionName(factor, name));
    }
  }
  const addressOf = (picture: number, version: string) =>
    addresses.get(pictureFile(picture, figures.pictures[picture].name, version)) ?? '';
  const report = path.join(folder, 'report.html');
  await writeAtomically(path.join(folder, 'report.json'), `${JSON.stringify(figures, undefined, 1)}\n`);
  await writeAtomically(path.join(folder, 'values.csv'), valuesCsv(figures));
  await writeAtomically(path.join(folder, 'table.md'), compactMarkdown(figures));
  await writeAtomically(path.join(folder, 'table.tex'), compactLatex(figures));
  await writeAtomically(
    report,
    labPage(
      figures,
      sheets,
      (picture) => addressOf(picture, 'sharp'),
      (picture, factor, method) => addressOf(picture, versionName(factor, method)),
    ),
  );
  return report;
}
