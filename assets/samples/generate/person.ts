import path from 'node:path';
import { z } from 'zod';

/** Where the generator keeps the person it renders, from the repository's root. */
export const generatorFolder = path.join('assets', 'samples', 'generate');
export const personFile = path.join(generatorFolder, 'person.json');
export const textureFile = path.join(generatorFolder, 'person-texture.jpg');

/** The person the clip shows: what `bake-person` found in a portrait. */
export const personSchema = z.object({
  /** Version of the built-in face model that the numbers belong to. */
  modelVersion: z.string(),
  source: z.string(),
  licence: z.string(),
  /** Standard deviations. */
  shape: z.array(z.number()),
  albedo: z.array(z.number()),
});
export type Person = z.infer<typeof personSchema>;
