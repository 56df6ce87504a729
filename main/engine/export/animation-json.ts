import type { GLTF } from '@gltf-transform/core';

/** One array of an animation: a stretch of the file that is filled later. */
export interface AnimationArray {
  readonly name: 'times' | 'rotation' | 'translation' | 'weights' | 'visibleTimes' | 'scale';
  readonly type: 'SCALAR' | 'VEC3' | 'VEC4';
  /** Elements of `type`. */
  readonly count: number;
  /** For times, which glTF wants bounded. */
  readonly range?: readonly [number, number];
}

export interface AnimationChannel {
  readonly path: 'rotation' | 'translation' | 'scale' | 'weights';
  readonly times: AnimationArray['name'];
  readonly values: AnimationArray['name'];
  readonly interpolation: 'LINEAR' | 'STEP';
}

const floatComponent = 5126;
const numbersOf = { SCALAR: 1, VEC3: 3, VEC4: 4 } as const;

export function arrayBytes({ type, count }: AnimationArray): number {
  return count * numbersOf[type] * 4;
}

/**
 * Adds an animation of one node to a glTF of one buffer, whose arrays follow the buffer's bytes in the order given.
 * @param staticBytes length of the buffer so far, a multiple of 4
 * @returns the glTF with the buffer's whole length
 */
export function withAnimation(
  json: GLTF.IGLTF,
  staticBytes: number,
  node: number,
  arrays: readonly AnimationArray[],
  channels: readonly AnimationChannel[],
): GLTF.IGLTF {
  const bufferViews = [...(json.bufferViews ?? [])];
  const accessors = [...(json.accessors ?? [])];
  const accessorOf = new Map<string, number>();
  let end = staticBytes;
  for (const array of arrays) {
    accessorOf.set(array.name, accessors.length);
    accessors.push({
      bufferView: bufferViews.length,
      componentType: floatComponent,
      count: array.count,
      type: array.type,
      ...(array.range === undefined ? {} : { min: [array.range[0]], max: [array.range[1]] }),
    });
    bufferViews.push({ buffer: 0, byteOffset: end, byteLength: arrayBytes(array) });
    end += arrayBytes(array);
  }
  const indexOf = (name: string): number => accessorOf.get(name) ?? -1;
  return {
    ...json,
    accessors,
    bufferViews,
    buffers: [{ ...json.buffers?.[0], byteLength: end }],
    animations: [
      {
        name: 'clip',
        samplers: channels.map(({ times, values, interpolation }) => ({
          input: indexOf(times),
          output: indexOf(values),
          interpolation,
        })),
        channels: channels.map(({ path }, sampler) => ({ sampler, target: { node, path } })),
      },
    ],
  };
}
