import { z } from 'zod';
import { enhanceSettingsSchema } from '../../../../preload/contract/studio/enhance-settings';
import { idSchema } from '../../../../preload/contract/studio/media-item';
import { peopleEditsSchema } from '../people/people-edits';

export const documentVersion = 1;

/** One clip or photo of a project as the user arranged it. What was found out about it lies in its project folder. */
export const mediaEntrySchema = z.object({
  id: idSchema,
  /** Absolute path. */
  input: z.string(),
  /** Holds its analysis and unfinished renders. */
  projectFolder: z.string(),
  settings: enhanceSettingsSchema,
  inFrame: z.number().int().nonnegative().optional(),
  outFrame: z.number().int().positive().optional(),
  people: peopleEditsSchema,
});
export type MediaEntry = z.infer<typeof mediaEntrySchema>;

/** What undo and redo go back and forth between: a value, never changed in place. */
export const documentSchema = z.object({
  name: z.string().min(1).max(80),
  media: z.array(mediaEntrySchema),
});
export type StudioDocument = z.infer<typeof documentSchema>;

/** A project file of the data folder. */
export const documentFileSchema = documentSchema.extend({
  format: z.literal('facet-studio-project'),
  version: z.literal(documentVersion),
  id: idSchema,
  /** By media id; kept so that a revision never stands for two different looks. */
  revisions: z.record(z.string(), z.number().int()),
});
export type DocumentFile = z.infer<typeof documentFileSchema>;

export function entryOf(document: StudioDocument, mediaId: string): MediaEntry | undefined {
  return document.media.find(({ id }) => id === mediaId);
}

export function withEntry(
  document: StudioDocument,
  mediaId: string,
  change: (entry: MediaEntry) => MediaEntry,
): StudioDocument {
  return {
    ...document,
    media: document.media.map((entry) => (entry.id === mediaId ? change(entry) : entry)),
  };
}
