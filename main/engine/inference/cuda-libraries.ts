import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What onnxruntime-node's own install script downloads for CUDA 12 (script/install-metadata.js of 1.30), and what
 * those libraries in turn load from the system.
 */
const providerLibraries = ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'];
const systemLibraries = [
  'libcudart.so.12',
  'libcublas.so.12',
  'libcublasLt.so.12',
  'libcufft.so.11',
  'libcudnn.so.9',
];

export interface CudaLibraries {
  /** Whether onnxruntime-node can have CUDA on this system at all. */
  readonly supported: boolean;
  readonly missingProviderLibraries: readonly string[];
  /** CUDA 12 and cuDNN 9 libraries found neither by ldconfig's cache nor on LD_LIBRARY_PATH. */
  readonly missingSystemLibraries: readonly string[];
  /** Adds the provider libraries; run in the program's folder. */
  readonly installCommand: string;
}

/** Looks for the libraries that the CUDA provider needs, without loading any. */
export function findCudaLibraries(): CudaLibraries {
  const supported = process.platform === 'linux' && process.arch === 'x64';
  const onnxruntime = path.dirname(require.resolve('onnxruntime-node/package.json'));
  const folder = path.join(onnxruntime, 'bin', 'napi-v6', process.platform, process.arch);
  const script = path.relative(process.cwd(), path.join(onnxruntime, 'script', 'install.js'));
  return {
    supported,
    missingProviderLibraries: providerLibraries.filter((name) => !existsSync(path.join(folder, name))),
    missingSystemLibraries: supported ? systemLibraries.filter((name) => !isOnSystem(name)) : [],
    installCommand: `ONNXRUNTIME_NODE_INSTALL=cuda12 node ${script}`,
  };
}

let linkerCache: string | undefined;

function isOnSystem(name: string): boolean {
  const folders = (process.env.LD_LIBRARY_PATH ?? '').split(':').filter((folder) => folder !== '');
  if (folders.some((folder) => existsSync(path.join(folder, name)))) return true;
  try {
    linkerCache ??= readFileSync('/etc/ld.so.cache', 'latin1');
  } catch {
    linkerCache = '';
  }
  return linkerCache.includes(`${name}\0`);
}
