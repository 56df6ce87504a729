import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StudioError } from '../../../../main/engine/errors/studio-error';
import { runCli } from '../../../../main/hosts/cli/run-cli';
import { errorCodes, exitCodes } from '../../../../preload/contract/errors';
import type { EnhanceRequest } from '../../../../preload/contract/options';
import { exitCodeMeanings } from '../../../../main/hosts/cli/exit-status';
import { enhancementOf, fakeHost } from './fake-host';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const jsonLines = (out: readonly string[]) =>
  out.map((line) => JSON.parse(line) as Record<string, unknown> & { type: string });

test('every error code has a documented exit code', () => {
  for (const code of errorCodes) expect(exitCodeMeanings[exitCodes[code]]).toBeDefined();
});

describe('the request', () => {
  async function requestOf(...argv: string[]): Promise<EnhanceRequest> {
    const asked: EnhanceRequest[] = [];
    const host = fakeHost({
      enhance: async (request) => {
        asked.push(request);
        return enhancementOf(request.input, request.output);
      },
    });
    expect(await runCli(['enhance', ...argv], host)).toBe(0);
    expect(asked).toHaveLength(1);
    return asked[0];
  }

  test('has the contract’s defaults', async () => {
    expect(await requestOf('a.mp4', '-o', 'b.mp4')).toEqual({
      input: 'a.mp4',
      output: 'b.mp4',
      device: 'auto',
      detectEvery: 5,
      fresh: false,
      overwrite: false,
      task: 'restore',
      scale: 1,
      prior: 'both',
      strength: 1,
      vividness: 0.3,
      thorough: false,
      steady: true,
      references: [],
      ownFrames: true,
      faces: 'all',
      encoding: { codec: 'h264', quality: 75, preset: 'veryfast', hardware: 'off' },
      sideBySide: false,
    });
  });

  test('carries every option', async () => {
    const request = await requestOf(
      ...'a.mp4 -o b.mkv --task sr --scale 4 --prior render --strength 0.5 --faces 1,3 --device cpu'.split(
        ' ',
      ),
      ...'--from 1:02 --to 70.5 --codec ffv1 --quality 90 --preset slow --hardware auto --side-by-side'.split(
        ' ',
      ),
      ...'--reference ada.jpg --reference'.split(' '),
      '2=old photo.png',
      '--no-own-frames',
      ...'--export-ancestors anc --vividness 0.35 --thorough --no-steady --overwrite --fresh --detect-every 2 --project p.facet'.split(
        ' ',
      ),
    );
    expect(request).toEqual({
      input: 'a.mp4',
      output: 'b.mkv',
      device: 'cpu',
      detectEvery: 2,
      fresh: true,
      overwrite: true,
      fromSeconds: 62,
      toSeconds: 70.5,
      project: 'p.facet',
      task: 'sr',
      scale: 4,
      prior: 'render',
      strength: 0.5,
      vividness: 0.35,
      thorough: true,
      steady: false,
      references: [{ file: 'ada.jpg' }, { file: 'old photo.png', person: 2 }],
      ownFrames: false,
      faces: [1, 3],
      encoding: { codec: 'ffv1', quality: 90, preset: 'slow', hardware: 'auto' },
      sideBySide: true,
      exportAncestors: 'anc',
    });
  });

  test('into a folder keeps names', async () => {
    expect((await requestOf('clips/a.mpg', '-o', folder)).output).toBe(path.join(folder, 'a-enhanced.mp4'));
  });
});

describe('usage errors are one line and exit code 2', () => {
  test.each([
    [['enhance', 'a.mp4', '-o', 'b.mp4', '--scal', '2'], 'Did you mean --scale?'],
    [['enhance', 'a.mp4', '-o', 'b.mp4', '--task', 'deblurr'], 'Did you mean deblur?'],
    [['enhance', 'a.mp4', '-o', 'b.mp4', '--codec', 'hvec'], 'Did you mean hevc?'],
    [['enhance', 'a.mp4', '-o', 'b.mp4', '--scale', '3'], 'Give 1, 2, 4 or 8.'],
    [['enhance', 'a.mp4', '-o', 'b.mp4', '--strength', '1.5'], 'Give a number from 0 to 1.'],
    [
      ['enhance', 'a.mp4', '-o', 'b.mp4', '--from', '5', '--to', '2'],
      '--to (2 s) must come after --from (5 s).',
    ],
    [['enhance', 'a.mp4'], 'Say where to write with -o'],
    [['enhance', '-o', 'b.mp4'], 'inputs'],
    [['enhance', 'a.mp4', 'b.mp4', '-o', 'c.mp4'], '-o must name a folder'],
    [['enhence', 'a.mp4'], 'Did you mean enhance?'],
    [['doctor', '--json', '--quiet'], 'cannot be used with'],
  ])('%j', async (argv, expected) => {
    const host = fakeHost();
    expect(await runCli(argv, host)).toBe(2);
    const text = argv.includes('--json') ? host.out.join('') : host.err.join('');
    expect(text).toContain(expected);
    expect(text.trimEnd().split('\n')).toHaveLength(1);
  });

  test('with --json the line is JSON on stdout and stderr is empty', async () => {
    const host = fakeHost();
    await runCli(['enhance', 'a.mp4', '-o', 'b.mp4', '--json', '--task', 'x'], host);
    expect(host.err).toEqual([]);
    expect(jsonLines(host.out)).toMatchObject([{ type: 'failed', error: { code: 'usage' }, exitCode: 2 }]);
  });
});

describe('a batch', () => {
  test('goes on after a failing input and ends with the worst exit code', async () => {
    const host = fakeHost({
      enhance: async ({ input, output }) => {
        if (input === 'b.mp4') throw new StudioError('input-empty', 'b.mp4 is empty.');
        return enhancementOf(input, output);
      },
      listInputs: async ([only]) => {
        if (only === 'gone.mp4') throw new StudioError('input-not-found', 'gone.mp4 is not there.');
        return [only];
      },
    });
    const argv = ['enhance', 'a.mp4', 'gone.mp4', 'b.mp4', 'c.mp4', '-o', folder, '--json'];
    expect(await runCli(argv, host)).toBe(3);
    const lines = jsonLines(host.out);
    expect(lines.filter(({ type }) => type === 'result').map(({ command }) => command)).toEqual([
      'enhance',
      'enhance',
      'batch',
    ]);
    expect(lines.filter(({ type }) => type === 'failed').map(({ input }) => input)).toEqual([
      'gone.mp4',
      'b.mp4',
    ]);
    expect(lines.at(-1)).toMatchObject({ result: { succeeded: 2, failures: [{ input: 'gone.mp4' }, {}] } });
    expect(host.disposed()).toBe(1);
  });
});

describe('Ctrl-C', () => {
  function hangingHost() {
    const host = fakeHost({
      enhance: async (_request, hooks) => {
        const aborted = new Promise<void>((resolve) =>
          hooks?.signal?.addEventListener('abort', () => resolve()),
        );
        host.interrupt();
        await aborted;
        throw new StudioError('cancelled', 'Stopped; two of nine segments are done.');
      },
    });
    return host;
  }

  test('the first one stops the job, says how to go on, and leaves the rest of the batch', async () => {
    const host = hangingHost();
    expect(await runCli(['enhance', 'a.mp4', 'b.mp4', '-o', folder], host)).toBe(130);
    expect(host.err.join('')).toContain('Stopped; two of nine segments are done.');
    expect(host.err.join('')).not.toContain('[2/2]');
    expect(host.quits).toEqual([]);
    expect(host.disposed()).toBe(1);
  });

  test('the second one ends at once', async () => {
    const host = fakeHost({
      enhance: async () => {
        host.interrupt();
        host.interrupt();
        throw new StudioError('cancelled', 'Cancelled.');
      },
    });
    await runCli(['enhance', 'a.mp4', '-o', 'b.mp4'], host);
    expect(host.quits).toEqual([130]);
  });
});

test('the summary of a run names what was left alone and why', async () => {
  const host = fakeHost();
  await runCli(['enhance', 'a.mp4', '-o', 'b.mp4'], host);
  const text = host.out.join('');
  expect(text).toContain('72 restored of 1 person, 3 left as they were (2 too small, 1 too turned)');
  expect(text).toContain('restore 41.0, decode 3.2 ms a frame');
  expect(host.err).toEqual([]);
});

test('--quiet prints nothing when all is well, --dry-run writes nothing', async () => {
  const quiet = fakeHost();
  expect(await runCli(['enhance', 'a.mp4', '-o', 'b.mp4', '--quiet'], quiet)).toBe(0);
  expect([...quiet.out, ...quiet.err]).toEqual([]);
  const plan = fakeHost({
    enhance: () => {
      throw new Error('must not run');
    },
  });
  expect(await runCli(['enhance', 'a.mp4', '-o', 'b.mp4', '--dry-run'], plan)).toBe(0);
  expect(plan.out.join('')).toContain('360 x 288');
});

test('colour only on a terminal, and never under NO_COLOR', async () => {
  const escape = '\u001b[';
  const run = async (options: Parameters<typeof fakeHost>[1]) => {
    const host = fakeHost({}, options);
    await runCli(['enhance', 'a.mp4', '-o', 'b.mp4'], host);
    return host.out.join('');
  };
  expect(await run({ tty: true })).toContain(escape);
  expect(await run({ tty: false })).not.toContain(escape);
  expect(await run({ tty: true, env: { NO_COLOR: '1' } })).not.toContain(escape);
});

test('an unforeseen fault is exit code 70, with the stack under --verbose only', async () => {
  const broken = { enhance: () => Promise.reject(new TypeError('x is undefined')) };
  const host = fakeHost(broken);
  expect(await runCli(['enhance', 'a.mp4', '-o', 'b.mp4'], host)).toBe(70);
  expect(host.err.join('')).not.toMatch(/\n\s+at /);
  const verbose = fakeHost(broken);
  await runCli(['enhance', 'a.mp4', '-o', 'b.mp4', '--verbose'], verbose);
  expect(verbose.err.join('')).toMatch(/\n\s+at /);
});

test('the help lists every command and the exit codes', async () => {
  const host = fakeHost();
  expect(await runCli(['--help'], host)).toBe(0);
  const text = host.out.join('');
  for (const word of [
    'enhance',
    'analyse',
    'reconstruct',
    'demo',
    'doctor',
    'models',
    'bench',
    '130 stopped',
  ]) {
    expect(text).toContain(word);
  }
  expect(await runCli(['--version'], host)).toBe(0);
});

test('two inputs of one name share neither output nor project', async () => {
  const asked: EnhanceRequest[] = [];
  const host = fakeHost({
    enhance: async (request) => {
      asked.push(request);
      return enhancementOf(request.input, request.output);
    },
  });
  expect(await runCli(['enhance', 'a/x.mp4', 'b/x.mp4', '-o', folder], host)).toBe(0);
  expect(asked.map(({ output }) => path.basename(output))).toEqual(['x-enhanced.mp4', 'x-enhanced-2.mp4']);
  expect(asked.map(({ project }) => project)).toEqual([undefined, path.join(folder, 'x-2.facet')]);
});
