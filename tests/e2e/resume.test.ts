import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { Stage } from '../../preload/contract/jobs';
import { makeFaceClip } from './face-clip';
import { frameHashes } from './probe-output';
import { facet, runFacet } from './run-facet';

const frames = 40;
const kills = 10;

let folder: string;
let clip: string;
let undisturbed: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-resume-'));
  clip = await makeFaceClip(folder, 'face.mp4', { frames, width: 192, height: 192, zoom: 0.55 });
  undisturbed = path.join(folder, 'undisturbed.mp4');
  expect(await runFacet(command(undisturbed))).toMatchObject({ exitCode: 0 });
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
      await Promise.race([end, framesDone(child.stdout, 'render', frame)]);
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

test('stopped again and again while it analyses, the analysis ends as if undisturbed, byte for byte', async () => {
  const project = path.join(folder, 'stopped.facet');
  const analyse = ['analyse', clip, '--project', project, '--device', 'cpu', '--workers', '1'];
  // How, after how many frames of which stage, and what the run before left to this one.
  const stops: [NodeJS.Signals, Stage, number, RegExp][] = [
    ['SIGKILL', 'analyse', 8, /^$/],
    ['SIGINT', 'analyse', 8, /Resuming: [1-9]\d* of 40 frames/],
    ['SIGKILL', 'analyse', 5, /Resuming: [1-9]\d* of 40 frames/],
    ['SIGKILL', 'fit', 0, /Resuming: [1-9]\d* of 40 frames/],
  ];
  for (const [signal, stage, done, notice] of stops) {
    const child = spawn(process.execPath, [facet, ...analyse, '--segment-frames', '2', '--json'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const end = ended(child);
    await Promise.race([end, framesDone(child.stdout, stage, done)]);
    child.kill(signal);
    await end;
    expect(/Resuming: [^"]*|$/.exec(output)?.[0]).toMatch(notice);
    expect(existsSync(path.join(project, 'analysis'))).toBe(false);
    expect(readdirSync(project)).toEqual([expect.stringMatching(/^analysis-\d+\.part$/)]);
    if (signal === 'SIGINT') expect(output).toMatch(/the same command goes on at frame \d+ of 40\./);
  }
  const last = await runFacet([...analyse, '--json']);
  expect(last).toMatchObject({ exitCode: 0 });
  expect(last.stdout).toContain('Resuming: all 40 frames');
  expect(readdirSync(project)).toEqual(['analysis']);
  const expected = filesOf(path.join(`${undisturbed}.facet`, 'analysis'));
  expect(Object.keys(expected)).toContain('fits.f32');
  expect(filesOf(path.join(project, 'analysis'))).toEqual(expected);
}, 240_000);

/** SHA-256 by name. */
function filesOf(inFolder: string): Record<string, string> {
  const names = readdirSync(inFolder);
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(inFolder, name)))
      .digest('hex');
  return Object.fromEntries(names.map((name) => [name, hash(name)]));
}

/** Resolves once a job that prints JSON lines has done this many frames of a stage. */
function framesDone(stdout: Readable, stage: Stage, frames: number): Promise<void> {
  return new Promise((resolve) => {
    stdout.setEncoding('utf8').on('data', (text: string) => {
      for (const [, at, done] of text.matchAll(/"stage":"(\w+)","done":(\d+)/g))
        if (at === stage && Number(done) >= frames) resolve();
    });
  });
}

function finishedSegments(project: string): number {
  if (!existsSync(project)) return 0;
  const render = readdirSync(project).find((name) => name.startsWith('render-'));
  if (render === undefined) return 0;
  return readdirSync(path.join(project, render)).filter((name) => /^result-\d+\.mkv$/.test(name)).length;
}
