import type { z } from 'zod';
import { StudioError } from '../../engine/errors/studio-error';

/** The options of the contract whose flag is not simply its kebab-cased name. */
const flagNames: Readonly<Record<string, string>> = {
  fromSeconds: '--from',
  yawDegrees: '--yaw',
  pitchDegrees: '--pitch',
  toSeconds: '--to',
  output: '-o',
  outputFolder: '-o',
  encoding: '--codec',
  restorer: '--model',
  modelParameters: '--model-parameter',
};

/** Validates a request with the contract's schema; throws `usage` naming the flag at fault. */
export function checkedRequest<T>(schema: z.ZodType<T>, request: unknown): T {
  const parsed = schema.safeParse(request);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue.path[issue.path.length - 1] ?? 'request');
    throw new StudioError('usage', `${flagOf(name)} is not usable: ${issue.message}.`);
  }
  return parsed.data;
}

/** Throws `usage` when the range is empty. */
export function checkRange(options: { from?: number; to?: number }): void {
  const { from = 0, to } = options;
  if (to !== undefined && to <= from) {
    throw new StudioError('usage', `--to (${to} s) must come after --from (${from} s).`);
  }
}

function flagOf(name: string): string {
  return flagNames[name] ?? `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
