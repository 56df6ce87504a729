import { fork } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../models/package-root';
import { findCudaLibraries } from './cuda-libraries';
import type { ProbeReply } from './device-probe';
import type { Provider } from './worker-protocol';

/** What `facet doctor` says about one way of running networks. */
export interface ProviderReport {
  readonly provider: Provider;
  /** It runs here and computes what the CPU computes. */
  readonly works: boolean;
  /** It works and is faster than one CPU core by enough to be chosen by itself. */
  readonly worthwhile: boolean;
  readonly reason: string;
  /** What to do to make it work; empty where nothing helps or nothing is needed. */
  readonly remedy: string;
  /** Milliseconds of the trial network on it and on one CPU core. */
  readonly milliseconds?: number;
  readonly cpuMilliseconds?: number;
}

/** First use of CUDA on a cold machine loads gigabytes of libraries. */
const probeTimeoutSeconds = 60;
/** Project bar for parity with the CPU. TF32 convolutions differ by about 5e-4. */
const maximumRelativeDifference = 1e-3;
/** A GPU worth using beats one core by at least this much; software adapters are slower than the core. */
const minimumSpeedup = 1.5;

/** The providers that onnxruntime-node has on this system, in the order of preference; cpu is always last. */
export function providersOfPlatform(): Provider[] {
  if (process.platform === 'win32') return ['directml', 'webgpu', 'cpu'];
  if (process.platform === 'darwin') return ['coreml', 'webgpu', 'cpu'];
  return process.arch === 'x64' ? ['cuda', 'webgpu', 'cpu'] : ['cpu'];
}

/** Tries every provider of the platform, each in a process of its own. Outcomes are kept for the process's life. */
export async function probeProviders(): Promise<ProviderReport[]> {
  const reports: ProviderReport[] = [];
  for (const provider of providersOfPlatform()) reports.push(await probeProvider(provider));
  return reports;
}

const outcomes = new Map<Provider, Promise<ProviderReport>>();

export function probeProvider(provider: Provider): Promise<ProviderReport> {
  let outcome = outcomes.get(provider);
  if (outcome === undefined) {
    outcome = tryProvider(provider);
    outcomes.set(provider, outcome);
  }
  return outcome;
}

async function tryProvider(provider: Provider): Promise<ProviderReport> {
  if (provider === 'cpu') {
    return { provider, works: true, worthwhile: true, reason: 'always available', remedy: '' };
  }
  const obstacle = findObstacle(provider);
  if (obstacle !== undefined) return { provider, works: false, worthwhile: false, ...obstacle };
  const reply = await runProbe(provider);
  if (!reply.ok) {
    return {
      provider,
      works: false,
      worthwhile: false,
      reason: gistOf(reply.message),
      remedy: remedyOf(provider),
    };
  }
  const { milliseconds, cpuMilliseconds, relativeDifference } = reply;
  const timing = `trial network ${milliseconds.toFixed(1)} ms, one CPU core ${cpuMilliseconds.toFixed(1)} ms`;
  const measured = { provider, milliseconds, cpuMilliseconds };
  // Written so that NaN counts as wrong.
  if (!(relativeDifference <= maximumRelativeDifference)) {
    const reason = `computes something else than the CPU (relative difference ${relativeDifference.toExponential(1)})`;
    return { ...measured, works: false, worthwhile: false, reason, remedy: 'Update the graphics driver.' };
  }
  if (milliseconds * minimumSpeedup > cpuMilliseconds) {
    const reason = `works, but is no faster than the CPU (${timing}): a software adapter or a small GPU`;
    return { ...measured, works: true, worthwhile: false, reason, remedy: '' };
  }
  return { ...measured, works: true, worthwhile: true, reason: `works (${timing})`, remedy: '' };
}

/** The runtime's message without its source file, function and condition. */
function gistOf(message: string): string {
  return message
    .trim()
    .split('\n')[0]
    .replace(/^.* was false\. /, '');
}

/** Reasons known without trying, which saves starting a process on machines without a GPU. */
function findObstacle(provider: Provider): { reason: string; remedy: string } | undefined {
  if (!providersOfPlatform().includes(provider)) {
    const reason = `onnxruntime-node has no ${provider} on ${process.platform}/${process.arch}`;
    return { reason, remedy: `Use one of: ${providersOfPlatform().join(', ')}.` };
  }
  if (process.platform !== 'linux') return undefined;
  if (provider === 'cuda') return findCudaObstacle();
  if (!hasLinuxGpu()) {
    return { reason: 'no GPU device in /dev', remedy: 'Use a machine with a GPU and its driver.' };
  }
  return undefined;
}

function findCudaObstacle(): { reason: string; remedy: string } | undefined {
  const libraries = findCudaLibraries();
  if (!existsSync('/dev/nvidiactl') && !existsSync('/dev/dxg')) {
    const reason = 'no NVIDIA GPU or driver (no /dev/nvidiactl)';
    const remedy =
      `On a machine with an NVIDIA GPU: install its driver, CUDA 12 and cuDNN 9, then run ` +
      `\`${libraries.installCommand}\` in ${packageRoot()}.`;
    return { reason, remedy };
  }
  if (libraries.missingProviderLibraries.length > 0) {
    const reason = `onnxruntime's CUDA libraries are not installed (${libraries.missingProviderLibraries.join(', ')})`;
    return { reason, remedy: `Run \`${libraries.installCommand}\`.` };
  }
  if (libraries.missingSystemLibraries.length > 0) {
    const reason = `CUDA 12 / cuDNN 9 libraries are missing (${libraries.missingSystemLibraries.join(', ')})`;
    return { reason, remedy: 'Install them, or add their folder to LD_LIBRARY_PATH.' };
  }
  return undefined;
}

function hasLinuxGpu(): boolean {
  if (existsSync('/dev/dxg') || existsSync('/dev/nvidiactl')) return true;
  try {
    return readdirSync('/dev/dri').some((name) => name.startsWith('renderD'));
  } catch {
    return false;
  }
}

function remedyOf(provider: Provider): string {
  switch (provider) {
    case 'cuda':
      return 'Check the driver with `nvidia-smi`, and that CUDA 12 and cuDNN 9 are on the library path.';
    case 'webgpu':
      return 'Install or update the graphics driver (on Linux with Vulkan: libvulkan1 and a driver for the GPU).';
    case 'directml':
      return 'Update the graphics driver and Windows.';
    case 'coreml':
      return 'Update macOS.';
    case 'cpu':
      return '';
  }
}

function runProbe(provider: Provider): Promise<ProbeReply> {
  return new Promise((resolve) => {
    const entry = path.join(packageRoot(), 'dist', 'device-probe.js');
    const child = fork(entry, [provider], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-400);
    });
    let reply: ProbeReply | undefined;
    const timer = setTimeout(() => {
      reply = { ok: false, message: `no answer in ${probeTimeoutSeconds} s` };
      child.kill('SIGKILL');
    }, probeTimeoutSeconds * 1000);
    child.on('message', (message) => (reply = message as ProbeReply));
    child.on('error', (error) => (reply ??= { ok: false, message: error.message }));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const end = signal === null ? `with code ${code ?? 'none'}` : `by ${signal}`;
      const lastLine = complaint.trim().split('\n').at(-1) ?? '';
      resolve(reply ?? { ok: false, message: `the trial process was ended ${end}. ${lastLine}`.trim() });
    });
  });
}
