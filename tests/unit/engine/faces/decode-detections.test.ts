import {
  anchorCentres,
  anchorCount,
  decodeDetections,
} from '../../../../main/engine/faces/decode-detections';

test('anchors: two in each cell of 16 px, then six in each cell of 32 px, row by row', () => {
  expect(anchorCentres.length).toBe(2 * anchorCount);
  expect([...anchorCentres.subarray(0, 6)]).toEqual([8, 8, 8, 8, 24, 8]);
  expect([...anchorCentres.subarray(2 * 32, 2 * 32 + 2)]).toEqual([8, 24]);
  expect([...anchorCentres.subarray(2 * 512, 2 * 512 + 2)]).toEqual([16, 16]);
  expect([...anchorCentres.subarray(2 * 895)]).toEqual([240, 240]);
});

test('a candidate is placed from its anchor into the frame; the others stay out', () => {
  const boxes = new Float32Array(anchorCount * 16);
  const scores = new Float32Array(anchorCount).fill(-5);
  scores[512 + 6] = Math.log(0.8 / 0.2); // second cell of the coarse grid: anchor at (48, 16)
  boxes.set([4, -6, 40, 30, 1, 2, 3, 4], (512 + 6) * 16);
  const found = decodeDetections(boxes, scores, 0.5, 3, 100, -50);
  expect(found).toHaveLength(1);
  expect(found[0].score).toBeCloseTo(0.8, 6);
  expect(found[0]).toMatchObject({ centreX: 100 + 52 * 3, centreY: -50 + 10 * 3, width: 120, height: 90 });
  expect([...found[0].keypoints.subarray(0, 4)]).toEqual([
    100 + 49 * 3,
    -50 + 18 * 3,
    100 + 51 * 3,
    -50 + 20 * 3,
  ]);
});
