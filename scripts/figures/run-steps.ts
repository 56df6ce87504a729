import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Step } from './figure';
import { commandOf } from './step';

/** Runs command lines of the checkout, each of them once; several figures may come from the same. */
export class StepRunner {
  private readonly done = new Map<string, Promise<void>>();
  private running: ChildProcess | undefined;

  /** @param say is told every command before it runs */
  constructor(
    private readonly root: string,
    private readonly python: string,
    private readonly say: (text: string) => void,
  ) {}

  /** What steps print goes to this process's stderr. @throws Error where a command fails */
  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      const command = commandOf(step);
      const running = this.done.get(command) ?? this.start(step, command);
      this.done.set(command, running);
      await running;
    }
  }

  /** Ends the command that is running. */
  stop(): void {
    this.running?.kill('SIGTERM');
  }

  private async start(step: Step, command: string): Promise<void> {
    this.say(command);
    const { program, args } = programOf(step, this.root, this.python);
    // Python's scripts name the weights from where they lie.
    const cwd = step.program === 'python' ? path.join(this.root, 'native-models', 'training') : this.root;
    const child = spawn(program, args, { cwd, stdio: ['ignore', step.into === undefined ? 2 : 'pipe', 2] });
    this.running = child;
    const ended = new Promise<number | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (step.into !== undefined && child.stdout !== null) {
      const file = createWriteStream(`${step.into}.part`);
      child.stdout.pipe(file);
      await finished(file);
    }
    const code = await ended;
    if (code !== 0) throw new StepError(`ended with code ${code ?? 'none'}: ${command}`, code);
    if (step.into !== undefined) await rename(`${step.into}.part`, step.into);
  }
}

export class StepError extends Error {
  constructor(
    message: string,
    readonly code: number | null,
  ) {
    super(message);
  }
}

/** The file of a step's program, from the folder of the checkout; of `facet` the program itself. */
export function fileOf({ program, name }: Step): string {
  if (program === 'facet') return 'dist/facet.js';
  if (program === 'built') return `dist/${name}.js`;
  return program === 'python' ? `native-models/training/${name}` : name;
}

function programOf(step: Step, root: string, python: string): { program: string; args: string[] } {
  const file = path.join(root, fileOf(step));
  const args = [file, ...(step.program === 'facet' ? [step.name] : []), ...step.args];
  return { program: step.program === 'python' ? python : process.execPath, args };
}

/** Whether an interpreter has what training and its measures import. */
export function hasTrainingPackages(python: string): boolean {
  return (
    spawnSync(python, ['-c', 'import torch, onnx, onnxruntime, cv2, skimage'], { stdio: 'ignore' }).status ===
    0
  );
}
