import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  memoryOfTree,
  parseRollup,
  parseStat,
  treeOf,
} from '../../../../../main/engine/lab/memory/process-memory';

describe('memoryOfTree', () => {
  test('counts a process and all below it, and nothing else', () => {
    const entries = [
      { id: 1, parent: 0 },
      { id: 10, parent: 1 },
      { id: 11, parent: 10 },
      { id: 12, parent: 11 },
      { id: 20, parent: 1 },
    ];
    expect(treeOf(10, entries)).toEqual([10, 11, 12]);
    expect(treeOf(99, entries)).toEqual([99]);
    expect(memoryOfTree(2 ** 30)).toBe(0);
  });

  test('sees a real child that holds memory', async () => {
    const child = spawn(process.execPath, [
      '-e',
      'globalThis.b = Buffer.alloc(80e6, 1); console.log("ready"); setTimeout(() => {}, 30e3)',
    ]);
    try {
      await once(child.stdout, 'data');
      expect(memoryOfTree(child.pid ?? -1)).toBeGreaterThan(80e6);
      expect(memoryOfTree(process.pid)).toBeGreaterThan(memoryOfTree(child.pid ?? -1));
    } finally {
      child.kill('SIGKILL');
    }
  });

  test('a name with spaces and brackets does not shift the fields', () => {
    expect(parseStat('42 (odd) name (x)) S 7 42 42 0')).toEqual({ id: 42, parent: 7 });
  });

  test('reads the proportional size', () => {
    expect(parseRollup('Rss:    2408 kB\nPss:    120 kB\nPss_Dirty:   50 kB\n')).toBe(120 * 1024);
    expect(parseRollup('')).toBe(0);
  });
});
