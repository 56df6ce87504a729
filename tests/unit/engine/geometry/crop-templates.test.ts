import { cropFromFrameOf } from '../../../../main/engine/geometry/align-crop';
import { cropInterOcular, cropTemplates } from '../../../../main/engine/geometry/crop-templates';
import { apply, scaleOf } from '../../../../main/engine/geometry/similarity';

/** A face turned by 20 degrees, 1.7 pixels of the 512 px crop to one of the frame. */
function faceLike(template: 'facet' | 'ffhq'): Float64Array {
  const [cos, sin] = [Math.cos(0.35) / 1.7, Math.sin(0.35) / 1.7];
  return Float64Array.from(
    cropTemplates[template].flatMap(([u, v]) => {
      const [x, y] = [u * 512, v * 512];
      return [cos * x - sin * y + 90, sin * x + cos * y + 40];
    }),
  );
}

test('a face aligned as FFHQ has its points where facexlib puts them', () => {
  const points = faceLike('ffhq');
  const cropFromFrame = cropFromFrameOf(points, 512, 'ffhq');
  expect(scaleOf(cropFromFrame)).toBeCloseTo(1.7);
  const [leftEyeX, leftEyeY] = apply(cropFromFrame, points[0], points[1]);
  expect(leftEyeX).toBeCloseTo(192.98138, 3);
  expect(leftEyeY).toBeCloseTo(239.94708, 3);
  const [mouthX, mouthY] = apply(cropFromFrame, points[8], points[9]);
  expect(mouthX).toBeCloseTo(313.08905, 3);
  expect(mouthY).toBeCloseTo(371.15118, 3);
});

test('the template scales with the crop, and ours stays the default', () => {
  const points = faceLike('facet');
  expect(cropFromFrameOf(points, 256)).toEqual(cropFromFrameOf(points, 256, 'facet'));
  expect(scaleOf(cropFromFrameOf(points, 1024, 'ffhq'))).toBeCloseTo(
    2 * scaleOf(cropFromFrameOf(points, 512, 'ffhq')),
  );
  expect(cropInterOcular('facet', 256)).toBeCloseTo(76.8);
  expect(cropInterOcular('ffhq', 512)).toBeCloseTo(125.92, 1);
});
