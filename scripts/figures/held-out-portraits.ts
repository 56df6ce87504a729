/**
 * Copies the portraits that are held out from all training (native-models/training/split.py) into a folder:
 *   node dist/held-out-portraits.js --portraits DATA --out FOLDER [--source faker] [--first 40]
 * In the order of their names, as split.py lists them; with --first only so many of them.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isHeldOut, listPortraits } from '../measure-face/held-out';

const { values } = parseArgs({
  options: {
    portraits: { type: 'string' },
    out: { type: 'string' },
    source: { type: 'string' },
    first: { type: 'string' },
  },
});

async function main(): Promise<void> {
  const { portraits, out, source, first } = values;
  if (portraits === undefined || out === undefined) throw new Error('--portraits and --out are needed');
  const held = (await listPortraits(portraits)).filter(
    (portrait) => isHeldOut(portrait) && (source === undefined || portrait.source === source),
  );
  const names = held.map(({ file }) => file).sort((a, b) => (a < b ? -1 : 1));
  const chosen = names.slice(0, first === undefined ? undefined : Number(first));
  await mkdir(out, { recursive: true });
  for (const file of chosen) await copyFile(file, path.join(out, path.basename(file)));
  process.stdout.write(`${chosen.length} portraits in ${out}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
