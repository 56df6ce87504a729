import type { ModelAdapter } from '../../../preload/contract/model-adapter';
import type { NetworkDescription } from '../../../preload/contract/model-library';
import { isCancelled, StudioError } from '../errors/studio-error';
import { parameterFeeds, pictureFeed } from '../enhance/adapted-tensors';
import type { InferencePool } from '../inference/inference-pool';
import { inspectNetwork } from '../inference/inspect-network';
import { createRgbImage } from '../pixels/image';
import { coefficientCount } from './coefficient-outputs';
import { axesOf } from './settle-adapter';

/**
 * Runs a network once on a grey picture through its adapter: a file can announce one shape and give another, and many
 * announce none.
 * @throws StudioError `model-unsuitable`
 */
export async function tryNetwork(
  path: string,
  adapter: ModelAdapter,
  pool: Pick<InferencePool, 'perform'>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const side = adapter.scope === 'frame' ? adapter.tile : adapter.size;
  const grey = createRgbImage(side, side);
  grey.data.fill(128);
  const feeds = {
    [adapter.input.name]: pictureFeed(grey, adapter.input),
    ...parameterFeeds(adapter, {}),
  };
  const outputs = adapter.scope === 'coefficients' ? adapter.output.names : [adapter.output.name];
  const { results } = await pool.perform(inspectNetwork, { path, feeds, outputs }, { signal });
  const answers = outputs.map((name) => results[name]);
  const [{ dims }] = answers;
  if (adapter.scope === 'volume') checkVolume(dims, side);
  else if (adapter.scope === 'coefficients') checkCount(answers.map((answer) => answer.dims));
  else checkPicture(dims, side, adapter);
  if (!answers.every(({ finite }) => finite)) {
    throw new StudioError(
      'model-unsuitable',
      'A trial picture came back with values that are not numbers. The file may have been exported at too low a precision.',
    );
  }
}

function checkPicture(
  dims: readonly number[],
  side: number,
  adapter: Exclude<ModelAdapter, { scope: 'volume' | 'coefficients' }>,
): void {
  const expected = side * (adapter.scope === 'face' ? 1 : adapter.factor);
  const { height, width, channels } = axesOf(adapter.output.layout);
  if (dims.length === 4 && dims[channels] === 3 && dims[height] === expected && dims[width] === expected)
    return;
  throw new StudioError(
    'model-unsuitable',
    `A trial picture of ${side} x ${side} pixels came back as [${dims.join(', ')}]; the adapter promises ${expected} x ${expected} in ${adapter.output.layout} order. Correct the adapter's ${adapter.scope === 'face' ? 'size' : 'factor'} or layout.`,
  );
}

function checkVolume(dims: readonly number[], side: number): void {
  const [slices, height, width] = dims.slice(-3);
  const values = dims.reduce((product, n) => product * n, 1);
  if (height === side && width === side && values === slices * side * side) return;
  throw new StudioError(
    'model-unsuitable',
    `A trial picture of ${side} x ${side} pixels came back as [${dims.join(', ')}]; a volume of [1, depth, ${side}, ${side}] was expected. Correct the adapter's size, or the output it names.`,
  );
}

function checkCount(shapes: readonly (readonly number[])[]): void {
  const counts = shapes.map((dims) => dims.reduce((product, n) => product * n, 1));
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === coefficientCount) return;
  throw new StudioError(
    'model-unsuitable',
    `A trial picture came back as ${counts.join(' + ')} numbers, ${total} in all; a Deep3DFaceReconstruction network gives ${coefficientCount}: identity 80, expression 64, texture 80, angles 3, light 27, translation 3. Name its outputs in that order in an adapter, or export them together.`,
  );
}

/** Side of the picture that an upscaler is measured with. */
const measuredSide = 64;

/**
 * How much larger the output of a network with free sides is than its input; undefined where that cannot be told: sides
 * are fixed, there are further inputs, or it fails.
 */
export async function measureFactor(
  path: string,
  { inputs, outputs }: NetworkDescription,
  pool: Pick<InferencePool, 'perform'>,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const [input, output] = [inputs.at(0), outputs.at(0)];
  if (inputs.length !== 1 || input === undefined || output === undefined || input.shape.length !== 4) {
    return undefined;
  }
  const layout = input.shape[3] === 3 ? 'NHWC' : 'NCHW';
  const { height, width } = axesOf(layout);
  if (typeof input.shape[height] === 'number' || typeof input.shape[width] === 'number') return undefined;
  const grey = createRgbImage(measuredSide, measuredSide);
  const feeds = { [input.name]: pictureFeed(grey, { layout, range: '0..1', colour: 'RGB' }) };
  try {
    const { results } = await pool.perform(inspectNetwork, { path, feeds }, { signal });
    return results[output.name].dims[width] / measuredSide;
  } catch (error) {
    if (isCancelled(error)) throw error;
    return undefined;
  }
}
