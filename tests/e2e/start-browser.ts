import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where a Chromium may be. */
const chromiumPath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (file) => file !== undefined && file !== '' && existsSync(file),
);

/** Tests that need one: skipped where there is none, and said to be. */
export const inBrowser = chromiumPath === undefined ? describe.skip : describe;

/**
 * WebGL2 by software, pages put together without it: drawing them by the same software takes half as much again of the
 * processor's time.
 */
const drawing = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing'];

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox', ...drawing] });
}
