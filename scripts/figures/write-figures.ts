import { writeAtomically } from '../../main/engine/export/write-atomically';

/** What a measuring program found, as JSON for whoever goes on with it. */
export async function writeFigures(file: string, figures: unknown): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(figures, undefined, 2)}\n`);
}
