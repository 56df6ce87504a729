import { z } from 'zod';
import { mediaInfoSchema } from '../../../preload/contract/media';
import { personSummarySchema } from '../../../preload/contract/people';

/**
 * `project.json` of a `.facet` folder: what one analysis found. The tables beside it hold the rest, see
 * docs/project-folder.md and `tables` below.
 */
export const projectVersion = 1;

export const projectSchema = z.object({
  format: z.literal('facet-project'),
  version: z.literal(projectVersion),
  createdBy: z.string(),
  /** Changes when the input's content, the range, the options or the models that made the analysis change. */
  analysisKey: z.string(),
  input: z.object({ path: z.string(), bytes: z.number(), fingerprint: z.string() }),
  range: z.object({ fromSeconds: z.number().optional(), toSeconds: z.number().optional() }),
  media: mediaInfoSchema,
  camera: z.object({ focalPixels: z.number(), centreX: z.number(), centreY: z.number() }),
  faceModel: z.object({
    /** In the list of models; absent for the built-in one. */
    id: z.string().optional(),
    name: z.string(),
    version: z.string(),
    shapeModes: z.number().int(),
    expressionNames: z.array(z.string()),
    albedoModes: z.number().int(),
    /** The network of another project that read the faces, by its id in the list of models. */
    network: z.string().optional(),
  }),
  frames: z.number().int(),
  faces: z.number().int(),
  people: z.array(
    personSummarySchema.extend({
      /** Tracks that show this person; a track of nobody was too short to be told from chance. */
      tracks: z.array(z.number().int()),
      /** Standard deviations, one per identity mode. */
      shape: z.array(z.number()),
      /** [478,3] mm, what the face is beyond the modes; empty in projects that were made before there was one. */
      correction: z.array(z.number()).default([]),
      albedo: z.array(z.number()),
    }),
  ),
});
export type Project = z.infer<typeof projectSchema>;

/** Track -> person. */
export function personOfTrack(project: Pick<Project, 'people'>): Map<number, number> {
  return new Map(project.people.flatMap((person) => person.tracks.map((track) => [track, person.id])));
}

/** The binary tables of an analysis: file name, columns, number type. F rows a face and frame, N rows a frame. */
export const tables = {
  /** [N] timestamp in microseconds, index of the first face row, number of face rows. */
  frames: { file: 'frames.f64', columns: 3 },
  /** [F] see `faceColumns`. */
  faces: { file: 'faces.f32', columns: 18 },
  /** [F] 478 raw landmarks x, y, z in frame pixels. */
  landmarks: { file: 'landmarks.f32', columns: 478 * 3 },
  /** [F] what a network of another project said of the face, see `geometry/deep3d-coefficients.ts`; only where one was asked. */
  network: { file: 'network.f32', columns: 257 },
  /** [F] the fit of every frame for itself, see `people/fit-row.ts`. */
  rawFits: { file: 'fits-raw.f32' },
  /** [F] the fit after smoothing over time, same columns. */
  fits: { file: 'fits.f32' },
} as const;

/** Column offsets of the `faces` table. */
export const faceColumns = {
  frame: 0,
  track: 1,
  left: 2,
  top: 3,
  right: 4,
  bottom: 5,
  confidence: 6,
  sharpness: 7,
  /** x, y of left eye, right eye, nose tip, left and right mouth corner. */
  fivePoints: 8,
} as const;
