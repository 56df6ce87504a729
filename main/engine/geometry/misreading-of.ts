import misreading from './facemesh-attention-misreading.json';
import type { PoseMisreading } from './pose-misreading';
import type { FaceModel } from './types';

/** The face that networks and tables were made with: where a model has its landmarks, and what its numbers mean. */
export const calibratedFace = 'facet-face';

/** How the landmark network misreads the poses of this model's fits; undefined where nobody has measured that. */
export function misreadingOf({ name }: Pick<FaceModel, 'name'>): PoseMisreading | undefined {
  return name === calibratedFace ? misreading : undefined;
}
