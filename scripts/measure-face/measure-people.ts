import type { Engine } from '../../preload/contract/engine';
import { analysePeople } from './analysed-input';
import { isHeldOut, listPortraits } from './held-out';
import { quantile } from './statistics';

interface Take {
  readonly name: string;
  readonly person: string;
  readonly shape: readonly number[];
}

/** Distances of identity coefficients, standard deviations. */
export interface PeopleReport {
  readonly takes: readonly {
    readonly name: string;
    readonly same: number;
    readonly nearestOther: number;
  }[];
  readonly closer: number;
}

const pieces = 2;

/**
 * Identity coefficients of the same person over different stretches of clips, beside those of other people: the clips'
 * and all held-out portraits'.
 * @param clips files with one person each, seconds from the start
 */
export async function measurePeople(
  engine: Engine,
  clips: readonly string[],
  portraits: string,
  scratch: string,
): Promise<PeopleReport> {
  const takes: Take[] = [];
  for (const clip of clips) {
    const { durationSeconds } = await engine.probe(clip);
    const length = Math.min(durationSeconds ?? 0, 30) / pieces;
    for (let piece = 0; piece < pieces; piece++) {
      const fromSeconds = piece * length;
      const stretch = { fromSeconds, toSeconds: fromSeconds + length };
      const [found] = await analysePeople(engine, clip, scratch, stretch);
      if (found === undefined) throw new Error(`nobody in ${clip} from ${fromSeconds} s on`);
      takes.push({ name: `${clip}, part ${piece + 1}`, person: clip, shape: found.person.shape });
    }
  }
  const others: Take[] = [];
  for (const { file } of (await listPortraits(portraits)).filter(isHeldOut)) {
    const [found] = await analysePeople(engine, file, scratch);
    if (found !== undefined) others.push({ name: file, person: file, shape: found.person.shape });
  }
  process.stdout.write(
    'distance of identity coefficients (sd): to the same person elsewhere; nearest other clip; nearest and median held-out portrait\n',
  );
  const told: { name: string; same: number; nearestOther: number }[] = [];
  let closer = 0;
  for (const take of takes) {
    const to = (list: readonly Take[]): number[] =>
      list.map(({ shape }) => Math.hypot(...shape.map((v, k) => v - take.shape[k])));
    const same = Math.max(...to(takes.filter((other) => other !== take && other.person === take.person)));
    const clipsOfOthers = to(takes.filter(({ person }) => person !== take.person));
    const portraitsOfOthers = to(others);
    const nearest = Math.min(...clipsOfOthers, ...portraitsOfOthers);
    if (same < nearest) closer++;
    told.push({ name: take.name, same, nearestOther: nearest });
    process.stdout.write(
      `  ${take.name}: ${same.toFixed(2)}; ${Math.min(...clipsOfOthers).toFixed(2)}; ${Math.min(...portraitsOfOthers).toFixed(2)}, ${quantile(portraitsOfOthers, 0.5).toFixed(2)}\n`,
    );
  }
  process.stdout.write(`closer to themselves than to anybody else: ${closer} of ${takes.length}\n`);
  return { takes: told, closer };
}
