import { existsSync } from 'node:fs';
import path from 'node:path';
import { StudioError } from '../../../engine/errors/studio-error';
import { runTool } from '../../../engine/media/run-tool';
import { packageRoot } from '../../../engine/models/package-root';
import type { PythonRun } from './python-run';
import { runChild } from '../run-child';

/**
 * Runs a script of native-models/training; what it prints goes to this process's stderr, so that stdout stays ours.
 * A stop is passed on as SIGTERM: training writes its state and ends.
 * @param python the interpreter, as the user named it
 * @throws StudioError `python-missing` where it does not start, lacks PyTorch or the scripts are not there,
 *   `training-failed` where the script ends with another code than 0, `cancelled`
 */
export async function runPython(python: string, run: PythonRun, signal: AbortSignal): Promise<void> {
  const script = path.join(packageRoot(), 'native-models', 'training', run.script);
  if (!existsSync(script)) {
    throw new StudioError(
      'python-missing',
      `The training scripts are not part of this installation (${script}). Train in a checkout of the repository.`,
    );
  }
  const trial = await runTool(python, ['-c', 'import torch, onnx, cv2'], { signal });
  if (signal.aborted) throw new StudioError('cancelled', 'Cancelled.');
  if (trial.code !== 0) {
    const cause = trial.stderr.trim().split('\n').at(-1) ?? '';
    throw new StudioError(
      'python-missing',
      `${python} cannot train here (${cause}). Make an environment with what native-models/training/requirements.txt lists, and name its interpreter by --python.`,
    );
  }
  const code = await runChild(python, [script, ...run.args], ['ignore', 2, 2], signal);
  if (signal.aborted) throw new StudioError('cancelled', 'Cancelled; the state so far is kept.');
  if (code !== 0) {
    throw new StudioError(
      'training-failed',
      `${run.script} ended with code ${code ?? 'none'}; what it printed above says why. Started again, training goes on from its last state.`,
    );
  }
}
