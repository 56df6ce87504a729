import { similarityOf } from '../faces/embed-face';

/**
 * Looks this similar are one person. Within a clip as for the mean looks of its tracks (identify-people.ts); between files
 * stricter, since pairs of strangers are many there.
 */
const samePerson = { withinFile: 0.5, betweenFiles: 0.7 };

interface Look {
  readonly file: string;
  readonly person: number;
  readonly embedding: Float32Array;
}

/** Tells people apart by their looks, whatever their file. */
export class WhoIsWho {
  readonly #looks: Look[] = [];
  #people = 0;

  /**
   * @param embedding unit length, kept
   * @returns the person of the most similar earlier look that is similar enough, or a new one: 0, 1, …
   */
  add(file: string, embedding: Float32Array): number {
    let best: Look | undefined;
    let similarity = -1;
    for (const look of this.#looks) {
      const found = similarityOf(look.embedding, embedding);
      const least = look.file === file ? samePerson.withinFile : samePerson.betweenFiles;
      if (found >= least && found > similarity) [best, similarity] = [look, found];
    }
    const person = best?.person ?? this.#people++;
    this.#looks.push({ file, person, embedding });
    return person;
  }
}
