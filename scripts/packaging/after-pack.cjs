// electron-builder's afterPack hook: leaves of the unpacked modules only what runs on the system being packed for.
const { existsSync, readdirSync, rmSync, statSync } = require('node:fs');
const path = require('node:path');

/** electron-builder's numbers of architectures. */
const architectures = { 0: 'ia32', 1: 'x64', 2: 'armv7l', 3: 'arm64', 4: 'universal' };

/** Folders of a module that stand for systems, as `<system>` or `<system>-<arch>`. */
const systems = ['linux', 'linuxmusl', 'darwin', 'win32', 'wasm32', 'freebsd', 'android'];

/**
 * Paths below `modules` (the unpacked node_modules) that are of no use on `platform` and `arch`.
 * @param {string} modules
 * @param {string} platform as Node names it: linux, darwin, win32
 * @param {string} arch x64, arm64; `universal` keeps both
 */
function uselessPaths(modules, platform, arch) {
  const fits = (system, architecture) =>
    system === platform && (architecture === undefined || arch === 'universal' || architecture === arch);
  const useless = [];
  const onnx = path.join(modules, 'onnxruntime-node', 'bin');
  for (const napi of list(onnx)) {
    for (const system of list(path.join(onnx, napi))) {
      for (const architecture of list(path.join(onnx, napi, system))) {
        if (!fits(system, architecture)) useless.push(path.join(onnx, napi, system, architecture));
      }
      if (!fits(system)) useless.push(path.join(onnx, napi, system));
    }
  }
  for (const [scope, prefix] of [
    ['@img', /^sharp-(?:libvips-)?/],
    ['@ffmpeg-installer', /^/],
    ['@ffprobe-installer', /^/],
  ]) {
    for (const name of list(path.join(modules, scope))) {
      const [system, architecture] = name.replace(prefix, '').split('-');
      if (systems.includes(system) && !fits(system, architecture))
        useless.push(path.join(modules, scope, name));
    }
  }
  // Of two ffmpeg programs the newer one is used: see main/engine/media/locate-ffmpeg.ts.
  const program = platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  if (existsSync(path.join(modules, 'ffmpeg-static', program))) {
    for (const name of list(path.join(modules, '@ffmpeg-installer'))) {
      if (name !== 'ffmpeg') useless.push(path.join(modules, '@ffmpeg-installer', name));
    }
  }
  return useless;
}

function list(folder) {
  return existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [];
}

module.exports = async ({ appOutDir, electronPlatformName, arch, packager }) => {
  const resources =
    electronPlatformName === 'darwin'
      ? path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : path.join(appOutDir, 'resources');
  const modules = path.join(resources, 'app.asar.unpacked', 'node_modules');
  for (const useless of uselessPaths(modules, electronPlatformName, architectures[arch])) {
    rmSync(useless, { recursive: true, force: true });
  }
};
module.exports.uselessPaths = uselessPaths;
