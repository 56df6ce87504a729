import type { LabPicture } from '../../../../preload/contract/lab';
import {
  labFitMeasures,
  labFitSizes,
  labFitViews,
  type LabFitRow,
  type LabFitValue,
} from '../../../../preload/contract/lab-fits';
import { bootstrapMean } from '../bootstrap';

/** A row for each size and view: means over the pictures in which a face was found, with their intervals. */
export function fitRows(
  values: readonly LabFitValue[],
  pictures: readonly LabPicture[],
  seed: number,
): LabFitRow[] {
  return labFitSizes.flatMap((size) =>
    labFitViews.map((view): LabFitRow => {
      const own = values.filter((value) => value.size === size && value.view === view);
      const means = labFitMeasures.flatMap((measure) => {
        const found = own.flatMap(({ picture, measures }) => {
          const value = measures[measure];
          return value === null ? [] : [{ person: pictures[picture].person, value }];
        });
        return found.length === 0 ? [] : [[measure, bootstrapMean(found, seed)] as const];
      });
      const found = own.filter(({ measures }) => measures.pose !== null).length;
      return { size, view, found: found / own.length, means: Object.fromEntries(means) };
    }),
  );
}

/** How it was measured, in words, for the report. */
export const fitProtocol: readonly string[] = [
  'Small: the sharp crop of 128 px shrunk as above and enlarged to 256 px by bicubic. Restored: the same small picture through super-resolution (sr:none) at 128 px, then bicubic. Compared with the fit to the sharp crop of 256 px; so the sizes say what resolution costs, not how right the sharp fit is.',
  'Each picture by itself: detection, landmarks, shape, correction of the vertices and pose. Found: a face with a landmark confidence above 0.3 in its place; the means are of those.',
  'Pose: angle of the turn between both heads. Shape and expression: root mean square difference of their coefficients (of the population, in standard deviations; of expressions, 0 to 1). Mesh: mean distance of vertices of one name over the face (skin, lips, brows), expression applied, after turning and shifting. Landmarks: mean distance of the 478 points of the mesh in the picture, over the distance between the eyes.',
  'Overlap: of the volumetric route, intersection over union of the volumes that the network gives for both pictures in one crop (1 the same).',
];
