import { edgesOf, projectMesh } from '../../../../renderer/features/compare/frame-mesh';
import { decodeTable } from '../../../../renderer/features/timeline/table';
import { tableOf } from '../../../fixtures/viewer-scene';

const fit = {
  shape: [],
  albedo: [],
  reprojectionError: 0,
  camera: { focalPixels: 1000, centreX: 320, centreY: 180 },
  frameWidth: 640,
  frameHeight: 360,
};

test('camera space lands in the frame as the geometry says: x right, y up turns into y down', () => {
  const points = [
    [0, 0, -500],
    [50, 0, -500],
    [0, 50, -1000],
  ];
  const bytes = new Uint8Array(tableOf(3, 3, (row, column) => points[row][column])).buffer;
  const { pointsInFrame, depths } = projectMesh(decodeTable(bytes), fit, [1, 1, 1]);
  expect([...pointsInFrame]).toEqual([320, 180, -500, 420, 180, -500, 320, 130, -1000]);
  expect(depths).toEqual([-1000, -500]);
});

test('an edge shared by two triangles is drawn once', () => {
  expect([...edgesOf(Uint16Array.of(0, 1, 2, 2, 1, 3))]).toEqual([0, 1, 1, 2, 2, 0, 1, 3, 3, 2]);
});
