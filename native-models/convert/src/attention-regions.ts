/**
 * The attention part of the face mesh network, written for ONNX.
 *
 * After a first guess of all 468 points the network looks again at three
 * regions (lips, left eye, right eye): it cuts a rotated 16x16 window out of
 * its own 48x48 feature map and refines the points inside. The TFJS graph
 * spells that out in about 1,300 nodes of 4x4 matrices and gathers; the same
 * arithmetic is a dozen nodes a region here. Constants are the graph's own.
 */
import type { GraphConverter, Override, Value } from './convert-graph';

const LAYERS = 'StatefulPartitionedCall/functional_1';
const FEATURE_CHANNELS = 32;
/** Pixels of the 192 px input per feature pixel. */
const FEATURE_STRIDE = 4;
const WINDOW = 16;
/** The window is 1.5 times as large as the region's points (0.09375 = 1.5 / 16 in the graph). */
const MARGIN = 1.5;
/** Refined points come in pixels of a window that is 64 px wide. */
const POINT_WINDOW = 64;

type Region = {
  /** Landmarks whose connection gives the window's direction. */
  from: number;
  to: number;
  /** Node that holds the indices of the region's landmarks. */
  indices: string;
  /** Node of the sampled window. */
  window: string;
  /** Node whose first input holds the window's pixel centres. */
  centres: string;
  /** Node whose first input maps feature pixels 0..47 to -1..1. */
  toUnit: string;
  /** Transformed point sets and the raw outputs they come from. */
  points: { transformed: string; raw: string }[];
};

const regions: Region[] = [
  { from: 61, to: 291, suffix: '', points: [['', 'conv_lips']] },
  {
    from: 33,
    to: 133,
    suffix: '_1',
    points: [
      ['_1', 'conv_left_eye'],
      ['_2', 'conv_left_iris'],
    ],
  },
  {
    from: 362,
    to: 263,
    suffix: '_2',
    points: [
      ['_3', 'conv_right_eye'],
      ['_4', 'conv_right_iris'],
    ],
  },
].map(({ from, to, suffix, points }) => ({
  from,
  to,
  indices: `${LAYERS}/landmarks_to_transform_matrix_v2${suffix}/GatherV2`,
  window: `${LAYERS}/transform_tensor_bilinear_v2${suffix}/SpatialTransformer/transform/Reshape_5`,
  centres: `${LAYERS}/transform_tensor_bilinear_v2${suffix}/SpatialTransformer/transform/Tile`,
  toUnit: `${LAYERS}/transform_tensor_bilinear_v2${suffix}/MatMul_3`,
  points: points.map(([index, layer]) => ({
    transformed: `${LAYERS}/transform_landmarks_v2${index}/strided_slice_11`,
    raw: `${LAYERS}/${layer}/BiasAdd`,
  })),
}));

/** Rows (x, y) times `rotationTransposed` turns window directions into image directions. */
type Frame = { rotationTransposed: string; centre: string; extent: string };

/** First guess of the mesh, [468, 3] in pixels of the 192 px input. */
function meshPoints(convert: GraphConverter): string {
  return convert.reshape(convert.value(`${LAYERS}/output_mesh/BiasAdd`), [468, 3]).name;
}

function regionFrame(convert: GraphConverter, region: Region, meshXy: string): Frame {
  const { graph, onnx } = convert;
  const pick = (indices: ArrayLike<number>) =>
    onnx.node('Gather', [meshXy, onnx.int64([indices.length], indices)], { axis: 0 });
  const along = onnx.node('Sub', [pick([region.to]), pick([region.from])]);
  const length = onnx.node('ReduceL2', [along], { axes: [1], keepdims: 1 });
  const direction = onnx.node('Div', [along, length]);
  // (cos, sin) -> [[cos, sin], [-sin, cos]]
  const spread = onnx.node('MatMul', [direction, onnx.float([2, 4], [1, 0, 0, 1, 0, 1, -1, 0])]);
  const rotationTransposed = onnx.node('Reshape', [spread, onnx.int64([2], [2, 2])]);

  const indices = graph.constant(graph.node(region.indices).inputs[1])!;
  const upright = onnx.node('Gemm', [pick(indices.values), rotationTransposed], { transB: 1 });
  const low = onnx.node('ReduceMin', [upright], { axes: [0], keepdims: 1 });
  const high = onnx.node('ReduceMax', [upright], { axes: [0], keepdims: 1 });
  const middle = onnx.node('Mul', [onnx.node('Add', [low, high]), onnx.float([], [0.5])]);
  return {
    rotationTransposed,
    centre: onnx.node('MatMul', [middle, rotationTransposed]),
    extent: onnx.node('Sub', [high, low]),
  };
}

/** Points given as fractions of the region's extent, to pixels of the 192 px input (times `scale`). */
function fromWindow(convert: GraphConverter, frame: Frame, fractions: string, scale = 1): string {
  const { onnx } = convert;
  const stretched = onnx.node('Mul', [fractions, frame.extent]);
  return onnx.node('Gemm', [stretched, frame.rotationTransposed, frame.centre], {
    alpha: { float: scale },
    beta: { float: scale },
  });
}

/** Bilinear window of the feature map; a sample outside the map is zero, not blended with zero. */
function sampleWindow(convert: GraphConverter, frame: Frame, region: Region): Value {
  const { graph, onnx } = convert;
  const features = convert.value(`${LAYERS}/p_re_lu_3/Relu`);
  // Rows x, y, 1 of the window's pixel centres, -1..1 from the first to the last.
  const centres = graph.constant(graph.node(region.centres).inputs[0])!.values;
  const samples = WINDOW * WINDOW;
  const fractions = new Float32Array(samples * 2);
  for (let sample = 0; sample < samples; sample++) {
    for (let axis = 0; axis < 2; axis++) {
      fractions[sample * 2 + axis] =
        (centres[axis * samples + sample] * MARGIN * (WINDOW - 1)) / (2 * WINDOW);
    }
  }
  // feature pixel = pixel / 4 - 0.5, then 0..47 to -1..1. The graph keeps 2 / 47 and the centres as 16-bit
  // floats; its own numbers are taken, because exact ones move points by 0.05 px.
  const unitPerFeature = graph.constant(graph.node(region.toUnit).inputs[0])!.values[0];
  const centred = fromWindow(
    convert,
    frame,
    onnx.float([samples, 2], fractions),
    unitPerFeature / FEATURE_STRIDE,
  );
  const flatGrid = onnx.node('Add', [centred, onnx.float([], [-1 - 0.5 * unitPerFeature])]);
  const grid = onnx.node('Reshape', [flatGrid, onnx.int64([4], [1, WINDOW, WINDOW, 2])]);
  const sampled = onnx.node('GridSample', [features.name, grid], {
    mode: 'bilinear',
    padding_mode: 'border',
    align_corners: 1,
  });
  const farthest = onnx.node('ReduceMax', [onnx.node('Abs', [flatGrid])], { axes: [1], keepdims: 0 });
  const inside = onnx.node('Cast', [onnx.node('LessOrEqual', [farthest, onnx.float([], [1])])], { to: 1 });
  const mask = onnx.node('Reshape', [inside, onnx.int64([4], [1, 1, WINDOW, WINDOW])]);
  return { name: onnx.node('Mul', [sampled, mask]), shape: [1, WINDOW, WINDOW, FEATURE_CHANNELS] };
}

function transformPoints(convert: GraphConverter, frame: Frame, raw: string): Value {
  const { onnx } = convert;
  const value = convert.value(raw);
  const count = value.shape[3] / 2;
  const points = convert.reshape(value, [count, 2]).name;
  const scale = onnx.float([], [MARGIN / POINT_WINDOW]);
  const fractions = onnx.node('Mul', [onnx.node('Sub', [points, onnx.float([], [POINT_WINDOW / 2])]), scale]);
  return { name: fromWindow(convert, frame, fractions), shape: [count, 2] };
}

/** Overrides for the converter: windows and refined points of the three regions. */
export function attentionOverrides(): Record<string, Override> {
  let meshXy: string | undefined;
  const overrides: Record<string, Override> = {};
  for (const region of regions) {
    let frame: Frame | undefined;
    const frameOf = (convert: GraphConverter) => {
      const { onnx } = convert;
      meshXy ??= onnx.node('Slice', [
        meshPoints(convert),
        ...[[0], [2], [1]].map((value) => onnx.int64([1], value)),
      ]);
      return (frame ??= regionFrame(convert, region, meshXy));
    };
    overrides[region.window] = (convert) => sampleWindow(convert, frameOf(convert), region);
    for (const { transformed, raw } of region.points) {
      overrides[transformed] = (convert) => transformPoints(convert, frameOf(convert), raw);
    }
  }
  return overrides;
}

/** The refined point sets, in the order and under the names that refinement-indices.json uses. */
export const refinedPoints = {
  lips_xy: regions[0].points[0].transformed,
  left_eye_xy: regions[1].points[0].transformed,
  right_eye_xy: regions[2].points[0].transformed,
  left_iris_xy: regions[1].points[1].transformed,
  right_iris_xy: regions[2].points[1].transformed,
} as const;

/** All 478 landmarks, [1, 478, 3]: MediaPipe's LandmarksRefinementCalculator as three gathers. */
export function mergeLandmarks(convert: GraphConverter, refinements: Refinements): Value {
  const { onnx } = convert;
  const mesh = meshPoints(convert);
  const column = (from: number, to: number) =>
    onnx.node('Slice', [mesh, ...[[from], [to], [1]].map((value) => onnx.int64([1], value))]);
  const meshZ = column(2, 3);
  const sourceOf = Array.from({ length: 468 }, (_, index) => index);
  const parts = [column(0, 2)];
  const depths = [meshZ];
  let offset = 468;
  for (const [name, node] of Object.entries(refinedPoints)) {
    const { indices, averageOf } = refinements[name];
    indices.forEach((landmark, index) => (sourceOf[landmark] = offset + index));
    offset += indices.length;
    parts.push(convert.value(node).name);
    if (!averageOf) continue;
    const around = onnx.node('Gather', [meshZ, onnx.int64([averageOf.length], averageOf)], { axis: 0 });
    const mean = onnx.node('ReduceMean', [around], { axes: [0], keepdims: 1 });
    depths.push(onnx.node('Expand', [mean, onnx.int64([2], [indices.length, 1])]));
  }
  const allXy = onnx.node('Concat', parts, { axis: 0 });
  const xy = onnx.node('Gather', [allXy, onnx.int64([sourceOf.length], sourceOf)], { axis: 0 });
  const xyz = onnx.node('Concat', [xy, onnx.node('Concat', depths, { axis: 0 })], { axis: 1 });
  return convert.reshape({ name: xyz, shape: [478, 3] }, [1, 478, 3]);
}

export type Refinements = Record<string, { indices: number[]; averageOf?: number[] }>;
