import { styleText } from 'node:util';
import type { TextSink } from '../cli-host';

type Style = Parameters<typeof styleText>[0];

/** Colours text for one sink. */
export type Paint = (style: Style, text: string) => string;

/** Colours only on a terminal, never under NO_COLOR (no-color.org) or TERM=dumb; FORCE_COLOR asks for them anywhere. */
export function createPaint(sink: TextSink, env: Readonly<Record<string, string | undefined>>): Paint {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '' && env.FORCE_COLOR !== '0';
  const refused = (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
  return forced || (sink.isTTY && !refused)
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_, text) => text;
}

/** For programs that write no colours. */
export const plainPaint: Paint = (_, text) => text;
