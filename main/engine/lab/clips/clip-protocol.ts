import type { LabOptions } from '../../../../preload/contract/lab';
import { describeStep } from '../../degrade/describe-step';
import { leastInterOcular } from '../find-portraits';
import { lookEvery } from './measure-clip';

/** How whole clips are measured, in words, for the report. */
export const clipProtocol = ({ recipe, seconds }: NonNullable<LabOptions['clips']>): readonly string[] => [
  `Poor: the first ${seconds} s of each clip, ${recipe.steps.map(describeStep).join(', then ')}; kept without further loss.`,
  'Networks bring the poor clip back as facet enhance does: analysis, 3D faces and steadying in time from the poor clip alone; outside the faces it is Lanczos, or the named upscaler. Filters enlarge every frame.',
  `PSNR and SSIM on luma as above, in the box of each face as the analysis of the sharp clip has it, frame by frame; the mean over a person's frames is one value. Faces with eyes nearer than ${leastInterOcular} px are left out.`,
  `Identity and landmarks as above, in every ${lookEvery}th frame. Sharpness as above, in the aligned crop of 128 px.`,
  'Flicker: mean absolute second difference of luma in time over the mean gradient, in crops that follow the face, and in the pixels of its box, where motion counts too; that of the sharp clip itself is what to come near to.',
  'Time of a frame: restoring, painting and writing, without the analysis; of the processor as above.',
  'Intervals: over people as above.',
];
