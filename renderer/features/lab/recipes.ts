import type { z } from 'zod';
import {
  degradeRecipeSchema,
  degradeStepSchema,
  type DegradeRecipe,
} from '../../../preload/contract/degrade';
import { labClipOptionsSchema } from '../../../preload/contract/lab-clips';

/** Ways to make a clip poor that are offered by name, and one that the user writes. */
export const recipeNames = ['half', 'quarter', 'strong', 'blur', 'own'] as const;
export type RecipeName = (typeof recipeNames)[number];

const named: Readonly<Record<Exclude<RecipeName, 'own'>, z.input<typeof degradeRecipeSchema>>> = {
  half: labClipOptionsSchema.parse({}).recipe,
  quarter: {
    steps: [
      { step: 'low', factor: 4 },
      { step: 'h264', crf: 28 },
    ],
  },
  strong: {
    steps: [
      { step: 'low', factor: 2 },
      { step: 'h264', crf: 38 },
    ],
  },
  // The protocol of the deblurring papers.
  blur: { steps: [{ step: 'motion', frames: 9 }] },
};

/** The steps that a recipe may name. */
export const stepNames = degradeStepSchema.options.map((option) => option.shape.step.value);

/** A recipe as a user may go on writing it. */
export function recipeText(name: Exclude<RecipeName, 'own'>): string {
  const { steps } = named[name];
  return `{\n  "steps": [\n${steps.map((step) => `    ${oneLine(step)}`).join(',\n')}\n  ]\n}`;
}

function oneLine(step: object): string {
  const usual = { kernel: 'bicubic', antialias: true } as Readonly<Record<string, unknown>>;
  const entries = Object.entries(step).filter(([key, value]) => usual[key] !== value);
  return `{ ${entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(', ')} }`;
}

/** What is wrong with a recipe: no JSON at all, or a field that is not right. */
export type RecipeFault =
  | { readonly kind: 'json'; readonly message: string }
  | { readonly kind: 'field'; readonly field: string; readonly message: string };

/** The recipe of that name. @param own the text of the user's own */
export function recipeOf(
  name: RecipeName,
  own: string,
): { readonly recipe: DegradeRecipe } | { readonly fault: RecipeFault } {
  if (name !== 'own') return { recipe: degradeRecipeSchema.parse(named[name]) };
  let written: unknown;
  try {
    written = JSON.parse(own);
  } catch (error) {
    return { fault: { kind: 'json', message: (error as Error).message } };
  }
  const read = degradeRecipeSchema.safeParse(written);
  if (read.success) return { recipe: read.data };
  const [{ path, message }] = read.error.issues;
  return { fault: { kind: 'field', field: path.map(String).join('.'), message } };
}
