import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

interface ProcessEntry {
  readonly id: number;
  readonly parent: number;
  readonly residentBytes: number;
}

/** Resident memory of a process and all its descendants now, bytes. Shared pages count once for each. */
export function residentBytesOfTree(
  rootId: number,
  entries: readonly ProcessEntry[] = allProcesses(),
): number {
  const byParent = new Map<number, ProcessEntry[]>();
  for (const entry of entries) {
    byParent.set(entry.parent, [...(byParent.get(entry.parent) ?? []), entry]);
  }
  const own = entries.find(({ id }) => id === rootId)?.residentBytes ?? 0;
  const below = (id: number): number =>
    (byParent.get(id) ?? []).reduce((sum, child) => sum + child.residentBytes + below(child.id), 0);
  return own + below(rootId);
}

function allProcesses(): ProcessEntry[] {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

/** /proc/<id>/stat: `id (name) state parent …`, resident pages as the 24th field (proc(5)). */
export function parseStat(text: string, pageBytes: number): ProcessEntry | undefined {
  const afterName = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const id = parseInt(text, 10);
  const parent = Number(afterName[1]);
  const pages = Number(afterName[21]);
  return Number.isFinite(id + parent + pages) ? { id, parent, residentBytes: pages * pageBytes } : undefined;
}

const pageBytes = 4096;

function fromProc(): ProcessEntry[] {
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const entry = parseStat(readFileSync(`/proc/${name}/stat`, 'utf8'), pageBytes);
      if (entry !== undefined) entries.push(entry);
    } catch {
      // The process ended between the two reads.
    }
  }
  return entries;
}

function fromPs(): ProcessEntry[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [id, parent, kilobytes] = line.trim().split(/\s+/).map(Number);
    return { id, parent, residentBytes: kilobytes * 1024 };
  });
}
