import { readFile } from 'node:fs/promises';
import {
  degradeRecipeSchema,
  degradeStepSchema,
  type DegradeRecipe,
} from '../../../preload/contract/degrade';
import { StudioError } from '../errors/studio-error';

const stepNames = degradeStepSchema.options.map((option) => option.shape.step.value).join(', ');

/**
 * Reads a recipe.
 * @throws StudioError `input-not-found`; `usage`, naming the file, the field and what to do.
 */
export async function readRecipe(file: string): Promise<DegradeRecipe> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    throw new StudioError('input-not-found', `The recipe ${file} cannot be read. Check the name.`, { cause });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new StudioError(
      'usage',
      `The recipe ${file} is not JSON: ${(cause as Error).message}. Correct it there.`,
      { cause },
    );
  }
  const recipe = degradeRecipeSchema.safeParse(parsed);
  if (recipe.success) return recipe.data;
  const [issue] = recipe.error.issues;
  const field = issue.path.reduce<string>(
    (at, key) =>
      typeof key === 'number' ? `${at}[${key}]` : at === '' ? String(key) : `${at}.${String(key)}`,
    '',
  );
  const remedy =
    issue.path.at(-1) === 'step'
      ? `Choose one of ${stepNames}`
      : 'Correct it; docs/degrade.md lists what each step takes';
  throw new StudioError(
    'usage',
    `The recipe ${file} is not usable: ${field === '' ? '' : `${field}: `}${issue.message}. ${remedy}.`,
  );
}
