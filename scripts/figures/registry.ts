import { anotherPicture } from './entries/another-picture';
import { deblurring, deblurringClips, deblurringSheet } from './entries/deblurring';
import { eightBits } from './entries/eight-bits';
import { faceAccuracy } from './entries/face-accuracy';
import { faceOnClips } from './entries/face-on-clips';
import { flicker } from './entries/flicker';
import { flickerAgainstTruth } from './entries/flicker-against-truth';
import { focal } from './entries/focal';
import { gaze } from './entries/gaze';
import { labAgrees, labReport, notebook } from './entries/lab';
import { ownFrames } from './entries/own-frames';
import { readme } from './entries/readme';
import { restorer, restorerCard } from './entries/restorer';
import { beforeAfter, faceGallery, franckSheet, gridSheet, photographsSheet } from './entries/sheets';
import { smallFaces, smallFacesClips } from './entries/small-faces';
import { rasterizer, scrubbing, speed, studioBars } from './entries/speed';
import { superResolution, superResolutionCard, superResolutionSheets } from './entries/super-resolution';
import { superResolutionReferences } from './entries/super-resolution-references';
import { volumetric } from './entries/volumetric';
import type { Figure } from './figure';

/** Every table of figures and every picture of results in README and docs, and what makes it. */
export const figures: readonly Figure[] = [
  ...[
    restorer,
    restorerCard,
    anotherPicture,
    superResolutionReferences,
    ownFrames,
    superResolution,
    superResolutionCard,
    superResolutionSheets,
  ],
  ...[deblurring, deblurringClips, deblurringSheet, eightBits],
  ...[faceOnClips, faceAccuracy, gaze, focal, smallFaces, smallFacesClips, volumetric],
  ...[flicker, flickerAgainstTruth, speed, rasterizer, scrubbing, studioBars],
  ...[labReport, labAgrees, notebook],
  ...[beforeAfter, gridSheet, franckSheet, photographsSheet, faceGallery],
  readme,
];
