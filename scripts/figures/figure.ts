import type { MaterialName } from './materials';

/** Figures of a table by row and measure, as they are kept. */
export type Rows = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** `docs/figures/NAME.json` */
export interface Kept {
  /** What the commands gave when the figures were kept. */
  readonly rows: Rows;
  /** Figures of versions that are gone, which no command makes any more: shown beside, never compared. */
  readonly earlier?: Rows;
}

/** A command line of the repository. */
export interface Step {
  /** `facet`: dist/facet.js; `built`: another program of dist/; `script`: a file of the checkout; `python`: one of native-models/training. */
  readonly program: 'facet' | 'built' | 'script' | 'python';
  /** The program's name or file; of `facet` the command. */
  readonly name: string;
  readonly args: readonly string[];
  /** Where its standard output goes, instead of the terminal. */
  readonly into?: string;
}

/** Where a figure's commands find what they need, and leave what they make. */
export interface Places {
  of(material: MaterialName): string;
  /** A path in the folder of the run. */
  work(name: string): string;
}

/** How a measure is judged: what is better, and how far it may move before it has fallen. */
export interface Judged {
  readonly better: 'more' | 'less';
  readonly noise: number;
}

interface Named {
  readonly name: string;
  /** One line for `--figures list`. */
  readonly about: string;
  readonly needs: readonly MaterialName[];
  /** About how long on two cores. */
  readonly minutes: number;
  steps(at: Places): readonly Step[];
}

/** A table, between `<!-- figures:NAME -->` and `<!-- /figures:NAME -->` of its pages. */
export interface Table extends Named {
  readonly kind: 'table';
  readonly pages: readonly string[];
  /** @param json of a file in the folder of the run, by its name there */
  read(json: (name: string) => unknown): Rows;
  /** Undefined: shown, not judged (times and memory are the machine's). */
  judged(measure: string, row: string): Judged | undefined;
  /** Markdown, a line each. */
  table(kept: Kept): string[];
}

/** A picture of the documentation; it is looked at, not compared. */
export interface Picture extends Named {
  readonly kind: 'picture';
  /** By its name in the folder of the run: the file of the checkout it becomes. */
  readonly files: Readonly<Record<string, string>>;
  /** Shrunk to, pixels; as it is where none is said. */
  readonly width?: number;
}

/** A table that is put together from what others keep. */
export interface Derived {
  readonly kind: 'derived';
  readonly name: string;
  readonly about: string;
  readonly pages: readonly string[];
  readonly from: readonly string[];
  table(keptOf: (name: string) => Kept): string[];
}

/** Made by a command of its own, which keeps its figures itself: `facet lab reproduce`. */
export interface Own extends Named {
  readonly kind: 'own';
  readonly pages: readonly string[];
  /** Marks of its places, such as `lab:faces`. */
  readonly marks: readonly string[];
  readonly files: Readonly<Record<string, string>>;
}

export type Figure = Table | Picture | Derived | Own;
