import type { Candidate } from '../../../../main/engine/faces/decode-detections';
import {
  intersectionOverUnion,
  suppressOverlaps,
  surroundSameFace,
} from '../../../../main/engine/faces/suppress-overlaps';

const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom });
const candidate = (score: number, centreX: number, width = 10): Candidate => ({
  score,
  centreX,
  centreY: 0,
  width,
  height: 10,
  keypoints: Float32Array.of(centreX, 0),
});

test('overlap measures', () => {
  expect(intersectionOverUnion(box(0, 0, 2, 2), box(1, 0, 3, 2))).toBeCloseTo(1 / 3, 10);
  expect(intersectionOverUnion(box(0, 0, 2, 2), box(2, 0, 3, 2))).toBe(0);
});

test('a box inside another is the same face, unless it is far smaller', () => {
  expect(surroundSameFace(box(0, 0, 10, 10), box(2, 2, 9, 9))).toBe(true);
  expect(surroundSameFace(box(2, 2, 9, 9), box(0, 0, 10, 10))).toBe(true);
  expect(surroundSameFace(box(0, 0, 10, 10), box(2, 2, 4, 4))).toBe(false);
  expect(surroundSameFace(box(0, 0, 10, 10), box(8, 0, 18, 10))).toBe(false);
});

test('overlapping candidates become their mean, weighted by score; distant ones stay', () => {
  const faces = suppressOverlaps([candidate(0.5, 50), candidate(0.6, 2), candidate(0.9, 0)], 0.3);
  expect(faces).toHaveLength(2);
  const centre = (0.6 * 2) / (0.9 + 0.6);
  expect((faces[0].box.left + faces[0].box.right) / 2).toBeCloseTo(centre, 6);
  expect(faces[0].keypoints[0]).toBeCloseTo(centre, 6);
  expect(faces.map((face) => face.score)).toEqual([0.9, 0.5]);
});
