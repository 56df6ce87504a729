import { lumaPsnr, lumaSsim } from '../../../../main/engine/lab/picture-measures';
import { madePicture } from './made-picture';

const a = madePicture(96, 64, 1, 56);
const b = madePicture(96, 64, 2, 20);

test('PSNR and SSIM agree with NumPy and scikit-image 0.26.0 on the same pictures', () => {
  expect(lumaPsnr(a, b)).toBeCloseTo(23.30322880893933, 6);
  expect(lumaSsim(a, b)).toBeCloseTo(0.8502879447279936, 6);
});

test('a picture is itself', () => {
  expect(lumaSsim(a, a)).toBeCloseTo(1, 12);
  expect(lumaPsnr(a, a)).toBeGreaterThan(140);
});
