import type { DegradeStep } from '../../../preload/contract/degrade';

/** A step in words, with all that decides its result. */
export function describeStep(step: DegradeStep): string {
  switch (step.step) {
    case 'low': {
      const size =
        step.size === undefined ? `1/${step.factor} of the size` : `${step.size} px on the shorter side`;
      const way = `${step.kernel}, ${step.antialias && step.kernel !== 'nearest' ? 'antialiased' : 'not antialiased'}`;
      return `${size} (${way}${step.grow === undefined ? '' : `; grown back, ${step.grow}`})`;
    }
    case 'motion':
      return `mean of ${step.frames} frames`;
    case 'defocus':
      return `defocus, radius ${step.radius} px`;
    case 'blur':
      return `Gaussian blur, sigma ${step.sigma} px`;
    case 'noise':
      return `Gaussian noise, sigma ${step.sigma} levels`;
    case 'shot-noise':
      return `shot noise, ${step.photons} photons at white`;
    case 'jpeg':
      return `JPEG, quality ${step.quality}, ${step.chroma}`;
    case 'h264':
      return `H.264, CRF ${step.crf}`;
    case 'mpeg1':
    case 'mpeg2':
    case 'mpeg4':
      return `MPEG-${step.step.slice(4)}, quantiser ${step.quantiser}`;
  }
}
