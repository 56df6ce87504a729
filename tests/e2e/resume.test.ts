import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { makeFaceClip } from './face-clip';
import { frameHashes } from './probe-output';
import { facet, runFacet } from './run-facet';

const frames = 40;
const kills = 10;

let folder: string;
let clip: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-resume-'));
  clip = await makeFaceClip(folder, 'face.mp4', { frames, width: 192, height: 192, zoom: 0.55 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const command = (output: string): string[] => [
  ...['enhance', clip, '-o', output, '--device', 'cpu', '--workers', '1', '--segment-frames', '4'],
  ...['--project', `${output}.facet`],
];

/** Deterministic "random" numbers 0..1, so that a failure can be repeated. */
function* chances(): Generator<number> {
  let state = 7;
  for (;;) {
    state = (state * 16807) % 2147483647;
    yield state / 2147483647;
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('close', () => resolve()));

test(`killed ${kills} times at random moments, the job ends as if undisturbed`, async () => {
  const undisturbed = path.join(folder, 'undisturbed.mp4');
  const run = await runFacet(command(undisturbed));
  expect(run).toMatchObject({ exitCode: 0 });
  const expected = await frameHashes(undisturbed);
  expect(expected).toHaveLength(frames);

  const disturbed = path.join(folder, 'disturbed.mp4');
  const chance = chances();
  let killed = 0;
  let leftSegments = 0;
  while (killed < kills && !existsSync(disturbed)) {
    const child = spawn(process.execPath, [facet, ...command(disturbed), '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const end = ended(child);
    if (killed < 2) {
      // Whatever it is doing then: starting, analysing.
      await Promise.race([
        end,
        new Promise((resolve) => setTimeout(resolve, 2000 * (chance.next().value as number))),
      ]);
    } else {
      const frame = 1 + Math.floor(8 * (chance.next().value as number));
      await Promise.race([end, renderedFrames(child.stdout, frame)]);
    }
    child.kill('SIGKILL');
    await end;
    killed++;
    leftSegments = Math.max(leftSegments, finishedSegments(`${disturbed}.facet`));
  }
  // Some kill left finished segments behind, so the resume below really resumes.
  expect(leftSegments).toBeGreaterThan(0);

  const last = await runFacet([...command(disturbed), '--overwrite']);
  expect(last).toMatchObject({ exitCode: 0 });
  expect(await frameHashes(disturbed)).toEqual(expected);
  expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
}, 240_000);

/** Resolves once a job that prints JSON lines has rendered this many frames. */
function renderedFrames(stdout: Readable, frames: number): Promise<void> {
  return new Promise((resolve) => {
    stdout.setEncoding('utf8').on('data', (text: string) => {
      for (const [, done] of text.matchAll(/"stage":"render","done":(\d+)/g))
        if (Number(done) >= frames) resolve();
    });
  });
}

function finishedSegments(project: string): number {
  if (!existsSync(project)) return 0;
  const render = readdirSync(project).find((name) => name.startsWith('render-'));
  if (render === undefined) return 0;
  return readdirSync(path.join(project, render)).filter((name) => /^result-\d+\.mkv$/.test(name)).length;
}
