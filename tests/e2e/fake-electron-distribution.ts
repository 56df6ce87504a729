import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Where @electron/fuses writes: the mark, the wire's version, its length, one character a fuse. */
const fuseWire = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('0'.repeat(9)),
]);

/** Something that electron-builder takes for an unpacked Electron, so that it stages the app where there is none. */
export function writeFakeDistribution(folder: string): void {
  mkdirSync(path.join(folder, 'locales'), { recursive: true });
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  writeFileSync(path.join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\n#'), fuseWire]));
  chmodSync(path.join(folder, 'electron'), 0o755);
  writeFileSync(path.join(folder, 'version'), '45.4.1');
  for (const locale of ['en-US', 'en-GB', 'de', 'fr'])
    writeFileSync(path.join(folder, 'locales', `${locale}.pak`), '');
}

/** The fuses of a program that electron-builder has dealt with: `1` on, `0` off. */
export function readFuses(program: Buffer): string {
  const at = program.indexOf(fuseWire.subarray(0, 32)) + 34;
  return program.subarray(at, at + 9).toString('latin1');
}
