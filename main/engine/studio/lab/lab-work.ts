import type { LabFactor, LabPart } from '../../../../preload/contract/lab';
import type { MediaInfo } from '../../../../preload/contract/media';

/**
 * What the parts of a run have to do, each in a unit of its own: `faces` versions of pictures, `fits` pictures, `clips`
 * frames by methods (weighed by their size), `memory` methods.
 */
export type LabWork = Partial<Record<LabPart, number>>;

export interface LabDemand {
  /** At most: not every picture shows a face that is large enough. */
  readonly pictures: number;
  /** That are looked at whole. */
  readonly clips: number;
  readonly work: LabWork;
}

interface Wish {
  readonly faces: boolean;
  readonly methods: readonly string[];
  readonly factors: readonly LabFactor[];
  readonly framesPerClip: number;
  readonly clips?: { readonly seconds: number } | undefined;
  readonly fits: boolean;
  readonly memory: boolean;
}

type Material = Pick<
  MediaInfo,
  'kind' | 'durationSeconds' | 'frameCountEstimate' | 'displayWidth' | 'displayHeight'
>;

/** Both analyses of a clip and the look at the sharp one take about as long as so many methods. */
const analysesAsMethods = 3;
/** A frame of a megapixel takes so many times longer than a tiny one. */
const perMegapixel = 2;

/** What a wish comes to. */
export function labDemand(material: readonly Material[], wish: Wish): LabDemand {
  const clips = wish.clips === undefined ? [] : material.filter(({ kind }) => kind === 'video');
  const seconds = wish.clips?.seconds ?? 0;
  const pictures = !wish.faces
    ? 0
    : material.reduce(
        (sum, { kind, frameCountEstimate }) =>
          sum + (kind === 'image' ? 1 : Math.min(wish.framesPerClip, frameCountEstimate)),
        0,
      );
  const frames = clips.reduce((sum, clip) => {
    const share = clip.durationSeconds > seconds ? seconds / clip.durationSeconds : 1;
    const megapixels = (clip.displayWidth * clip.displayHeight) / 1e6;
    return sum + clip.frameCountEstimate * share * (1 + perMegapixel * megapixels);
  }, 0);
  return {
    pictures,
    clips: clips.length,
    work: {
      ...(wish.faces ? { faces: pictures * wish.methods.length * wish.factors.length } : {}),
      ...(wish.clips === undefined ? {} : { clips: frames * (wish.methods.length + analysesAsMethods) }),
      ...(wish.fits ? { fits: pictures } : {}),
      ...(wish.memory ? { memory: wish.methods.length } : {}),
    },
  };
}

/**
 * Seconds that a unit of each part takes before this machine has told, on two cores: see docs/lab.md.
 */
const firstGuess: Readonly<Record<LabPart, number>> = { faces: 0.25, fits: 6, clips: 0.1, memory: 4 };

/** What a finished run did, and how long its parts took. */
export interface LabPast {
  readonly methods: number;
  readonly work: LabWork;
  readonly seconds: LabWork;
}

/**
 * Seconds that each part takes: as this machine took in the run with the most similar number of methods that had that
 * part, since the versions of a face share its 3D fit.
 */
export function expectedSeconds(work: LabWork, methods: number, past: readonly LabPast[]): LabWork {
  const distance = (one: LabPast) => Math.abs(Math.log(one.methods / methods));
  const nearest = [...past].sort((a, b) => distance(a) - distance(b));
  const perUnit = (part: LabPart) => {
    const rates = nearest.flatMap(({ work: done, seconds }) =>
      done[part] === undefined || done[part] === 0 || seconds[part] === undefined
        ? []
        : [seconds[part] / done[part]],
    );
    return rates.at(0) ?? firstGuess[part];
  };
  return Object.fromEntries(
    Object.entries(work).map(([part, units]) => [part, units * perUnit(part as LabPart)]),
  );
}

export function totalSeconds(seconds: LabWork): number {
  return Object.values(seconds).reduce((sum, one) => sum + one, 0);
}
