import type { NetworkTensor } from '../../../preload/contract/model-library';
import { StudioError } from '../errors/studio-error';

/** Numbers that a network of Deep3DFaceReconstruction's gives for a face (Deng et al. 2019). */
export const coefficientCount = 257;

/** The parts in order: how many numbers, and what exports call them. */
const parts: readonly (readonly [count: number, name: RegExp])[] = [
  [80, /id|shape/i],
  [64, /exp/i],
  [80, /tex|alb/i],
  [3, /ang|rot|pose/i],
  [27, /gamma|light|lit|sh/i],
  [3, /trans/i],
];
/** The project's own last layers, which it puts one after the other: the translation in two pieces. */
const layers = [80, 64, 80, 3, 27, 2, 1];

/**
 * The outputs that together are the 257 numbers, in order: one that holds them all, or several that are told by their
 * names or by the order in the file.
 * @param names as the adapter gives them
 * @throws StudioError `model-unsuitable`, saying what the file has instead
 */
export function coefficientOutputs(
  outputs: readonly NetworkTensor[],
  names: readonly string[] | undefined,
): string[] {
  const usable = outputs.filter(({ type }) => type === 'float32');
  if (names !== undefined) return namedOutputs(usable, names);
  const whole = usable.filter((tensor) => countOf(tensor) === coefficientCount);
  if (whole.length > 0) return [whole[0].name];
  const named = parts.map(([count, name]) =>
    usable.filter((tensor) => name.test(tensor.name) && countOf(tensor) === count),
  );
  const told = new Set(named.flatMap((found) => (found.length === 1 ? [found[0].name] : [])));
  if (told.size === parts.length) return [...told];
  for (const split of [parts.map(([count]) => count), layers]) {
    const inOrder = usable.filter((tensor) => split.includes(countOf(tensor)));
    if (split.length === inOrder.length && split.every((count, i) => count === countOf(inOrder[i]))) {
      return inOrder.map(({ name }) => name);
    }
  }
  const counts = usable.map((tensor) => `${tensor.name} (${countOf(tensor)})`).join(', ') || 'none';
  throw unsuitable(
    `No outputs hold the 257 numbers of a Deep3DFaceReconstruction network: identity 80, expression 64, texture 80, angles 3, light 27, translation 3. The file has ${counts}. Export the network of Deng et al. (2019) with its outputs put one after the other, or name its outputs in that order in an adapter`,
  );
}

function namedOutputs(outputs: readonly NetworkTensor[], names: readonly string[]): string[] {
  const counts = names.map((name) => {
    const found = outputs.find((tensor) => tensor.name === name);
    if (found !== undefined) return countOf(found);
    const has = outputs.map((tensor) => tensor.name).join(', ') || 'none';
    throw unsuitable(`There is no float32 output "${name}". The file has ${has}`);
  });
  const total = counts.reduce((sum, count) => sum + count, 0);
  // Free axes count as 1: what really comes is seen when the network is tried.
  if (total > coefficientCount) {
    throw unsuitable(
      `The outputs ${names.join(', ')} hold ${total} numbers; ${coefficientCount} are expected`,
    );
  }
  return [...names];
}

/** Numbers for one face; free axes, such as the batch, count as 1. */
function countOf({ shape }: NetworkTensor): number {
  return shape.reduce<number>((product, axis) => product * (typeof axis === 'number' ? axis : 1), 1);
}

function unsuitable(why: string): StudioError {
  return new StudioError('model-unsuitable', `${why}. docs/models.md describes adapters.`);
}
