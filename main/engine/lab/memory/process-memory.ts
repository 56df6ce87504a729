import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

export interface ProcessEntry {
  readonly id: number;
  readonly parent: number;
}

/**
 * Memory of a process and all its descendants now, bytes. On Linux a page that n processes share counts 1/n for each
 * (proportional set size): a child between fork and exec shares everything with its parent for a moment, and resident
 * sizes would then count the parent twice. Elsewhere resident sizes are added.
 */
export function memoryOfTree(rootId: number): number {
  if (process.platform === 'linux') {
    return treeOf(rootId, readProc()).reduce((sum, id) => sum + proportionalBytes(id), 0);
  }
  const entries = readPs();
  const bytes = new Map(entries.map(({ id, residentBytes }) => [id, residentBytes]));
  return treeOf(rootId, entries).reduce((sum, id) => sum + (bytes.get(id) ?? 0), 0);
}

/** The root and everything below it. */
export function treeOf(rootId: number, entries: readonly ProcessEntry[]): number[] {
  const children = entries.filter(({ parent }) => parent === rootId);
  return [rootId, ...children.flatMap(({ id }) => treeOf(id, entries))];
}

/** /proc/<id>/stat: `id (name) state parent …` (proc(5)). */
export function parseStat(text: string): ProcessEntry | undefined {
  const parent = Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  const id = parseInt(text, 10);
  return Number.isFinite(id + parent) ? { id, parent } : undefined;
}

/** /proc/<id>/smaps_rollup: its line `Pss:  123 kB`, as bytes. */
export function parseRollup(text: string): number {
  return 1024 * Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
}

function proportionalBytes(id: number): number {
  try {
    return parseRollup(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'));
  } catch {
    return 0; // The process ended between the two reads.
  }
}

function readProc(): ProcessEntry[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return parseStat(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
    } catch {
      return []; // The process ended between the two reads.
    }
  });
}

function readPs(): (ProcessEntry & { readonly residentBytes: number })[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [id, parent, kilobytes] = line.trim().split(/\s+/).map(Number);
    return { id, parent, residentBytes: kilobytes * 1024 };
  });
}
