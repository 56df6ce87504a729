import { z } from 'zod';
import { errorReportSchema } from '../errors';
import { reconstructFormatSchema, reconstructOptionsSchema, type MeshSequence } from '../options';
import { fittedFiles, volumetricFiles } from '../reconstruct-files';
import { idSchema } from './media-item';

/** What is wanted of a person's face as files: what `facet reconstruct` writes, both reconstructions at once. */
export const faceWishSchema = reconstructOptionsSchema
  .pick({ frontalSize: true, look: true, sequence: true })
  .extend({
    formats: z.array(reconstructFormatSchema.exclude(['volume'])),
    /** Also everything of the volumetric reconstruction. */
    volumetric: z.boolean().default(false),
  })
  .refine((wish) => namesOf(wish).length > 0, 'something is to be written');
export type FaceWish = z.infer<typeof faceWishSchema>;

/** The files of a wish as they are written, or how that ended. */
export const faceFilesSchema = z.object({
  id: idSchema,
  mediaId: idSchema,
  personId: z.number().int(),
  status: z.discriminatedUnion('state', [
    z.object({ state: z.literal('running'), done: z.number(), total: z.number() }),
    z.object({
      state: z.literal('done'),
      folderName: z.string(),
      files: z.number().int(),
      bytes: z.number(),
      /** Where they are to be downloaded: all of them in one archive, for an hour. */
      download: z.object({ path: z.string(), name: z.string() }).optional(),
    }),
    z.object({ state: z.literal('failed'), error: errorReportSchema }),
    z.object({ state: z.literal('cancelled') }),
  ]),
});
export type FaceFiles = z.infer<typeof faceFilesSchema>;

export const facesSnapshotSchema = z.object({
  /** The last ones asked for: one wish at a time. */
  latest: faceFilesSchema.optional(),
});
export type FacesSnapshot = z.infer<typeof facesSnapshotSchema>;

/** What all files of a person begin with: letters, digits and dashes, which need no quoting anywhere. */
export function faceFilesStem(mediaName: string, personName: string): string {
  return plainName(`${mediaName.replace(/\.[^.]*$/, '')}-${personName}`);
}

export function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .replace(/^[-_]+|-+$/g, '')
    .slice(0, 80);
  return plain === '' ? 'face' : plain;
}

/** What is written for a wish, each after the stem; a sequence's folder ends in a slash. */
export function namesOf({ formats, volumetric, sequence }: Wanted): string[] {
  return [
    ...formats.flatMap((format) => fittedFiles[format]),
    ...(sequence === undefined ? [] : [`-${sequence}/`]),
    ...(volumetric ? Object.values(volumetricFiles).flat() : []),
  ];
}

interface Wanted {
  readonly formats: readonly (keyof typeof fittedFiles)[];
  readonly volumetric: boolean;
  readonly sequence?: MeshSequence | undefined;
}
