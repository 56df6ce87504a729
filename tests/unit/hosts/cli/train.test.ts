import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exitCodes } from '../../../../preload/contract/errors';
import { runCli } from '../../../../main/hosts/cli/run-cli';
import {
  testRun,
  trainingRun,
  type PythonRun,
  type TestFlags,
  type TrainingFlags,
} from '../../../../main/hosts/cli/training/python-run';
import { runPython } from '../../../../main/hosts/cli/training/run-python';
import { fakeHost } from './fake-host';

const scripts = path.join(__dirname, '../../../../native-models/training');
const folder = mkdtempSync(path.join(tmpdir(), 'facet-train-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** An interpreter that writes its arguments down and does what `body` says. */
function interpreter(name: string, body: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$*" >> ${file}.log\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

async function ran(
  line: string,
): Promise<{ code: number; runs: PythonRun[]; python: string[]; err: string }> {
  const runs: PythonRun[] = [];
  const python: string[] = [];
  const host = fakeHost(
    {},
    {
      runPython: async (interpreter, run) => {
        python.push(interpreter);
        runs.push(run);
      },
    },
  );
  const code = await runCli(line.split(' '), host);
  return { code, runs, python, err: host.err.join('') };
}

/** The options that a script declares, by itself or through what the evaluations share. */
function optionsOf(script: string): Set<string> {
  const read = (name: string) => readFileSync(path.join(scripts, name), 'utf8');
  const source = read(script);
  const shared = source.includes('add_restorer(parser')
    ? functionOf(read('evaluate.py'), 'add_restorer')
    : '';
  const declared = `${source}${shared}`.matchAll(/add_argument\("(--[a-z0-9-]+)"/g);
  return new Set([...declared].map(([, option]) => option));
}

/** A function of a Python script, up to the next one. */
function functionOf(source: string, name: string): string {
  return new RegExp(`^def ${name}\\([^]*?(?=^def |^class )`, 'm').exec(source)?.[0] ?? '';
}

test('every option handed over is one that the script has', () => {
  const flags: TrainingFlags & TestFlags = {
    ...{ data: 'd', run: 'r', datalist: 'l', minutes: 5, batch: 4, seed: 7 },
    ...{ figures: 'f.json', sheet: 's.png', model: 'm.onnx' },
    prior: 'both',
    size: 'large',
    device: 'cuda',
  };
  const all = [
    ...(['restore', 'sr', 'deblur', 'vrn'] as const).map((task) => trainingRun(task, flags)),
    ...(['restore', 'sr', 'deblur'] as const).map((phase) => testRun(phase, flags)),
  ];
  for (const { script, args } of all) {
    const known = optionsOf(script);
    for (const option of args.filter((word) => word.startsWith('--'))) expect(known).toContain(option);
  }
});

test('deblurring alone is trained to look at the frames beside', () => {
  const flags: TrainingFlags = {
    ...{ data: 'd', run: 'r', batch: 16, seed: 20 },
    ...{ prior: 'mixed', size: 'small', device: 'cpu' },
  };
  expect(trainingRun('deblur', flags).args.join(' ')).toContain('--beside 6');
  expect(trainingRun('restore', flags).args).not.toContain('--beside');
});

test('the command line reaches the script', async () => {
  const { code, runs, python } = await ran(
    'train sr --data d --run r --prior both --size large --steps 50 --seed 3 --python py',
  );
  expect(code).toBe(0);
  expect(python).toEqual(['py']);
  expect(runs[0].script).toBe('train.py');
  expect(runs[0].args.join(' ')).toContain('--task sr --data d --run r --batch 16 --seed 3 --size large');
  expect(runs[0].args.join(' ')).toContain('--modes 0,0,0,1');
  expect(runs[0].args.join(' ')).toContain('--steps 50');
  const tested = await ran('test --phase sr --data d --model m.onnx --figures f.json');
  expect(tested.runs).toEqual([
    {
      script: 'evaluate_super_resolution.py',
      args: ['--data', 'd', '--model', 'm.onnx', '--json', 'f.json'],
    },
  ]);
});

test.each([
  ['train srr --data d --run r', 'Did you mean sr?'],
  ['train sr --data d', "'--run <folder>' not specified"],
  ['train vrn --data d --run r', '--datalist'],
  ['train sr --data d --run r --steps 5 --minutes 5', 'cannot be used with'],
])('%s is refused', async (line, said) => {
  const { code, runs, err } = await ran(line);
  expect(code).toBe(exitCodes.usage);
  expect(err).toContain(said);
  expect(runs).toEqual([]);
});

describe('the interpreter', () => {
  const run: PythonRun = { script: 'train.py', args: ['--data', 'd'] };
  const { signal } = new AbortController();

  test('one that is not there, or lacks PyTorch, is named with the remedy', async () => {
    await expect(runPython('/no/such/python', run, signal)).rejects.toMatchObject({ code: 'python-missing' });
    const bare = interpreter('bare', 'echo "ModuleNotFoundError: torch" >&2; exit 1');
    await expect(runPython(bare, run, signal)).rejects.toThrow(/torch.*requirements\.txt/);
  });

  test('the script is run with its arguments; what it ends with counts', async () => {
    const good = interpreter('good', 'exit 0');
    await runPython(good, run, signal);
    expect(readFileSync(`${good}.log`, 'utf8')).toContain(`${path.join(scripts, 'train.py')} --data d`);
    const bad = interpreter('bad', 'case "$1" in -c) exit 0;; esac; exit 3');
    await expect(runPython(bad, run, signal)).rejects.toMatchObject({ code: 'training-failed' });
  });

  test('a stop reaches it, so that it can write its state', async () => {
    const slow = interpreter(
      'slow',
      'case "$1" in -c) exit 0;; esac; trap \'echo kept > "$0.state"; exit 0\' TERM; : > "$0.up"; while :; do sleep 0.05; done',
    );
    const controller = new AbortController();
    const running = runPython(slow, run, controller.signal);
    while (!existsSync(`${slow}.up`)) await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(readFileSync(`${slow}.state`, 'utf8')).toBe('kept\n');
  });
});
