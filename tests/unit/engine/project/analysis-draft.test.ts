import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AnalysisDraft } from '../../../../main/engine/project/analysis-draft';
import type { Project } from '../../../../main/engine/project/project-format';

interface State {
  readonly frames: number;
}

let folder: string;
let project: string;
let notices: string[];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-draft-'));
  project = path.join(folder, 'clip.facet');
  notices = [];
});
afterEach(() => rm(folder, { recursive: true }));

const begin = (key = 'a', fresh = false) =>
  AnalysisDraft.begin<State>(project, { key, fresh, onUnusable: (message) => notices.push(message) });

const own = `analysis-${process.pid}.part`;
/** A process that has been and is no more. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

/** An interrupted run: a table of ten bytes at its checkpoint, of twelve when it was killed. */
async function interruptedRun(pid = deadPid()): Promise<string> {
  const draft = await begin();
  writeFileSync(draft.file('table'), '0123456789');
  await draft.save({ frames: 5 }, { table: 10 });
  writeFileSync(draft.file('table'), 'ab', { flag: 'a' });
  const left = path.join(project, `analysis-${pid}.part`);
  renameSync(path.join(project, own), left);
  return left;
}

test('what an interrupted run left is taken over as it was at its checkpoint', async () => {
  await interruptedRun();
  const draft = await begin();
  expect(draft.earlier).toEqual({ frames: 5 });
  expect(readFileSync(draft.file('table'), 'utf8')).toBe('0123456789');
  expect(readdirSync(project)).toEqual([own]);
  expect(notices).toEqual([]);
  await draft.leave();
  expect((await begin()).earlier).toEqual({ frames: 5 }); // still there for the next run
});

test('of another key, damaged, or short of a row, it is passed over, said and removed', async () => {
  const changes: [RegExp, string, (left: string) => unknown][] = [
    [/other options/, 'b', () => undefined],
    [/damaged/, 'a', (left) => writeFileSync(path.join(left, 'checkpoint.bin'), 'nonsense')],
    [/damaged/, 'a', (left) => truncate(path.join(left, 'table'), 9)],
    [/damaged/, 'a', (left) => rm(path.join(left, 'table'))],
  ];
  for (const [said, key, change] of changes) {
    notices = [];
    await change(await interruptedRun());
    const draft = await begin(key);
    expect(draft.earlier).toBeUndefined();
    expect(notices).toEqual([expect.stringMatching(said)]);
    expect(readdirSync(path.join(project, own))).toEqual([]);
    await draft.leave();
    expect(existsSync(project)).toBe(false);
  }
});

test('with --fresh nothing is taken over, and nothing is left lying about', async () => {
  await interruptedRun();
  const draft = await begin('a', true);
  expect(draft.earlier).toBeUndefined();
  expect(notices).toEqual([]);
  expect(readdirSync(project)).toEqual([own]);
});

test('the draft of a process that lives is left alone, unless the machine was restarted since', async () => {
  const left = await interruptedRun(process.ppid);
  expect((await begin()).earlier).toBeUndefined();
  expect(existsSync(left)).toBe(true);
  await rm(path.join(project, own), { recursive: true });
  utimesSync(left, 1_000_000, 1_000_000);
  expect((await begin()).earlier).toEqual({ frames: 5 });
});

test('the finished analysis holds neither checkpoint nor scratch', async () => {
  const draft = await begin();
  for (const name of ['table', 'scratch']) writeFileSync(draft.file(name), 'x');
  await draft.save({ frames: 1 }, { table: 1 });
  await draft.commit({} as Project, ['scratch']);
  expect(readdirSync(project)).toEqual(['analysis']);
  expect(readdirSync(path.join(project, 'analysis')).sort()).toEqual(['project.json', 'table']);
});
