/**
 * Detection -> landmarks -> identity on one picture, as the model cards say.
 * The studio has its own implementation; this one exists to check the models
 * and the cards on real faces.
 */
import { cropNchw, squareCrop, toFrame, type FrameFromCrop, type Picture, type Point } from './picture';

export type Runner = (modelId: string, input: Float32Array) => Promise<Record<string, Float32Array>>;

export type Detection = { score: number; centre: Point; size: Point; keypoints: Point[] };

export type Face = {
  detection: Detection;
  meshCrop: FrameFromCrop;
  /** 478 points in frame pixels. */
  landmarks: Point[];
  score: number;
  embedding: Float32Array;
};

const DETECTION_SIZE = 256;
const MESH_SIZE = 192;
const IDENTITY_SIZE = 112;
/** [cells a side, anchors a cell] for strides 16 and 32. */
const ANCHOR_GRIDS = [
  [16, 2],
  [8, 6],
] as const;

/** Centres of the 896 anchors in detector pixels. */
function anchorCentres(): Point[] {
  const centres: Point[] = [];
  for (const [cells, perCell] of ANCHOR_GRIDS) {
    const stride = DETECTION_SIZE / cells;
    for (let index = 0; index < cells * cells * perCell; index++) {
      const cell = Math.floor(index / perCell);
      centres.push([((cell % cells) + 0.5) * stride, (Math.floor(cell / cells) + 0.5) * stride]);
    }
  }
  return centres;
}

const anchors = anchorCentres();

export async function detectFaces(run: Runner, picture: Picture, threshold = 0.5): Promise<Detection[]> {
  const side = Math.max(picture.width, picture.height);
  const crop = squareCrop([picture.width / 2, picture.height / 2], side, 0, DETECTION_SIZE);
  const { boxes, scores } = await run(
    'blazeface-back',
    cropNchw(picture, crop, DETECTION_SIZE, 1 / 127.5, -1),
  );
  const scale = side / DETECTION_SIZE;
  const found: Detection[] = [];
  anchors.forEach((anchor, index) => {
    const score = 1 / (1 + Math.exp(-scores[index]));
    if (score < threshold) return;
    const at = (pair: number): Point => {
      const base = index * 16 + pair * 2;
      return [boxes[base], boxes[base + 1]];
    };
    const fromAnchor = ([x, y]: Point) => toFrame(crop, [anchor[0] + x, anchor[1] + y]);
    const [width, height] = at(1);
    found.push({
      score,
      centre: fromAnchor(at(0)),
      size: [width * scale, height * scale],
      keypoints: [2, 3, 4, 5, 6, 7].map((pair) => fromAnchor(at(pair))),
    });
  });
  return suppress(found, 0.3);
}

/** Greedy non-maximum suppression. */
function suppress(detections: Detection[], maxOverlap: number): Detection[] {
  const kept: Detection[] = [];
  for (const candidate of detections.sort((a, b) => b.score - a.score)) {
    if (kept.every((other) => overlap(candidate, other) <= maxOverlap)) kept.push(candidate);
  }
  return kept;
}

function overlap(a: Detection, b: Detection): number {
  const common = [0, 1].map((axis) => {
    const end = Math.min(a.centre[axis] + a.size[axis] / 2, b.centre[axis] + b.size[axis] / 2);
    return Math.max(0, end - Math.max(a.centre[axis] - a.size[axis] / 2, b.centre[axis] - b.size[axis] / 2));
  });
  const intersection = common[0] * common[1];
  return intersection / (a.size[0] * a.size[1] + b.size[0] * b.size[1] - intersection);
}

const angleBetween = (from: Point, to: Point) => Math.atan2(to[1] - from[1], to[0] - from[0]);

export function meshCropFor({ centre, size, keypoints }: Detection): FrameFromCrop {
  return squareCrop(centre, 1.5 * Math.max(...size), angleBetween(keypoints[0], keypoints[1]), MESH_SIZE);
}

export async function findLandmarks(run: Runner, picture: Picture, crop: FrameFromCrop) {
  const { landmarks, face_score } = await run(
    'facemesh-attention',
    cropNchw(picture, crop, MESH_SIZE, 1 / 255, 0),
  );
  const points: Point[] = [];
  for (let index = 0; index < landmarks.length; index += 3)
    points.push(toFrame(crop, [landmarks[index], landmarks[index + 1]]));
  return { points, score: face_score[0] };
}

/** ArcFace's five points in the 112 px crop (Deng et al. 2019): eyes, nose tip, mouth corners, left to right. */
const ARCFACE_POINTS: Point[] = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
];

export function fivePoints(landmarks: Point[]): Point[] {
  const middle = (a: number, b: number): Point => [
    (landmarks[a][0] + landmarks[b][0]) / 2,
    (landmarks[a][1] + landmarks[b][1]) / 2,
  ];
  return [middle(33, 133), middle(362, 263), landmarks[4], landmarks[61], landmarks[291]];
}

/** Least-squares similarity (Umeyama 1991, in the plane) from ArcFace's crop to the frame. */
export function identityCrop(frame: Point[]): FrameFromCrop {
  const mean = (points: Point[], axis: number) =>
    points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const [cropX, cropY, frameX, frameY] = [
    mean(ARCFACE_POINTS, 0),
    mean(ARCFACE_POINTS, 1),
    mean(frame, 0),
    mean(frame, 1),
  ];
  let [dot, cross, spread] = [0, 0, 0];
  ARCFACE_POINTS.forEach(([x, y], index) => {
    const [fromX, fromY] = [x - cropX, y - cropY];
    const [toX, toY] = [frame[index][0] - frameX, frame[index][1] - frameY];
    dot += fromX * toX + fromY * toY;
    cross += fromX * toY - fromY * toX;
    spread += fromX * fromX + fromY * fromY;
  });
  const axis: Point = [dot / spread, cross / spread];
  return {
    axis,
    origin: [frameX - cropX * axis[0] + cropY * axis[1], frameY - cropX * axis[1] - cropY * axis[0]],
  };
}

/** Unit-length 256 numbers: their dot product is the similarity of two faces. */
export async function embedFace(run: Runner, picture: Picture, landmarks: Point[]): Promise<Float32Array> {
  const crop = identityCrop(fivePoints(landmarks));
  const { embedding } = await run('mobileface', cropNchw(picture, crop, IDENTITY_SIZE, 1, 0));
  const length = Math.hypot(...embedding);
  return embedding.map((value) => value / length);
}

export async function findFaces(run: Runner, picture: Picture): Promise<Face[]> {
  const faces: Face[] = [];
  for (const detection of await detectFaces(run, picture)) {
    const meshCrop = meshCropFor(detection);
    const { points, score } = await findLandmarks(run, picture, meshCrop);
    faces.push({
      detection,
      meshCrop,
      landmarks: points,
      score,
      embedding: await embedFace(run, picture, points),
    });
  }
  return faces;
}
