import type { CropTemplate } from '../../../preload/contract/model-adapter';
import { cropTemplates } from './crop-templates';
import { fitSimilarity } from './similarity';
import type { Similarity } from './types';

/**
 * The aligned crop of a face: the similarity that carries its five points onto those of a template.
 * @param fivePoints 5 x (x, y) in frame pixels: left eye, right eye, nose tip, left and right mouth corner, image order
 * @param cropSize edge of the square crop, pixels
 * @param template our own, the one of training; others are for networks of other projects
 */
export function cropFromFrameOf(
  fivePoints: ArrayLike<number>,
  cropSize: number,
  template: CropTemplate = 'facet',
): Similarity {
  const points = cropTemplates[template];
  const target = new Float64Array(10);
  for (let i = 0; i < 5; i++) {
    target[2 * i] = points[i][0] * cropSize;
    target[2 * i + 1] = points[i][1] * cropSize;
  }
  return fitSimilarity(fivePoints, target);
}
