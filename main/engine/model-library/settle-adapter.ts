import type {
  AdapterDeclaration,
  AdapterParameter,
  CoefficientsAdapter,
  FaceAdapter,
  FrameAdapter,
  ModelAdapter,
  PictureFormat,
  VolumeAdapter,
} from '../../../preload/contract/model-adapter';
import type { NetworkDescription, NetworkTensor } from '../../../preload/contract/model-library';
import { StudioError } from '../errors/studio-error';
import { coefficientOutputs } from './coefficient-outputs';

/** Side of the crop where neither adapter nor file says it. */
const usualCropSize = 512;
const usualVolumeSize = 192;
const usualReadingSize = 224;

/**
 * Fills in what an adapter leaves to the file (names, the side of the crop, a fixed tile, the factor, shapes of further
 * inputs) and checks the rest against the file's own description.
 * @throws StudioError `model-unsuitable`, saying what the file has instead
 */
export function settleAdapter(adapter: AdapterDeclaration, network: NetworkDescription): ModelAdapter {
  const input = pictureOf(network.inputs, adapter.input, 'input');
  const parameters = settleParameters(
    adapter.parameters,
    network.inputs.filter(({ name }) => name !== input.name),
  );
  const from = { ...adapter.input, name: input.name };
  if (adapter.scope === 'volume') {
    const { scope, template } = adapter;
    const output = volumeOf(network.outputs, adapter.output.name);
    const size = adapter.size ?? sideOf(input, from) ?? usualVolumeSize;
    expectSide(input, from, size);
    const to = { ...adapter.output, name: output.name };
    return { scope, size, template, input: from, output: to, parameters } satisfies VolumeAdapter;
  }
  if (adapter.scope === 'coefficients') {
    const size = adapter.size ?? sideOf(input, from) ?? usualReadingSize;
    expectSide(input, from, size);
    const output = { names: coefficientOutputs(network.outputs, adapter.output.names) };
    return { ...adapter, size, input: from, output, parameters } satisfies CoefficientsAdapter;
  }
  const output = pictureOf(network.outputs, adapter.output, 'output');
  const to = { ...adapter.output, name: output.name };
  if (adapter.scope === 'face') {
    const { scope, template } = adapter;
    const size = adapter.size ?? sideOf(input, from) ?? sideOf(output, to) ?? usualCropSize;
    expectSide(input, from, size);
    expectSide(output, to, size);
    return { scope, size, template, input: from, output: to, parameters } satisfies FaceAdapter;
  }
  const tile = sideOf(input, from) ?? adapter.tile;
  const tileOut = sideOf(output, to);
  const told = tileOut === undefined || sideOf(input, from) === undefined ? undefined : tileOut / tile;
  const factor = adapter.factor ?? told;
  if (factor === undefined) {
    throw unsuitable('The file does not say how much larger its output is: the adapter must name the factor');
  }
  if (factor !== 1 && factor !== 2 && factor !== 4 && factor !== 8) {
    throw unsuitable(`The output is ${factor} times as large as the input; 1, 2, 4 and 8 can be used`);
  }
  if (told !== undefined && told !== factor) {
    throw unsuitable(`The adapter says factor ${factor}, the file's own sides say ${told}`);
  }
  // A fixed tile may be smaller than the adapter's: at least half of it is to be of use.
  const overlap = Math.min(adapter.overlap, Math.floor(tile / 4));
  const { scope } = adapter;
  return { scope, factor, tile, overlap, input: from, output: to, parameters } satisfies FrameAdapter;
}

/** Axes of height and width, and of the channels. */
export function axesOf(layout: PictureFormat['layout']): { height: number; width: number; channels: number } {
  return layout === 'NCHW' ? { channels: 1, height: 2, width: 3 } : { height: 1, width: 2, channels: 3 };
}

/** Whether a tensor can be a colour picture of this layout, as far as its shape tells. */
export function isPicture({ shape }: NetworkTensor, layout: PictureFormat['layout']): boolean {
  if (shape.length !== 4) return false;
  const channels = shape[axesOf(layout).channels];
  return channels === 3 || typeof channels === 'string';
}

function pictureOf(
  tensors: readonly NetworkTensor[],
  { name, layout }: PictureFormat & { readonly name?: string | undefined },
  kind: 'input' | 'output',
): NetworkTensor {
  const pictures = tensors.filter((tensor) => isPicture(tensor, layout));
  // Networks with several outputs give the picture first: what follows are features and logits.
  const known = pictures.filter(({ shape }) => shape[axesOf(layout).channels] === 3);
  const found = name === undefined ? (known.at(0) ?? pictures.at(0)) : tensors.find((t) => t.name === name);
  if (found === undefined) {
    const wanted = name === undefined ? `a colour picture in ${layout} order` : `"${name}"`;
    throw unsuitable(`There is no ${kind} ${wanted}. The file has ${listed(tensors)}`);
  }
  if (!isPicture(found, layout)) {
    throw unsuitable(`The ${kind} ${described(found)} is no colour picture in ${layout} order`);
  }
  if (kind === 'input' && name === undefined && known.length > 1) {
    throw unsuitable(`Several inputs could be the picture; the adapter must name one: ${listed(known)}`);
  }
  if (found.type !== 'float32' && found.type !== 'float64') {
    throw unsuitable(
      `The ${kind} ${found.name} is ${found.type}; only float32 pictures can be used. Export the network with float32 inputs and outputs`,
    );
  }
  return found;
}

/** The output that can be a volume: [.., D, H, W] with more slices than a picture has colours. Stacked networks give the best last. */
function volumeOf(tensors: readonly NetworkTensor[], name: string | undefined): NetworkTensor {
  const volumes = tensors.filter(({ shape, type }) => {
    const [slices, height, width] = shape.slice(-3);
    const square = typeof height === 'string' ? typeof width === 'string' : height === width;
    return type === 'float32' && shape.length >= 3 && square && (typeof slices === 'string' || slices > 4);
  });
  const found = name === undefined ? volumes.at(-1) : volumes.find((tensor) => tensor.name === name);
  if (found === undefined) {
    const wanted =
      name === undefined ? 'that can be a float32 volume [1, depth, height, width]' : `"${name}"`;
    throw unsuitable(`There is no output ${wanted}. The file has ${listed(tensors)}`);
  }
  return found;
}

/** Height where it is fixed and equals the width. */
function sideOf(tensor: NetworkTensor, { layout }: PictureFormat): number | undefined {
  const { height, width } = axesOf(layout);
  const [h, w] = [tensor.shape[height], tensor.shape[width]];
  if (typeof h !== 'number' || typeof w !== 'number') return undefined;
  if (h !== w) throw unsuitable(`${described(tensor)} is not square`);
  return h;
}

function expectSide(tensor: NetworkTensor, format: PictureFormat, size: number): void {
  const side = sideOf(tensor, format);
  if (side !== undefined && side !== size) {
    throw unsuitable(`The adapter says ${size} pixels, but ${described(tensor)} has ${side}`);
  }
}

function settleParameters(
  wanted: readonly AdapterParameter[],
  others: readonly NetworkTensor[],
): ModelAdapter['parameters'] {
  const settled = wanted.map((parameter) => {
    const own = others.find(({ name }) => name === parameter.input);
    // Exports name such inputs differently; where there is one of each, no other can be meant.
    const tensor = own ?? (others.length === 1 && wanted.length === 1 ? others[0] : undefined);
    if (tensor === undefined) {
      throw unsuitable(
        `There is no input "${parameter.input}". Beside the picture the file has ${listed(others)}`,
      );
    }
    const shape = parameter.shape ?? tensor.shape.map((axis) => (typeof axis === 'number' ? axis : 1));
    const length = shape.reduce((product, n) => product * n, 1);
    if (typeof parameter.default !== 'number' && parameter.default.length !== length) {
      throw unsuitable(
        `${described(tensor)} takes ${length} numbers, the adapter gives ${parameter.default.length}`,
      );
    }
    const { name, min, max } = parameter;
    return {
      input: tensor.name,
      ...(name === undefined ? {} : { name }),
      ...{ default: parameter.default, min, max, shape },
    };
  });
  const missing = others.filter(({ name }) => !settled.some(({ input }) => input === name));
  if (missing.length > 0) {
    throw unsuitable(`The adapter gives nothing for ${listed(missing)}: list it among its parameters`);
  }
  return settled;
}

function described({ name, shape }: NetworkTensor): string {
  return `"${name}" [${shape.join(', ')}]`;
}

function listed(tensors: readonly NetworkTensor[]): string {
  return tensors.length === 0 ? 'none' : tensors.map(described).join(', ');
}

function unsuitable(why: string): StudioError {
  return new StudioError('model-unsuitable', `${why}. docs/models.md describes adapters.`);
}
