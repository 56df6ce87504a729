import type { StudioDocument } from './document-format';

/** Edits that can be taken back, as keys of the string catalogue. */
export type EditName =
  | 'undo.rename'
  | 'undo.mediaAdd'
  | 'undo.mediaRemove'
  | 'undo.range'
  | 'undo.settings'
  | 'undo.settingsReset'
  | 'undo.preset'
  | 'undo.peopleRename'
  | 'undo.peopleEnable'
  | 'undo.peopleStrength'
  | 'undo.peopleReferences'
  | 'undo.peopleMerge'
  | 'undo.peopleSplit';

interface Step {
  readonly name: EditName;
  /** Edits with the same subject that follow one another quickly are one step: a slider while it is dragged. */
  readonly subject: string | undefined;
  readonly document: StudioDocument;
  readonly at: number;
}

const mostSteps = 200;
const joinMilliseconds = 1000;

/** The document and the ways back and forth. Documents share what did not change, so steps are cheap. */
export class History {
  private past: Step[] = [];
  private future: Step[] = [];

  constructor(
    private present: StudioDocument,
    private readonly now: () => number = Date.now,
  ) {}

  get document(): StudioDocument {
    return this.present;
  }

  get undoName(): EditName | undefined {
    return this.past.at(-1)?.name;
  }

  get redoName(): EditName | undefined {
    return this.future.at(-1)?.name;
  }

  /** Takes the edited document; nothing happens where it is the same object. */
  apply(name: EditName, document: StudioDocument, subject?: string): void {
    if (document === this.present) return;
    const at = this.now();
    const last = this.past.at(-1);
    const joins =
      subject !== undefined &&
      last?.subject === subject &&
      last.name === name &&
      at - last.at < joinMilliseconds &&
      this.future.length === 0;
    const before = joins ? last.document : this.present;
    if (joins) this.past.pop();
    this.past = [...this.past, { name, subject, document: before, at }].slice(-mostSteps);
    this.future = [];
    this.present = document;
  }

  undo(): boolean {
    return this.step('past', 'future');
  }

  redo(): boolean {
    return this.step('future', 'past');
  }

  private step(from: 'past' | 'future', to: 'past' | 'future'): boolean {
    const step = this[from].pop();
    if (step === undefined) return false;
    // Taken back steps join nothing: their subject is dropped.
    this[to].push({ ...step, subject: undefined, document: this.present });
    this.present = step.document;
    return true;
  }
}
