import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { degradeRecipeSchema, type DegradeRecipe } from '../../../preload/contract/degrade';
import { StudioError } from '../errors/studio-error';
import { makeFolder, writeAtomically } from '../export/write-atomically';
import { datalists } from './datalists';

const entrySchema = z.object({
  /** Unique in the data set, without blanks: `datalist` files are split at them. */
  name: z.string(),
  /** The sharp input, absolute, and its size: another size is another input. */
  input: z.string(),
  bytes: z.number(),
  /** The poor file, or the folder of frames, from the data set's folder. */
  output: z.string(),
  /** Of the poor pictures, pixels. */
  width: z.number().int(),
  height: z.number().int(),
  /** Frames of the sharp input, from 0, that have a poor one: `firstFrame` and the `frames - 1` after it. */
  firstFrame: z.number().int(),
  frames: z.number().int(),
});
export type DataSetEntry = z.infer<typeof entrySchema>;

const dataSetSchema = z.object({
  version: z.literal(1),
  recipe: degradeRecipeSchema,
  /** Folders of frames, or whole files. */
  frames: z.boolean(),
  entries: z.array(entrySchema),
});
type DataSetFile = z.infer<typeof dataSetSchema>;

/** The folder of a data set: `dataset.json` says what is whole, so a stopped run goes on with what is missing. */
export class DataSet {
  private constructor(
    readonly folder: string,
    private readonly file: DataSetFile,
  ) {}

  /**
   * Opens a data set or begins one, and clears away what a killed run left half written.
   * @throws StudioError `output-exists` where the folder holds something else, those of `writeAtomically`.
   */
  static async open(folder: string, recipe: DegradeRecipe, frames: boolean): Promise<DataSet> {
    await makeFolder(folder);
    const there = await readdir(folder);
    if (!there.includes('dataset.json')) {
      if (there.length > 0) {
        throw new StudioError(
          'output-exists',
          `${folder} holds other files and no data set. Name a new or an empty folder.`,
        );
      }
      const begun = new DataSet(folder, { version: 1, recipe, frames, entries: [] });
      await begun.#save();
      return begun;
    }
    const file = await readDataSet(path.join(folder, 'dataset.json'));
    if (JSON.stringify([file.recipe, file.frames]) !== JSON.stringify([recipe, frames])) {
      throw new StudioError(
        'output-exists',
        `${folder} holds a data set of another recipe, seed or kind (its dataset.json says which). Name another folder.`,
      );
    }
    for (const name of there.filter((entry) => /^\..*\.part$/.test(entry))) {
      await rm(path.join(folder, name), { recursive: true, force: true });
    }
    return new DataSet(folder, file);
  }

  /** What an earlier run made of this very input. */
  find(input: string, bytes: number): DataSetEntry | undefined {
    return this.file.entries.find((entry) => entry.input === input && entry.bytes === bytes);
  }

  /** The name for an input: its own, blanks as `_`, with a number where another input has it. */
  nameFor(input: string): string {
    const own = path.parse(input).name.replaceAll(/\s/g, '_');
    const taken = new Set(this.file.entries.filter((entry) => entry.input !== input).map(({ name }) => name));
    for (let number = 1; ; number++) {
      const name = number === 1 ? own : `${own}-${number}`;
      if (!taken.has(name)) return name;
    }
  }

  /** Notes an input that is whole, in place of what was noted of it before. */
  async add(entry: DataSetEntry): Promise<void> {
    const others = this.file.entries.filter(({ input }) => input !== entry.input);
    this.file.entries.splice(0, Infinity, ...others, entry);
    await this.#save();
  }

  async #save(): Promise<void> {
    if (this.file.frames) {
      for (const [name, text] of Object.entries(datalists(this.file.entries))) {
        await writeAtomically(path.join(this.folder, name), text);
      }
    }
    await writeAtomically(path.join(this.folder, 'dataset.json'), `${JSON.stringify(this.file, null, 2)}\n`);
  }
}

async function readDataSet(file: string): Promise<DataSetFile> {
  try {
    return dataSetSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new StudioError(
      'output-exists',
      `${file} is not a data set of Facet Studio's. Name another folder.`,
      {
        cause,
      },
    );
  }
}
